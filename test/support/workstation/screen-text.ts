import { cells, graphemes } from '../../../shared/screen/cells.ts';
import { dayLine, showsDay } from '../../../tui/panes/day-line.ts';
import { clockLine, timedSince } from '../../../tui/panes/header-lines.ts';
import { drawing, PANES, type Shown } from '../../../tui/panes/pane-table.ts';
import { createPlaces } from '../../../tui/panes/places.ts';
import { pageTimer, timerLine } from '../../../tui/panes/timer-lines.ts';
import { cellsOf, clipLine, type Line } from '../../../tui/screen/line.ts';
import type { Size } from '../../../tui/screen/size.ts';
import { LOOKS } from '../../../tui/screen/theme.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { MONDAY_EVENING_MS } from './fictitious-cards.ts';

/** A line that is wider than its place, or lines too many for it: what stands there was cut by the last net. */
interface Overflow {
  readonly place: string;
  readonly text: string;
}

export interface DrawnScreen {
  readonly text: string;
  readonly overflows: readonly Overflow[];
}

/** On a screen without colours, what stands out does so by these marks: inverse in brackets, bold underlined below. */
function monoRows(text: string, looks: string): readonly [string, string] {
  const marked = looks.includes('7') ? '▀' : looks.includes('1') ? '¯' : ' ';
  return [text, marked.repeat(cells(text))];
}

function shownOf(state: WorkstationState): readonly Shown[] {
  const shown = PANES.flatMap(({ create }) => drawing(create())(state));
  const { clock, timer, day } = createPlaces()(state).at;
  const told = day && showsDay(state) ? dayLine(state, MONDAY_EVENING_MS, day) : undefined;
  if (!clock) return shown;
  const face = { timed: timedSince(state), cells: clock.width };
  const counted = pageTimer(state);
  return [
    ...shown,
    { place: 'clock', rect: clock, lines: [clockLine(MONDAY_EVENING_MS, face)] },
    ...(timer && counted
      ? [{ place: 'timer' as const, rect: timer, lines: [timerLine(MONDAY_EVENING_MS, counted)] }]
      : []),
    ...(told ? [{ place: 'day' as const, rect: told.rect, lines: [told.line] }] : []),
  ];
}

/**
 * What the terminal shows of a state, as text. `mono`: under each row that has bold or inverse cells, a row that says
 * where (¯ bold, ▀ inverse).
 */
export function drawnScreen(state: WorkstationState, size: Size, { mono = false } = {}): DrawnScreen {
  const at = { ...state, size };
  const grid = Array.from({ length: size.rows }, () => Array<string>(size.columns).fill(' '));
  const marks = Array.from({ length: size.rows }, () => Array<string>(size.columns).fill(' '));
  const overflows: Overflow[] = [];
  const put = (line: Line, row: number, left: number) => {
    let column = left;
    for (const { text, tone } of line) {
      const [letters, looks] = monoRows(text, LOOKS.mono[tone]);
      for (const [index, letter] of graphemes(letters).entries()) {
        const [letterRow, markRow] = [grid[row], marks[row]];
        if (letterRow) letterRow[column] = letter;
        if (markRow) markRow[column] = looks[index] ?? ' ';
        column += cells(letter);
      }
    }
  };
  for (const { place, rect, lines } of shownOf(at)) {
    for (const [index, line] of lines.slice(0, rect.height).entries()) {
      put(clipLine(line, rect.width), rect.top + index, rect.left);
      const isWide = cellsOf(line) > rect.width + (/ $/.test(line.at(-1)?.text ?? '') ? 2 : 0);
      if (isWide) overflows.push({ place, text: line.map((piece) => piece.text).join('') });
    }
    const missing = lines.at(-1)?.[0]?.text ?? '';
    if (/agrandissez/.test(missing)) overflows.push({ place, text: missing });
  }
  const rows = grid.flatMap((letters, row) => {
    const shown = letters.slice(0, size.columns).join('').trimEnd();
    const look = (marks[row] ?? []).join('').trimEnd();
    return mono && look !== '' ? [shown, look] : [shown];
  });
  return { text: `${rows.join('\n')}\n`, overflows };
}
