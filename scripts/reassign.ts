import { type Command, InvalidArgumentError } from 'commander';
import { HOUSE_ZONE } from '../shared/time.ts';
import type { CommandContext } from './command-context.ts';
import { callServer } from './rpc.ts';
import { textTable } from './terminal.ts';

const STATES = { rappel: 'callback', fiche: 'lease', relance: 'retry' } as const;

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function statesOf(text: string): (typeof STATES)[keyof typeof STATES][] {
  return listOf(text).map((word) => {
    const state = STATES[word as keyof typeof STATES];
    if (!state) throw new InvalidArgumentError('attend rappel, fiche ou relance');
    return state;
  });
}

/** `2026-11-24` or `2026-11-24T18:00`, in the house's zone. */
function instantOf(text: string): number {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
  } catch {
    throw new InvalidArgumentError('attend AAAA-MM-JJ ou AAAA-MM-JJTHH:MM');
  }
}

interface Flags {
  readonly campaign?: string;
  readonly state?: ReturnType<typeof statesOf>;
  readonly from?: string;
  readonly segment?: string;
  readonly canton?: string;
  readonly dueBefore?: number;
  readonly to?: string[];
  readonly pool?: boolean;
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Moves records between agents or to the pool (brief F9): dry run first, reason compulsory, all or nothing. */
export function registerReassign(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('reassign')
    .description('confie des fiches à d’autres, ou à la file commune (chef d’équipe)')
    .option('--campaign <code>', 'campagne')
    .option('--state <états>', 'rappel, fiche (écran éteint), relance ; séparés par des virgules', statesOf)
    .option('--from <identifiant>', 'fiches de ce téléacteur')
    .option('--segment <segment>', 'segment du fichier')
    .option('--canton <canton>', 'canton (CH)')
    .option('--due-before <date>', 'échéance avant cette date (heure de Paris)', instantOf)
    .option('--to <identifiants>', 'téléacteurs qui reçoivent, séparés par des virgules', listOf)
    .option('--pool', 'vers la file commune')
    .requiredOption('--reason <texte>', 'motif, gardé au journal (5 signes au moins)')
    .option('--dry-run', 'montre ce qui bougerait, ne change rien')
    .option('--json', 'sortie pour un programme')
    .addHelpText(
      'after',
      '\nExemple : plateau reassign --from zoe --state rappel --to ali,lea --reason "Zoé absente" --dry-run',
    )
    .action(async (flags: Flags, command: Command) => {
      if (Boolean(flags.to) === Boolean(flags.pool)) {
        return command.error('choisissez une destination : --to ou --pool', { exitCode: 2 });
      }
      const { campaign, state, from, segment, canton, dueBefore } = flags;
      const filter = { campaign, states: state, agent: from, segment, canton, dueBeforeMs: dueBefore };
      const input = { filter, to: flags.to ?? [], reason: flags.reason, dryRun: flags.dryRun ?? false };
      const moved = await callServer(env, (rpc) => rpc.team.reassign.mutate(input));
      if (flags.json) return terminal.line(JSON.stringify(moved));
      terminal.line(
        moved.dryRun
          ? `À blanc : ${moved.moved} fiche(s) bougeraient.`
          : `${moved.moved} fiche(s) déplacée(s). N° ${moved.moveId}`,
      );
      if (moved.perTarget.length > 0)
        terminal.line(
          textTable(
            ['Vers', 'Fiches'],
            moved.perTarget.map((one) => [one.to, one.records]),
          ),
        );
      if (moved.onScreen > 0) terminal.line(`${moved.onScreen} fiche(s) à l’écran de quelqu’un : laissées.`);
      if (moved.unchanged > 0) terminal.line(`${moved.unchanged} fiche(s) déjà à leur place.`);
    });
}
