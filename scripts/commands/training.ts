import type { Command } from 'commander';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { registerTrainingSession } from './training-session.ts';

const KIND_LABEL = { practice: 'poste', outside: 'ailleurs' } as const;

/** Who has passed the practice of which campaign, and a training done outside the workstation. */
export function registerTraining(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const training = program
    .command('training')
    .description('entraînement avant les premiers appels (chef d’équipe)');
  training
    .command('record')
    .addHelpText(
      'after',
      '\nExemple : plateau training record camille UPG-FR-2026 --reason "formée en salle le 12, notée"',
    )
    .argument('<identifiant>', 'identifiant du téléacteur')
    .argument('<campagne>', 'code de la campagne')
    .requiredOption('--reason <texte>', 'où et avec qui, gardé au journal')
    .description('enregistre une formation faite ailleurs : les fiches viennent ensuite')
    .action(async (login: string, campaign: string, flags: { reason: string }) => {
      const input = { login, campaign, reason: flags.reason };
      const { passedAtMs } = await callServer(env, (rpc) => rpc.training.record.mutate(input));
      terminal.line(`${login} : formé à ${campaign} depuis le ${shortInstant(passedAtMs)}.`);
    });
  registerTrainingSession(training, context);
  training
    .command('list')
    .addHelpText('after', '\nExemple : plateau training list')
    .description('liste qui peut appeler pour quelle campagne')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const lines = await callServer(env, (rpc) => rpc.training.list.query());
      jsonOr({ ...flags, terminal }, lines, () => {
        const rows = lines.map(({ login, campaign, passed, modules }) => [
          login,
          campaign,
          passed ? shortInstant(passed.atMs) : 'à passer',
          passed ? KIND_LABEL[passed.kind] : '—',
          passed?.by ?? '—',
          modules.of === 0 ? '—' : `${modules.learned}/${modules.of}`,
        ]);
        terminal.lines(textTable(['Téléacteur', 'Campagne', 'Passé le', 'Où', 'Noté par', 'Modules'], rows));
      });
    });
}
