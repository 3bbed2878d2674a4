import { type Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { INSTANT_FORMS, instantOf, listOf, numberOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { registerHistory, showMoved, undoMove } from './reassign-words.ts';

const STATES = { rappel: 'callback', fiche: 'lease', relance: 'retry', nouvelle: 'new' } as const;

function statesOf(text: string): (typeof STATES)[keyof typeof STATES][] {
  return listOf(text).map((word) => {
    const state = STATES[word as keyof typeof STATES];
    if (!state) throw new InvalidArgumentError('attend rappel, fiche, relance ou nouvelle');
    return state;
  });
}

function recordsOf(text: string): number[] {
  return listOf(text).map(numberOf);
}

interface ReassignFlags extends JsonFlag {
  readonly campaign?: string;
  readonly state?: ReturnType<typeof statesOf>;
  readonly from?: string;
  readonly record?: number[];
  readonly segment?: string;
  readonly canton?: string;
  readonly dueAfter?: number;
  readonly dueBefore?: number;
  readonly to?: string[];
  readonly pool?: boolean;
  readonly next?: boolean;
  readonly undo?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

const EXAMPLES = `
Exemples :
  plateau reassign --from zoe --state rappel --to ali,lea --reason "Zoé absente" --dry-run
  plateau reassign --record 1204 --to ali --next --reason "Ali connaît le dossier"
  plateau reassign --undo 3f0c6a12 --reason "Zoé est revenue"
  plateau reassign history`;

/** Why this command line cannot be obeyed, in French. */
function misuse({ to, pool, next, undo, reason }: ReassignFlags): string | undefined {
  if (reason === undefined) return 'option obligatoire absente : --reason <texte>';
  if (undo !== undefined)
    return to || pool || next ? '--undo ne se donne avec aucune destination' : undefined;
  if (Boolean(to) === Boolean(pool)) return 'choisissez une destination : --to ou --pool';
  return next && to?.length !== 1 ? '--next veut une seule personne dans --to' : undefined;
}

/**
 * Moves records between agents or to the pool (F-09): dry run first, reason compulsory, all or nothing, undone within
 * the day.
 */
export function registerReassign(program: Command, context: CommandContext): void {
  const reassign = program
    .command('reassign')
    .description('confie des fiches à d’autres, ou à la file commune (chef d’équipe)')
    .option('--campaign <code>', 'campagne')
    .option(
      '--state <états>',
      'rappel, fiche (écran éteint), relance, nouvelle ; avec des virgules',
      statesOf,
    )
    .option('--from <identifiant>', 'fiches de ce téléacteur')
    .option('--record <numéros>', 'ces fiches seulement, séparées par des virgules', recordsOf)
    .option('--segment <segment>', 'segment du fichier')
    .option('--canton <canton>', 'canton (CH)')
    .option('--due-after <instant>', `échéance à partir de : ${INSTANT_FORMS}`, instantOf)
    .option('--due-before <instant>', `échéance avant : ${INSTANT_FORMS}`, instantOf)
    .option('--to <identifiants>', 'téléacteurs qui reçoivent, le moins chargé d’abord', listOf)
    .option('--pool', 'vers la file commune')
    .option('--next', 'en tête pour la personne de --to : ses prochaines fiches')
    .option('--undo <numéro>', 'annule un déplacement du jour ; le début du numéro suffit')
    .option('--reason <texte>', 'motif, gardé au journal (5 signes au moins), obligatoire')
    .option('--dry-run', 'montre ce qui bougerait, ne change rien')
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ReassignFlags, command: Command) => {
      const wrong = misuse(flags);
      if (wrong !== undefined) return command.error(wrong, { exitCode: 2 });
      if (flags.undo !== undefined) return undoMove(context, flags);
      await move(context, flags);
    });
  registerHistory(reassign, context);
}

async function move({ env, terminal }: CommandContext, flags: ReassignFlags): Promise<void> {
  const { campaign, state, from, record, segment, canton, dueAfter, dueBefore } = flags;
  const filter = {
    campaign,
    states: state,
    agent: from,
    recordIds: record,
    segment,
    canton,
    dueFromMs: dueAfter,
    dueBeforeMs: dueBefore,
  };
  const { to = [], next, reason = '', dryRun = false } = flags;
  const moved = await callServer(env, (rpc) =>
    rpc.team.reassign.mutate({ filter, to, next, reason, dryRun }),
  );
  jsonOr({ ...flags, terminal }, moved, () => showMoved(terminal, moved));
}
