import { type Command, Option } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf, listOf, wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const PLACES = { remote: 'à distance', 'on-site': 'sur place' } as const;
const GIVEN_BY = { charity: 'l’association', house: 'nous, pour elle' } as const;
type Place = keyof typeof PLACES;
type GivenBy = keyof typeof GIVEN_BY;

const choicesOf = (said: Readonly<Record<string, string>>) =>
  Object.entries(said)
    .map(([word, text]) => `${word} (${text})`)
    .join(', ');

interface Flags {
  readonly module: string;
  readonly on: string;
  readonly place: Place;
  readonly by: GivenBy;
  readonly minutes: number;
  readonly attended: string[];
}

/** Sessions of the charity’s modules, remote or on site, with who was there. */
export function registerTrainingSession(training: Command, context: CommandContext): void {
  const session = training
    .command('session')
    .description('séances de formation par l’association, avec les présences (chef d’équipe)');
  registerRecord(session, context);
  registerList(session, context);
}

function registerRecord(session: Command, { env, terminal }: CommandContext): void {
  session
    .command('record')
    .description('inscrit une séance tenue et qui y était : le module leur est acquis')
    .argument('<campagne>', 'code de la campagne')
    .requiredOption('--module <module>', 'module de modules.yaml, par exemple association ou inclusion')
    .requiredOption('--on <jour>', 'jour de la séance, AAAA-MM-JJ', dayOf)
    .addOption(
      new Option('--place <lieu>', choicesOf(PLACES)).choices(Object.keys(PLACES)).makeOptionMandatory(),
    )
    .addOption(
      new Option('--by <qui>', choicesOf(GIVEN_BY)).choices(Object.keys(GIVEN_BY)).default('charity'),
    )
    .option('--minutes <n>', 'durée', wholeBetween(5, 600), 60)
    .requiredOption('--attended <identifiants>', 'présents, séparés par des virgules', listOf)
    .addHelpText(
      'after',
      '\nExemple : plateau training session record UPG-FR-2026 --module inclusion --on 2026-11-23 --place remote --attended zoe,camille',
    )
    .action(async (campaign: string, flags: Flags) => {
      const { module, on: heldOn, place, by: givenBy, minutes, attended } = flags;
      const input = { campaign, module, heldOn, place, givenBy, minutes, attended };
      const kept = await callServer(env, (rpc) => rpc.training.recordSession.mutate(input));
      terminal.line(
        `Séance « ${module} » du ${heldOn}, ${PLACES[place]}, par ${GIVEN_BY[givenBy]} : ${inNumber(kept.attended.length, 'présent(s)')}.`,
      );
    });
}

function registerList(session: Command, { env, terminal }: CommandContext): void {
  session
    .command('list')
    .description('les séances d’une campagne, avec les présences')
    .argument('<campagne>', 'code de la campagne')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau training session list UPG-FR-2026')
    .action(async (campaign: string, flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.training.sessions.query({ campaign }));
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune séance inscrite.');
        const rows = all.map((one) => [
          one.heldOn,
          one.title,
          PLACES[one.place],
          GIVEN_BY[one.givenBy],
          `${one.minutes} min`,
          one.attended.join(', '),
        ]);
        terminal.lines(textTable(['Le', 'Module', 'Où', 'Par', 'Durée', 'Présents'], rows));
      });
    });
}
