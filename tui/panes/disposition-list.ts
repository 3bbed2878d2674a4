import type { Disposition, Family } from '../../shared/dispositions.ts';
import { FAMILY_LETTER, mnemonicOf, shortLabelOf } from '../keys/disposition-keys.ts';
import type { Region } from '../screen/layout.ts';
import { type Line, line, sideBySide, span, windowed } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import { listed } from '../state/call/dispositions-form.ts';
import type { DispositionsForm } from '../state/call/forms.ts';
import { FRENCH } from '../words/french.ts';
import { fieldLine } from './field-line.ts';

/** A mnemonic, the longest short label, and room between columns. */
const COLUMN = 26;
const MAX_COLUMNS = 5;

interface Entry {
  readonly row?: Disposition;
  readonly family: Family;
}

/** Families as headings, each followed by its dispositions. */
function entries(rows: readonly Disposition[]): Entry[] {
  return rows.flatMap((row, at) => {
    const starts = at === 0 || rows[at - 1]?.family !== row.family;
    return [...(starts ? [{ family: row.family }] : []), { family: row.family, row }];
  });
}

function entryLine({ row, family }: Entry, selected: boolean): Line {
  if (!row) return line(span(FAMILY_LETTER[family], 'key'), span(`  ${family}`, 'title'));
  const label = shortLabelOf(row.code);
  if (selected) return line(span(`${mnemonicOf(row.code)} ${label} `, 'selected'));
  return line(span(mnemonicOf(row.code), 'key'), ` ${label}`);
}

function headLine(form: DispositionsForm, width: number): Line {
  if (form.filter) {
    const label = ` ${FRENCH.dispositions.filter} `;
    return [
      span(label, 'faint'),
      ...fieldLine(form.filter, { width: width - label.length - 1, focused: true }),
    ];
  }
  const typed = form.letters === '' ? '' : `   ${FRENCH.dispositions.typed(form.letters)}`;
  return line(span(` ${FRENCH.dispositions.how}`, 'faint'), span(typed, 'key'));
}

/**
 * Drawn by hand rather than with ink-select-input: that component reads standard input through Ink's `useInput`, and
 * our key feed is the only reader (term/key-feed.ts); it also knows neither columns nor two-letter keys.
 */
export function dispositionLines(call: Call, form: DispositionsForm, region: Region): readonly Line[] {
  const rows = listed(form, call);
  if (rows.length === 0)
    return [headLine(form, region.width), line(span(` ${FRENCH.dispositions.none}`, 'warn'))];
  const selected = rows[Math.min(form.index, rows.length - 1)];
  const all = entries(rows);
  const lines = all.map((entry) => entryLine(entry, entry.row !== undefined && entry.row === selected));
  const height = region.height - 1;
  const columns = Math.max(1, Math.min(MAX_COLUMNS, Math.floor((region.width - 1) / COLUMN)));
  const perColumn = Math.max(1, Math.ceil(lines.length / columns));
  const focus = all.findIndex((entry) => entry.row === selected);
  const blocks = Array.from({ length: columns }, (_, at) =>
    lines.slice(at * perColumn, (at + 1) * perColumn),
  );
  const table = sideBySide(blocks, COLUMN).map((one) => [span(' '), ...one]);
  return [headLine(form, region.width), ...windowed(table, focus % perColumn, height)];
}
