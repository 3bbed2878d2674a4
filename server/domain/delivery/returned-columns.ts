import type { Country } from '../../../shared/country.ts';
import { RETURN_COLUMNS } from './return-file-columns.ts';
import { urgentHeaders } from './urgent-file.ts';
import { mandateColumns, oneOffColumns } from './weekly-file-columns.ts';

/** Our headers of each sheet of lines that goes back to the charity, by sheet. */
export function returnedSheets(country: Country): readonly (readonly string[])[] {
  const sheets = [mandateColumns(country), oneOffColumns(), RETURN_COLUMNS];
  return [...sheets.map((columns) => columns.map(({ header }) => header)), urgentHeaders(country)];
}
