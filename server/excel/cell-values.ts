import type { PackedCell } from './packed-rows.ts';
import { type SharedStrings, unescaped } from './shared-strings.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';

/** A cell as its tags say it: `type` is the attribute `t`, `text` its value, `date` whether its style shows numbers as dates. */
export interface SheetCell {
  readonly type: string;
  text: string;
  formula: boolean;
  readonly date: boolean;
}

interface CellTables {
  readonly strings: SharedStrings | undefined;
  readonly date1904: boolean;
}

const DAY_MS = 86_400_000;
/** Days from Excel's zero to 1970, and from its zero to that of the 1904 calendar. */
const DAYS_TO_1970 = 25_569;
const DAYS_TO_1904 = 1462;

/** The civil date of a day number; a time of day is dropped. */
function packDate(day: number, date1904: boolean): PackedCell {
  const atMs = Math.round((day - DAYS_TO_1970 + (date1904 ? DAYS_TO_1904 : 0)) * DAY_MS);
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return { e: '#DATE!' };
  const iso = date.toISOString();
  return /^\d{4}-/.test(iso) ? { d: iso.slice(0, 10) } : { e: '#DATE!' };
}

function packNumber(text: string, date: boolean, date1904: boolean): PackedCell {
  const value = Number.parseFloat(text);
  if (!Number.isFinite(value)) return { e: '#NUM!' };
  return date ? packDate(value, date1904) : value;
}

function packValue({ type, text, date }: SheetCell, { strings, date1904 }: CellTables): PackedCell {
  if (text === '') return null;
  switch (type) {
    case 's': {
      if (!strings) throw new WorkbookRefusal('workbook-damaged', 'textes partagés absents');
      return strings.at(Number.parseInt(text, 10)) || null;
    }
    case 'str':
    case 'inlineStr':
    // An ISO date is kept as the text it is: the importer reads dates as text.
    case 'd':
      return unescaped(text) || null;
    case 'b':
      return Number.parseInt(text, 10) !== 0;
    case 'e':
      return { e: text };
    default:
      return packNumber(text, date, date1904);
  }
}

/** What Excel really held: texts whole, numbers or dates by their style, the cached result of a formula marked as such. */
export function packCell(cell: SheetCell, tables: CellTables): PackedCell {
  const value = packValue(cell, tables);
  return cell.formula ? { f: value } : value;
}
