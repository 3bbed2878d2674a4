import { type Command, Option } from 'commander';
import {
  REHEARSAL_KINDS,
  REHEARSAL_LABEL,
  REHEARSAL_OUTCOME_LABEL,
  REHEARSAL_OUTCOMES,
  type RehearsalKind,
  type RehearsalOutcome,
} from '../../server/domain/papers/rehearsal.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

/** Rehearsals of bad days, written down and shown to whoever audits (R-76). */
export function registerRehearsal(program: Command, { env, terminal }: CommandContext): void {
  const rehearsal = program
    .command('rehearsal')
    .description(
      'répétitions des mauvais jours, au journal et au dossier de preuves (responsable des données)',
    );
  rehearsal
    .command('record')
    .argument(
      '<sorte>',
      `au choix : ${REHEARSAL_KINDS.map((one) => `${one} (${REHEARSAL_LABEL[one]})`).join(', ')}`,
    )
    .addOption(
      new Option('--outcome <issue>', 'held (tenue) ou missed (à revoir)')
        .choices(REHEARSAL_OUTCOMES)
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <texte>', 'ce qui a été fait et trouvé, sans nom ni coordonnée')
    .description('inscrit une répétition faite : rien ne s’efface, une autre la suit')
    .addHelpText(
      'after',
      '\nExemple : plateau rehearsal record restore --outcome held --reason "sauvegarde du 23 remise en 9 s, premier appel servi"',
    )
    .action(async (kind: RehearsalKind, flags: { outcome: RehearsalOutcome; reason: string }) => {
      const { outcome, reason: told } = flags;
      await callServer(env, (rpc) => rpc.papers.recordRehearsal.mutate({ kind, outcome, told }));
      terminal.line(`Inscrite : ${REHEARSAL_LABEL[kind]}, ${REHEARSAL_OUTCOME_LABEL[outcome]}.`);
    });
  rehearsal
    .command('list')
    .description('les répétitions inscrites')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau rehearsal list')
    .action(async (flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.papers.rehearsals.query());
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune répétition inscrite.');
        const rows = all.map((one) => [
          shortInstant(one.atMs),
          REHEARSAL_LABEL[one.kind],
          REHEARSAL_OUTCOME_LABEL[one.outcome],
          one.by,
          one.told,
        ]);
        terminal.lines(textTable(['Le', 'Quoi', 'Issue', 'Par', 'Ce qui a été trouvé'], rows));
      });
    });
}
