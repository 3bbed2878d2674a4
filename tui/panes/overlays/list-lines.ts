import type { Region } from '../../screen/layout.ts';
import { BLANK, type Line, line, span } from '../../screen/line.ts';
import { windowed } from '../../screen/long-list.ts';
import type { TextField } from '../../state/text-field.ts';
import { fieldLine } from '../field-line.ts';

interface SearchPage {
  readonly title: string;
  readonly label: string;
  readonly field: TextField;
  /** What may be chosen, or one line that says why there is nothing. */
  readonly rows: readonly Line[];
  /** Row under the arrows; −1: none. */
  readonly index: number;
  readonly how: string;
  /** What the chosen row says in full, where it was cut; it takes the place of `how`. */
  readonly whole?: string | undefined;
}

/** Title, field, how, two blanks. */
const HEAD = 5;

/** A page that looks something up: what is typed on top, what fits below, the chosen row in sight. */
export function searchPage(
  { title, label, field, rows, index, how, whole }: SearchPage,
  region: Region,
): Line[] {
  const shown = rows.map((one, at) => line(span(at === index ? ' ▸ ' : '   ', 'key'), ...one));
  return [
    line(span(` ${title}`, 'title')),
    line(span(` ${label} `, 'faint'), ...fieldLine(field, { width: 32, focused: true })),
    BLANK,
    ...windowed(shown, { focus: Math.max(0, index), height: Math.max(1, region.height - HEAD) }),
    BLANK,
    whole === undefined ? line(span(` ${how}`, 'faint')) : line(` ${whole}`),
  ];
}
