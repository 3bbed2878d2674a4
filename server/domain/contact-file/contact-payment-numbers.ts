import { countrySpecs, isValidIBAN } from 'ibantools';
import { cardNumber } from '../../../shared/card-number.ts';
import type { RawCell } from './raw-sheet.ts';

/** Norway's, the shortest. */
const SHORTEST_IBAN = 15;
const LOOKS_LIKE = /[A-Z]{2}[\s.-]*\d[\s.-]*\d/i;
const SEPARATORS = /[\s.\-_/]/g;

/** True when a full IBAN stands in the text, whatever its spacing or what surrounds it. */
function holdsIban(text: string): boolean {
  if (text.length < SHORTEST_IBAN || !LOOKS_LIKE.test(text)) return false;
  const compact = text.replace(SEPARATORS, '').toUpperCase();
  for (const match of compact.matchAll(/(?=([A-Z]{2})\d{2})/g)) {
    const length = countrySpecs[match[1] ?? '']?.chars;
    if (length === null || length === undefined) continue;
    const candidate = compact.slice(match.index, match.index + length);
    if (candidate.length === length && isValidIBAN(candidate)) return true;
  }
  return false;
}

/** The same of a cell, the cached result of a formula included. */
export function cellHoldsIban(cell: RawCell): boolean {
  if (cell.kind === 'formula') return cellHoldsIban(cell.result);
  return (cell.kind === 'text' || cell.kind === 'malformed') && holdsIban(cell.text);
}

/** Columns whose long numbers are names of something: one in ten would pass for a card. */
const NUMBERED: ReadonlySet<string> = new Set([
  'ID_DONATEUR',
  'RUM',
  'REF_AUTORISATION',
  'ICS',
  'IBAN_MASQUE',
]);

/** True when a payment card's number stands in a text cell, typed or in words. */
export function cellHoldsCard(column: string, cell: RawCell): boolean {
  if (cell.kind === 'formula') return cellHoldsCard(column, cell.result);
  return cell.kind === 'text' && !NUMBERED.has(column) && cardNumber(cell.text) !== undefined;
}
