import { dayOfNumber } from '../domain/contact-file/dates/excel-days.ts';
import type { PackedCell } from './packed-rows.ts';
import { type SharedStrings, unescaped } from './shared-strings.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';

/** A cell as its tags say it: `type` is the attribute `t`, `text` its value, `date` whether its style shows numbers as dates. */
export interface SheetCell {
  readonly type: string;
  text: string;
  formula: boolean;
  /** It has a value, were it the empty text. */
  valued: boolean;
  readonly date: boolean;
}

interface CellTables {
  readonly strings: SharedStrings | undefined;
  readonly date1904: boolean;
}

/** `xsd:double` without its infinities: a dot, no group, nothing around. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const ISO_DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/;
const BOOLEANS: Readonly<Record<string, boolean>> = { 1: true, true: true, 0: false, false: false };

function packDate(value: number, date1904: boolean): PackedCell {
  const day = dayOfNumber(value, date1904);
  if (day === undefined) return { e: '#DATE!' };
  return { d: day.time === undefined ? day.date : `${day.date} ${day.time}` };
}

function packNumber(text: string, date: boolean, date1904: boolean): PackedCell {
  if (!NUMBER.test(text)) return { m: text };
  const value = Number(text);
  if (!Number.isFinite(value)) return { m: text };
  return date ? packDate(value, date1904) : value;
}

function packIsoDate(text: string): PackedCell {
  const [, date = '', time = '00:00:00'] = ISO_DATE.exec(text) ?? [];
  const instant = new Date(`${date}T${time}Z`);
  // 30 February would pass for 1 March.
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(date)) return { m: text };
  return { d: time === '00:00:00' ? date : `${date} ${time}` };
}

function sharedText(text: string, strings: SharedStrings | undefined): PackedCell {
  if (!strings) throw new WorkbookRefusal('workbook-damaged', 'textes partagés absents');
  if (!/^\d+$/.test(text)) throw new WorkbookRefusal('workbook-damaged', 'texte partagé absent');
  return strings.at(Number(text)) || null;
}

function packValue({ type, text, date }: SheetCell, { strings, date1904 }: CellTables): PackedCell {
  if (type === 'inlineStr' || type === 'str') return unescaped(text) || null;
  const value = text.trim();
  if (value === '') return null;
  switch (type) {
    case 's':
      return sharedText(value, strings);
    case 'd':
      return packIsoDate(value);
    case 'b':
      return BOOLEANS[value] ?? { m: value };
    case 'e':
      return { e: value };
    case '':
    case 'n':
      return packNumber(value, date, date1904);
    default:
      return { m: value };
  }
}

/**
 * What Excel really held, to the letter of the standard (ECMA-376, 18.3.1.4): texts whole, numbers or dates by their style, the
 * cached result of a formula marked as such. A value that its type does not allow is given as it was written, never in part.
 * The empty text that a formula gave is nothing; a formula without any value was never calculated.
 */
export function packCell(cell: SheetCell, tables: CellTables): PackedCell {
  const value = packValue(cell, tables);
  if (!cell.formula) return value;
  return value === null && cell.type === 'str' && cell.valued ? null : { f: value };
}
