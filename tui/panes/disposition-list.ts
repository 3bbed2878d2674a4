import type { Country } from '../../shared/country.ts';
import type { Disposition, Family } from '../../shared/dispositions.ts';
import { FAMILY_LETTER, mnemonicOf, shortLabelOf } from '../keys/disposition-keys.ts';
import type { Region } from '../screen/layout.ts';
import { type Line, line, sideBySide, span } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
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

function entryLine({ row, family }: Entry, country: Country, selected: boolean): Line {
  if (!row) return line(span(FAMILY_LETTER[family], 'key'), span(`  ${family}`, 'title'));
  const label = shortLabelOf(row.code, country);
  if (selected) return line(span(`${mnemonicOf(row.code)} ${label} `, 'selected'));
  return line(span(mnemonicOf(row.code), 'key'), ` ${label}`);
}

/** What is being typed; nothing while nothing is: how to choose is in the title, and the list takes the line. */
function headLines(form: DispositionsForm, width: number): Line[] {
  if (form.filter) {
    const label = ` ${FRENCH.dispositions.filter} `;
    const field = fieldLine(form.filter, { width: width - label.length - 1, focused: true });
    return [[span(label, 'faint'), ...field]];
  }
  return form.letters === '' ? [] : [line(span(` ${FRENCH.dispositions.typed(form.letters)}`, 'key'))];
}

/**
 * Drawn by hand rather than with ink-select-input: that component reads standard input through Ink's `useInput`, and
 * our key feed is the only reader (term/key-feed.ts); it also knows neither columns nor two-letter keys.
 */
export function dispositionLines(call: Call, form: DispositionsForm, region: Region): readonly Line[] {
  const rows = listed(form, call);
  const head = headLines(form, region.width);
  if (rows.length === 0) return [...head, line(span(` ${FRENCH.dispositions.none}`, 'warn'))];
  const selected = rows[Math.min(form.index, rows.length - 1)];
  const all = entries(rows);
  const lines = all.map((entry) =>
    entryLine(entry, call.card.campaign.country, entry.row !== undefined && entry.row === selected),
  );
  const height = region.height - head.length;
  const columns = Math.max(1, Math.min(MAX_COLUMNS, Math.floor((region.width - 1) / COLUMN)));
  const perColumn = Math.max(1, Math.ceil(lines.length / columns));
  const focus = all.findIndex((entry) => entry.row === selected);
  const blocks = Array.from({ length: columns }, (_, at) =>
    lines.slice(at * perColumn, (at + 1) * perColumn),
  );
  const table = sideBySide(blocks, COLUMN).map((one) => [span(' '), ...one]);
  const count = (from: number, to: number) =>
    blocks.flatMap((block) => block.slice(from, to)).filter((one) => one.length > 0).length;
  return [...head, ...windowed(table, { focus: focus % perColumn, height, count })];
}
