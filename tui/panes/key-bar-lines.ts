import { type Action, actionsIn, keysIn } from '../keys/actions.ts';
import type { Context } from '../keys/contexts.ts';
import { keyLabel } from '../keys/key-labels.ts';
import type { Region } from '../layout.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { cells } from '../terminal-text.ts';
import { BLANK, type Line, line, padLine, type Span, span } from '../widgets/line.ts';

/** Cells of a hot disposition: five in 80 columns, ten in 160. */
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

/** As many entries as fill, in order; nothing is cut in the middle. */
function flowed(entries: readonly Line[], width: number): Line {
  const shown: Span[] = [span(' ')];
  let used = 1;
  for (const one of entries) {
    const size = one.reduce((sum, piece) => sum + cells(piece.text), 0);
    if (used + size > width) continue;
    shown.push(...one, span('  '));
    used += size + 2;
  }
  return shown;
}

/** Actions of the bar that are not hot dispositions, a label once. */
export function barActions(context: Context): readonly Action[] {
  const seen = new Set<string>();
  return actionsIn(context).filter((one) => {
    if (one.bar === undefined || one.group === 'hot' || seen.has(one.label)) return false;
    seen.add(one.label);
    return true;
  });
}

/** The keys that work now; one that does not is dimmed, and says why when pressed. */
export function keyBarLines(state: WorkstationState, context: Context, region: Region): readonly Line[] {
  const isDisabled = (one: Action) => one.whyNot?.(state) !== undefined;
  const shown = (one: Action) => line(...entry(one, context, isDisabled(one)));
  // Over a form only what answers it is worth a place; the script shows what is disabled too.
  const worth = barActions(context).filter((one) => context === 'script' || !isDisabled(one));
  const others = flowed(worth.map(shown), region.width);
  if (context !== 'script') return [...Array<Line>(region.height - 1).fill(BLANK), others];
  const hot = actionsIn('script').filter((one) => one.group === 'hot');
  const rows = hotLines(hot.map(shown), region);
  return [...rows.slice(0, region.height - 1), others];
}
