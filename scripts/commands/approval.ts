import type { Command } from 'commander';
import { actLabel } from '../../server/domain/access/four-eyes.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const STATE_LABEL = {
  asked: 'demandée',
  approved: 'accordée',
  refused: 'refusée',
  used: 'employée',
} as const;
const REASON = [
  '--reason <texte>',
  'ce qui a été vérifié, gardé au journal ; sans donnée personnelle',
] as const;

/** Four eyes: a purge, a person's copy, a lifted objection, a copy of the key ring need a second person. */
export function registerApproval(program: Command, context: CommandContext): void {
  const approval = program
    .command('approval')
    .description(
      'accords d’une seconde personne : destruction, copie de données, opposition levée, trousseau',
    );
  registerList(approval, context);
  registerDecision(approval, context, 'approve');
  registerDecision(approval, context, 'refuse');
}

function registerList(approval: Command, { env, terminal }: CommandContext): void {
  approval
    .command('list')
    .option('--all', 'celles qui sont finies ou dépassées aussi')
    .addOption(jsonOption())
    .description('ce qui attend une seconde personne, ou vient d’être accordé')
    .addHelpText('after', '\nExemple : plateau approval list')
    .action(async (flags: { all?: boolean } & JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.approvals.list.query());
      const shown = flags.all ? all : all.filter((one) => one.isAlive);
      jsonOr({ ...flags, terminal }, shown, () => {
        if (shown.length === 0) return terminal.line('Aucune demande d’accord en cours.');
        const rows = shown.map((one) => [
          one.id,
          actLabel(one),
          one.campaign || '—',
          one.isAlive || one.state === 'used' || one.state === 'refused'
            ? STATE_LABEL[one.state]
            : 'dépassée',
          one.askedBy,
          shortInstant(one.expiresAtMs),
          one.decidedBy ?? '—',
          one.reason,
        ]);
        const headers = [
          'Demande',
          'Acte',
          'Campagne',
          'État',
          'Par',
          'Jusqu’à',
          'Seconde personne',
          'Motif',
        ];
        terminal.lines(textTable(headers, rows));
      });
    });
}

const DONE = {
  approve: 'Accordée : la personne relance sa commande, une fois, avant l’échéance.',
  refuse: 'Refusée : rien ne sera fait.',
} as const;

function registerDecision(
  approval: Command,
  { env, terminal }: CommandContext,
  as: 'approve' | 'refuse',
): void {
  approval
    .command(as)
    .argument('<demande>', 'numéro donné par « approval list »')
    .requiredOption(...REASON)
    .description(as === 'approve' ? 'donne votre accord à l’acte d’une autre personne' : 'refuse cet acte')
    .addHelpText('after', `\nExemple : plateau approval ${as} 0b3c… --reason "inventaire relu ensemble"`)
    .action(async (id: string, { reason }: { reason: string }) => {
      await callServer(env, (rpc) => rpc.approvals[as].mutate({ id, reason }));
      terminal.line(DONE[as]);
    });
}
