import { type Action, actionsIn, keysIn } from '../keys/actions.ts';
import { type Context, FORM_CONTEXTS } from '../keys/contexts.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { OF_LINE, shownActions } from '../keys/shown-actions.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, cellsOf, type Line, line, padLine, type Span, span } from '../screen/line.ts';
import type { WorkstationState } from '../state/workstation-state.ts';

/**
 * Cells of a hot disposition: five in 80 columns, ten in 160.
 *
 * @internal for tests
 */
export const HOT_CELL = 16;

function entry(one: Action, context: Context, disabled: boolean): Span[] {
  const all = keysIn(context, one);
  const keys = (one.group === 'hot' ? all : all.slice(0, 1)).map(keyLabel).join(' ');
  return [span(keys, disabled ? 'faint' : 'key'), span(` ${one.label}`, disabled ? 'faint' : 'plain')];
}

function hotLines(hot: readonly Line[], region: Region): Line[] {
  const perRow = Math.floor(region.width / HOT_CELL);
  const inRow = Math.min(perRow, Math.ceil(hot.length / Math.ceil(hot.length / perRow)));
  const lines: Line[] = [];
  for (let from = 0; from < hot.length; from += inRow) {
    const cellsOfRow = hot
      .slice(from, from + inRow)
      .flatMap((one) => padLine(one, HOT_CELL - 1).concat(span(' ')));
    lines.push([span(' '), ...cellsOfRow]);
  }
  return lines;
}

const GAP = 2;
/** Always shown, whatever else is worth a place. */
const ALWAYS: ReadonlySet<string> = new Set(['help', 'quit']);

interface Entry {
  readonly id: string;
  readonly shown: Line;
}

/** As many entries as fit, in order; nothing is cut in the middle, and the way to help and out is never left out. */
function flowed(entries: readonly Entry[], width: number): Line {
  const size = ({ shown }: Entry) => cellsOf(shown) + GAP;
  let kept = entries.filter((one) => ALWAYS.has(one.id)).reduce((sum, one) => sum + size(one), 0);
  let used = 1;
  const shown: Span[] = [span(' ')];
  for (const one of entries) {
    const isKept = ALWAYS.has(one.id);
    if (isKept) kept -= size(one);
    else if (used + size(one) + kept - GAP > width) continue;
    shown.push(...one.shown, span('  '));
    used += size(one);
  }
  return shown.slice(0, -1);
}

/**
 * Actions of the bar that are not hot dispositions, a label once.
 *
 * @internal for tests
 */
export function barActions(context: Context, table?: readonly Action[]): readonly Action[] {
  const seen = new Set<string>();
  return actionsIn(context, table).filter((one) => {
    if (one.bar === undefined || one.group === 'hot' || seen.has(one.label)) return false;
    seen.add(one.label);
    return true;
  });
}

/** It answers no form, or it stands on the page itself with its key: the place in the bar is for others. */
function isElsewhere({ id }: Action, context: Context): boolean {
  if (context === 'pause') return id.startsWith('pause-');
  return id === 'pause' && (FORM_CONTEXTS as readonly Context[]).includes(context);
}

/** The keys that work now; one that does not is dimmed, and says why when pressed. */
export function keyBarLines(state: WorkstationState, context: Context, region: Region): readonly Line[] {
  const isDisabled = (one: Action) => one.whyNot?.(state) !== undefined;
  const shown = (one: Action) => line(...entry(one, context, isDisabled(one)));
  // Over a form only what answers it is worth a place; the script shows what is disabled too.
  const table = shownActions(state);
  const worth = barActions(context, table).filter((one) =>
    context === 'script'
      ? !(OF_LINE.has(one.id) && isDisabled(one))
      : !(isDisabled(one) || isElsewhere(one, context)),
  );
  const others = flowed(
    worth.map((one) => ({ id: one.id, shown: shown(one) })),
    region.width,
  );
  if (context !== 'script') return [...Array<Line>(region.height - 1).fill(BLANK), others];
  const hot = actionsIn('script', table).filter((one) => one.group === 'hot');
  const rows = hotLines(hot.map(shown), region);
  return [...rows.slice(0, region.height - 1), others];
}
