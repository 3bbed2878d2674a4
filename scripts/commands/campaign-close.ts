import type { Command } from 'commander';
import type { ClosePlan } from '../../server/steps/campaign/plan-close.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { callServer } from '../cli/rpc.ts';

interface CloseFlags {
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly confirm?: string;
}

/** The end of a campaign's calls: what is pending is shown, and the code is typed. */
export function registerCampaignClose(campaign: Command, { env, terminal }: CommandContext): void {
  campaign
    .command('close')
    .addHelpText(
      'after',
      '\nExemple : plateau campaign close UPG-FR-2026 --dry-run\n  puis : plateau campaign close UPG-FR-2026 --reason "fin du contrat"',
    )
    .argument('<campagne>', 'code de la campagne')
    .option('--reason <texte>', 'motif, gardé au journal')
    .option('--dry-run', 'dit ce qui serait clos et ce qui reste à faire, sans rien clore')
    .option('--confirm <code>', 'le code de la campagne, sans le demander (sans terminal)')
    .description('clôt les appels d’une campagne (exploitation)')
    .action(async (code: string, flags: CloseFlags, close: Command) => {
      const { reason } = flags;
      if (!flags.dryRun && !reason)
        return close.error('option obligatoire absente : --reason', { exitCode: 2 });
      const plan = await callServer(env, (rpc) => rpc.operations.planClose.query({ campaign: code }));
      terminal.lines(planLines(plan));
      if (flags.dryRun || !reason) return terminal.line('Rien n’a été clos.');
      const typedCode = flags.confirm ?? (await terminal.ask('Tapez le code de la campagne pour clore : '));
      const closed = await callServer(env, (rpc) =>
        rpc.operations.closeCampaign.mutate({ campaign: code, reason, typedCode }),
      );
      if (plan.isLine) return terminal.line(`Ligne de promesses ${code} close : plus aucune n’est prise.`);
      terminal.line(
        `Campagne ${code} close ; ${inNumber(closed.closedRecords, 'fiche(s) non épuisée(s) clôturée(s)')}.`,
      );
      terminal.line(`Suite : plateau deliver final ${code}`);
    });
}

function planLines({
  campaign,
  isLine,
  isOpen,
  openRecords,
  callbacks,
  cards,
  pending,
}: ClosePlan): readonly string[] {
  if (!isOpen) return [`Campagne ${campaign} : déjà close.`, ...pending.map((one) => `Attention : ${one}`)];
  if (isLine)
    return [
      `Clore ${campaign} : plus aucune promesse ne sera prise.`,
      ...pending.map((one) => `Attention : ${one}`),
    ];
  return [
    `Clore ${campaign} : ${inNumber(openRecords, 'fiche(s) non épuisée(s)')}, dont ${inNumber(callbacks, 'rappel(s)')} promis, ne seront plus appelées.`,
    ...(cards > 0
      ? [`Attention : ${inNumber(cards, 'fiche(s)')} encore à l’écran ; la clôture sera refusée.`]
      : []),
    ...pending.map((one) => `Attention : ${one}`),
  ];
}
