import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

type Moved = Awaited<ReturnType<Rpc['team']['reassign']['mutate']>>;

function movedText({ moved, dryRun, moveId }: Moved): string {
  const many = moved > 1;
  if (moved === 0)
    return dryRun ? 'À blanc : aucune fiche ne bougerait.' : 'Aucune fiche ne correspond : rien n’a bougé.';
  if (dryRun) return `À blanc : ${moved} fiche${many ? 's bougeraient' : ' bougerait'}.`;
  return `${moved} fiche${many ? 's déplacées' : ' déplacée'}. N° ${moveId}`;
}

/** What moved, or would move. */
export function showMoved(terminal: Terminal, moved: Moved): void {
  terminal.line(movedText(moved));
  if (moved.perTarget.length > 0)
    terminal.lines(
      textTable(
        ['Vers', 'Fiches'],
        moved.perTarget.map((one) => [one.to, one.records]),
      ),
    );
  if (moved.notDue > 0)
    terminal.line(
      `${inNumber(moved.notDue, 'fiche(s) attend(ent)')} leur heure : en tête dès qu’elle vient.`,
    );
  if (moved.onScreen > 0)
    terminal.line(`${inNumber(moved.onScreen, 'fiche(s)')} à l’écran de quelqu’un : laissées.`);
  if (moved.unchanged > 0) terminal.line(`${inNumber(moved.unchanged, 'fiche(s)')} déjà à leur place.`);
}

/** Gives back what a move of the day took; says which records stay, and why. */
export async function undoMove(
  { env, terminal }: CommandContext,
  flags: { readonly undo?: string; readonly reason?: string; readonly dryRun?: boolean } & JsonFlag,
): Promise<void> {
  const { undo = '', reason = '', dryRun = false } = flags;
  const undone = await callServer(env, async (rpc) =>
    rpc.team.undoMove.mutate({ moveId: await wholeId(rpc, undo), reason, dryRun }),
  );
  jsonOr({ ...flags, terminal }, undone, () => {
    terminal.line(
      dryRun
        ? `À blanc : ${inNumber(undone.goneBack, 'fiche(s) reviendrai(en)t')}.`
        : `${inNumber(undone.goneBack, 'fiche(s) revenue(s)')} à leur place.`,
    );
    if (undone.stays.length === 0) return;
    terminal.line(`${inNumber(undone.stays.length, 'fiche(s) reste(nt)')} en l’état :`);
    terminal.lines(
      textTable(
        ['Fiche', 'Pourquoi'],
        undone.stays.map((one) => [one.recordId, one.why]),
      ),
    );
  });
}

const WHOLE_ID = 36;

/** The beginning of a number is enough while one move only begins so, among those of the history. AppError `move-unknown`. */
async function wholeId(rpc: Rpc, typed: string): Promise<string> {
  if (typed.length === WHOLE_ID) return typed;
  const moves = await rpc.team.moves.query();
  const [found, ...others] = moves.filter((one) => typed.length >= 4 && one.id.startsWith(typed));
  if (found && others.length === 0) return found.id;
  throw new AppError({
    code: 'move-unknown',
    kind: 'not-found',
    message: `${others.length > 0 ? 'Plusieurs déplacements commencent' : 'Aucun déplacement ne commence'} par ce numéro.`,
    hint: 'Les déplacements et leur numéro entier : « plateau reassign history ».',
  });
}

/** `plateau reassign history`: the moves of the team, newest first. */
export function registerHistory(reassign: Command, { env, terminal }: CommandContext): void {
  reassign
    .command('history')
    .description('les déplacements de l’équipe : qui, quand, pourquoi, annulés ou non')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau reassign history --json')
    .action(async (_flags: object, command: Command) => {
      const moves = await callServer(env, (rpc) => rpc.team.moves.query());
      // « --json » stands on both commands: the parent takes it wherever it is written.
      jsonOr({ ...command.optsWithGlobals<JsonFlag>(), terminal }, moves, () => {
        if (moves.length === 0) return terminal.line('Aucun déplacement dans votre équipe.');
        const lines = moves.map((one) => [
          one.id,
          shortInstant(one.atMs),
          one.author,
          one.kind === 'next' ? 'en tête' : 'déplacées',
          one.moved,
          one.reason,
          one.undone
            ? `annulé ${shortInstant(one.undone.atMs)} par ${one.undone.by} (${one.undone.goneBack} revenues : ${one.undone.reason})`
            : '—',
        ]);
        terminal.lines(textTable(['N°', 'Quand', 'Par', 'Fiches', 'Nombre', 'Motif', 'Annulé'], lines));
      });
    });
}
