import type { Command } from 'commander';
import type { RestoredRecord } from '../../server/steps/backup/restore-record.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { numberOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

/** What is sealed and does not open any more: what waits, and giving it back from a backup. */
export function registerRecord(program: Command, context: CommandContext): void {
  const record = program
    .command('record')
    .description('fiches dont un contenu scellé est abîmé (exploitation, responsable des données)');
  registerDamaged(record, context);
  registerRestore(record, context);
}

function registerDamaged(record: Command, { env, terminal }: CommandContext): void {
  record
    .command('damaged')
    .addHelpText('after', '\nExemple : plateau record damaged')
    .description('les contenus abîmés, mis de côté, qui attendent une sauvegarde')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.backups.damaged.query());
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucun contenu abîmé.');
        const lines = all.map((one) => [
          one.recordId,
          one.campaign,
          one.what,
          shortInstant(one.foundAtMs),
          one.isHeld ? 'n’est plus appelée' : '',
        ]);
        terminal.lines(textTable(['Fiche', 'Campagne', 'Abîmé', 'Vu le', ''], lines));
        terminal.line('Pour rendre : plateau record restore FICHE --from SAUVEGARDE');
      });
    });
}

interface RestoreFlags extends JsonFlag {
  readonly from: string;
  readonly dryRun?: boolean;
  readonly confirm?: number;
}

function registerRestore(record: Command, { env, terminal }: CommandContext): void {
  record
    .command('restore')
    .argument('<fiche>', 'son numéro', numberOf)
    .requiredOption('--from <sauvegarde>', 'son nom, d’après « backup list »')
    .option('--dry-run', 'dit ce que la sauvegarde rendrait, sans rien changer')
    .option('--confirm <fiche>', 'le numéro de la fiche, sans le demander (sans terminal)', numberOf)
    .description(
      'rend d’une sauvegarde ce qui est abîmé d’une fiche, et rien d’autre (responsable des données)',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau record restore 1042 --from plateau-20261124T030000Z --dry-run\n  puis : la même commande sans --dry-run',
    )
    .action(async (recordId: number, flags: RestoreFlags) => {
      const asked = { recordId, backup: flags.from };
      const plan = await callServer(env, (rpc) => rpc.backups.restoreRecord.mutate(asked));
      const isOver = flags.dryRun || plan.restored.length === 0;
      if (isOver) return jsonOr({ ...flags, terminal }, plan, () => showPlan(terminal, plan));
      if (!flags.json) showPlan(terminal, plan);
      const typedNumber =
        flags.confirm ?? Number(await terminal.ask('Tapez le numéro de la fiche pour rendre ce contenu : '));
      const done = await callServer(env, (rpc) =>
        rpc.backups.restoreRecord.mutate({ ...asked, typedNumber }),
      );
      jsonOr({ ...flags, terminal }, done, () =>
        terminal.line(`Fiche ${recordId} : ${done.restored.join(', ')}, rendu de ${flags.from}.`),
      );
    });
}

function showPlan(terminal: Terminal, { recordId, restored, left }: RestoredRecord): void {
  if (restored.length + left.length === 0)
    terminal.line(`Fiche ${recordId} : rien n’est abîmé, rien à rendre.`);
  for (const one of restored) terminal.line(`À rendre : ${one}.`);
  for (const one of left) terminal.warn(`Reste abîmé : ${one}.`);
}
