import stringWidth from 'string-width';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import { textTable } from '../terminal.ts';

type Row = readonly (string | number)[];

export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly Row[];
  /** The column whose texts may stand on several lines. */
  readonly wrapped?: number;
}

/** A column of prose narrower than that is harder to read than columns that follow below. */
const NARROWEST = 20;
/** How far in a text goes on. */
const FURTHER = '  ';

const widest = (lines: readonly string[]) => Math.max(0, ...lines.map((line) => stringWidth(line)));

/** Numbers as the texts that they would be in the whole table: aligned among themselves. */
function asTexts({ headers, rows }: Table): readonly (readonly string[])[] {
  const widthOf = (at: number) => widest([headers[at] ?? '', ...rows.map((row) => String(row[at]))]);
  return rows.map((row) =>
    row.map((cell, at) => (typeof cell === 'number' ? String(cell).padStart(widthOf(at)) : cell)),
  );
}

/** One row over the lines that its text takes in `room`; a text set in stays so, and goes on a step further. */
function wrappedRow(row: readonly string[], wrapped: number, room: number): readonly (readonly string[])[] {
  const text = row[wrapped] ?? '';
  const before = /^ */.exec(text)?.[0] ?? '';
  const [first = '', ...others] = wrapText(text.trim(), room - before.length - FURTHER.length);
  return [
    row.map((cell, at) => (at === wrapped ? before + first : cell)),
    ...others.map((line) => row.map((_, at) => (at === wrapped ? before + FURTHER + line : ''))),
  ];
}

/** As many columns after the first as fit, again and again below each other. */
function inParts({ headers, rows }: Table, columns: number): readonly string[] {
  const lines: string[] = [];
  let from = 1;
  while (from < headers.length) {
    let to = headers.length;
    const part = () => {
      const kept = (row: Row) => [row[0] ?? '', ...row.slice(from, to)];
      return textTable(kept(headers).map(String), rows.map(kept));
    };
    while (to > from + 1 && widest(part()) > columns) to -= 1;
    lines.push(...(from === 1 ? [] : ['']), ...part());
    from = to;
  }
  return lines;
}

/**
 * A table in lines of at most `columns` cells: as it is where it fits; else its column of texts goes on below; else the columns
 * that do not fit follow under their rows' names. One column alone is never cut.
 */
export function tableWithin(columns: number, table: Table): readonly string[] {
  const { headers, rows, wrapped } = table;
  const whole = textTable(headers, rows);
  const missing = widest(whole) - columns;
  if (missing <= 0) return whole;
  if (wrapped === undefined) return inParts(table, columns);
  const texts = asTexts(table);
  const own = widest([headers[wrapped] ?? '', ...texts.map((row) => row[wrapped] ?? '')]);
  const room = Math.max(NARROWEST, own - missing);
  const folded = texts.flatMap((row) => wrappedRow(row, wrapped, room));
  return room === own - missing ? textTable(headers, folded) : inParts({ headers, rows: folded }, columns);
}
