import type { ColumnMapping } from '../../campaign/mapping-settings.ts';
import type { CellForm } from '../cell-form.ts';
import { CONTACT_COLUMNS, type ColumnName } from '../contact-columns.ts';
import type { ContactLayout } from '../contact-header.ts';
import { folded } from '../contact-texts.ts';
import type { RawCell, RawRow } from '../raw-sheet.ts';
import { dayWritten } from './date-formats.ts';

type Translate = (cell: RawCell) => RawCell;

/** The text of a cell that a translation may look at. */
function textOf(cell: RawCell): string | undefined {
  if (cell.kind === 'text') return cell.text.trim();
  if (cell.kind === 'number') return String(cell.value);
  return cell.kind === 'boolean' ? (cell.value ? 'VRAI' : 'FAUX') : undefined;
}

function byValues(values: ColumnMapping['values'][string]): Translate {
  const ours = new Map(
    Object.entries(values).flatMap(([value, theirs]) =>
      [theirs].flat().map((one) => [folded(one), value] as const),
    ),
  );
  return (cell) => {
    const value = ours.get(folded(textOf(cell) ?? ''));
    return value === undefined ? cell : { kind: 'text', text: value };
  };
}

/** What is written otherwise than agreed is refused, never guessed: a day and a month that were turned round say nothing. */
function byDateFormat(format: NonNullable<ColumnMapping['formats']['dates']>): Translate {
  return (cell) => {
    const text = textOf(cell);
    if (cell.kind === 'boolean' || text === undefined || !/\d/.test(text)) return cell;
    const date = dayWritten(text, format) ?? dayWritten(text, 'AAAA-MM-JJ');
    if (date !== undefined) return { kind: 'date', date };
    // A number that is no such day is one of Excel, which says so itself.
    return cell.kind === 'number' ? cell : { kind: 'malformed', text };
  };
}

/** Thousands in groups of three, under the mark that is not the decimal one. */
const WRITTEN = {
  ',': /^(\d+|\d{1,3}(?:[ .'’\u00a0\u202f]\d{3})+)(?:,(\d{1,2}))?$/,
  '.': /^(\d+|\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3})+)(?:\.(\d{1,2}))?$/,
} as const;

function byAmountFormat({ amounts, decimal }: ColumnMapping['formats']): Translate {
  return (cell) => {
    if (amounts === 'cents') {
      const text = textOf(cell) ?? '';
      if (/^\d+$/.test(text)) return { kind: 'number', value: Number(text) / 100 };
      return text === '' ? cell : { kind: 'malformed', text };
    }
    const match = cell.kind === 'text' && decimal ? WRITTEN[decimal].exec(cell.text.trim()) : null;
    if (!match) return cell;
    return { kind: 'number', value: Number(`${match[1]?.replace(/\D/g, '')}.${match[2] ?? '0'}`) };
  };
}

const BY_FORM: Readonly<
  Partial<Record<CellForm['kind'], (mapping: ColumnMapping) => Translate | undefined>>
> = {
  date: ({ formats }) => (formats.dates === undefined ? undefined : byDateFormat(formats.dates)),
  amount: ({ formats }) =>
    formats.amounts === 'cents' || formats.decimal !== undefined ? byAmountFormat(formats) : undefined,
};

function translatorOf(name: ColumnName, mapping: ColumnMapping): Translate | undefined {
  const values = mapping.values[name];
  return values ? byValues(values) : BY_FORM[CONTACT_COLUMNS[name].form.kind]?.(mapping);
}

/** Formulas keep being told: only what they show is translated. */
function translated(cell: RawCell, translate: Translate): RawCell {
  return cell.kind === 'formula'
    ? { kind: 'formula', result: translated(cell.result, translate) }
    : translate(cell);
}

/**
 * Rows as our layout writes them, of a file written as the charity does: its values, its days, its amounts, and what
 * holds for every row. Every other cell is left as it came.
 */
export function rowTranslator(
  mapping: ColumnMapping | undefined,
  layout: ContactLayout,
): (row: RawRow) => RawRow {
  if (mapping === undefined) return (row) => row;
  const known = [...layout.known].flatMap(([name, at]): (readonly [number, Translate])[] => {
    const fixed = mapping.fixed[name];
    if (fixed !== undefined) return [[at, () => ({ kind: 'text', text: fixed })]];
    const translate = translatorOf(name, mapping);
    return translate === undefined ? [] : [[at, translate]];
  });
  return (row) => {
    const cells: RawCell[] = [...row.cells];
    for (const [at, translate] of known) {
      while (cells.length <= at) cells.push({ kind: 'empty' });
      cells[at] = translated(cells[at] ?? { kind: 'empty' }, translate);
    }
    return { ...row, cells };
  };
}
