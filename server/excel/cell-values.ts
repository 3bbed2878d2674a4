import type { CellValue } from 'exceljs';
import type { PackedCell } from './packed-rows.ts';

/** exceljs gives Excel dates as a Date at UTC midnight: the civil date is read with UTC getters; a time of day is dropped. */
function packDate(date: Date): PackedCell {
  const atMs = date.getTime();
  if (Number.isNaN(atMs)) return { e: '#DATE!' };
  const iso = date.toISOString();
  return /^\d{4}-/.test(iso) ? { d: iso.slice(0, 10) } : { e: '#DATE!' };
}

function packFormula(result: CellValue | undefined): PackedCell {
  return { f: result === undefined ? null : packCell(result) };
}

/** What Excel really held: rich text joined, a link's text, the cached result of a formula marked as such. */
export function packCell(value: CellValue): PackedCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { e: '#NUM!' };
  if (typeof value === 'boolean') return value;
  if (value instanceof Date) return packDate(value);
  if ('error' in value) return { e: String(value.error) };
  if ('richText' in value) return value.richText.map((run) => run.text).join('') || null;
  // The text of a link may itself be rich text, whatever the typings say.
  if ('hyperlink' in value) return packCell(value.text as CellValue);
  return packFormula(value.result as CellValue | undefined);
}
