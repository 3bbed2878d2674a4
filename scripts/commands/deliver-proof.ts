import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const PART_LABEL = { same: 'conforme', absent: 'absent du dépôt', different: 'DIFFÉRENT' } as const;

/** Proof of what left: the receipts, the file that lies on the drop against its receipt, the same bytes again. */
export function registerDeliverProof(deliver: Command, context: CommandContext): void {
  registerList(deliver, context);
  registerVerify(deliver, context);
  registerResend(deliver, context);
}

function registerList(deliver: Command, { env, terminal }: CommandContext): void {
  deliver
    .command('list')
    .addHelpText('after', '\nExemple : plateau deliver list UPG-FR-2026')
    .argument('[campagne]', 'code de la campagne ; absent : toutes')
    .description('les remises et leurs accusés')
    .addOption(jsonOption())
    .action(async (campaign: string | undefined, flags: JsonFlag) => {
      const rows = await callServer(env, (rpc) => rpc.deliveries.list.query({ campaign }));
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0) return terminal.line('Aucune remise.');
        const lines = rows.map((row) => [
          row.id,
          `${row.fileName}.pgp`,
          row.rows,
          row.deliveredAtMs === null ? 'en attente du dépôt' : shortInstant(row.deliveredAtMs),
          row.sha256Sealed.slice(0, 12),
        ]);
        terminal.lines(textTable(['Remise', 'Fichier', 'Lignes', 'Remis', 'SHA-256'], lines));
      });
    });
}

function registerVerify(deliver: Command, { env, terminal }: CommandContext): void {
  deliver
    .command('verify')
    .addHelpText('after', '\nExemple : plateau deliver verify 0b3c…')
    .argument('<remise>', 'identifiant de la remise (plateau deliver list)')
    .description('relit le dépôt et compare avec l’accusé ; ne change rien')
    .addOption(jsonOption())
    .action(async (id: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.deliveries.verify.query({ id }));
      jsonOr({ ...flags, terminal }, done, () => {
        const lines = done.parts.map((part) => [part.name, PART_LABEL[part.state], part.sha256.slice(0, 12)]);
        terminal.lines(textTable(['Fichier', 'Dépôt', 'SHA-256 attendu'], lines));
      });
      if (done.isWhole) return;
      throw new AppError({
        code: 'delivery-not-as-sent',
        kind: 'conflict',
        message: 'Le dépôt n’a pas, ou plus, ce que dit l’accusé.',
        hint: 'Si l’association ne l’a pas pris elle-même : plateau deliver resend, avec un motif.',
      });
    });
}

function registerResend(deliver: Command, { env, terminal }: CommandContext): void {
  deliver
    .command('resend')
    .argument('<remise>', 'identifiant de la remise (plateau deliver list)')
    .description('remet au dépôt les mêmes octets, sa signature et son manifeste, là où ils manquent')
    .requiredOption('--reason <texte>', 'motif, sans donnée personnelle')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau deliver resend 0b3c… --reason "fichier effacé par erreur"')
    .action(async (id: string, flags: { reason: string } & JsonFlag) => {
      const { reason } = flags;
      const done = await callServer(env, (rpc) => rpc.deliveries.resend.mutate({ id, reason }));
      jsonOr({ ...flags, terminal }, done, () => {
        if (done.sent.length === 0)
          return terminal.line('Le dépôt a déjà tout, à l’octet près : rien n’a été envoyé.');
        for (const name of done.sent) terminal.line(`Remis : ${name}`);
      });
    });
}
