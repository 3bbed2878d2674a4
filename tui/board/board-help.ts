import { fill } from '../../shared/screen/cells.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { type Line, line, span } from '../screen/line.ts';
import { BOARD_ACTIONS, type BoardAction } from './board-actions.ts';
import { BOARD } from './french-board.ts';

const KEYS = 8;

function helpLine({ keys, help }: BoardAction): Line {
  return line(' ', span(fill(keys.map(keyLabel).join(' '), KEYS), 'key'), ` ${help}`);
}

/** Every action of the table; the arrows scroll, and never past the end. */
export function boardHelp(scroll: number, height: number): readonly Line[] {
  const seen = new Set<string>();
  const all = BOARD_ACTIONS.filter(({ keys, help }) => {
    const name = `${keys.join(' ')} ${help}`;
    return seen.has(name) ? false : Boolean(seen.add(name));
  }).map(helpLine);
  const from = Math.min(scroll, Math.max(0, all.length - height));
  const rest = all.length - from - height;
  const shown = all.slice(from, from + height);
  return rest > 0 ? [...shown.slice(0, -1), line(span(` ${BOARD.more(rest + 1)}`, 'key'))] : shown;
}
