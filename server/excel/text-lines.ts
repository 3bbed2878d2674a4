import type { CellValue } from '../domain/files/sheets.ts';

/** Lines break between words: some of each is left empty. */
const WRAPPED = 1.15;
/** A text of more is read in its cell's own bar. */
const MOST_LINES = 12;
/** Characters that a text, or a sub-line, leaves empty before it. */
const INDENT = { text: 1, under: 3 } as const;

interface Told {
  readonly text: string;
  readonly indent: number;
}

function told(value: CellValue | undefined): Told | undefined {
  if (typeof value === 'string') return { text: value, indent: INDENT.text };
  return typeof value === 'object' && value !== null && 'under' in value
    ? { text: value.under, indent: INDENT.under }
    : undefined;
}

/** Lines that a text takes in its cell; the empty cells after it lend it their room while it stands on one. */
export function linesOf(values: readonly CellValue[], at: number, widths: readonly number[]): number {
  const one = told(values[at]);
  if (!one) return 1;
  const own = (widths[at] as number) - one.indent;
  const isOneParagraph = !one.text.includes('\n');
  let room = own;
  for (let next = at + 1; isOneParagraph && room < one.text.length && next < widths.length; next += 1) {
    if ((values[next] ?? '') !== '') break;
    room += widths[next] as number;
  }
  if (isOneParagraph && one.text.length <= room) return 1;
  const lines = one.text
    .split('\n')
    .reduce((sum, { length }) => sum + Math.max(1, Math.ceil((length * WRAPPED) / own)), 0);
  return Math.min(MOST_LINES, lines);
}
