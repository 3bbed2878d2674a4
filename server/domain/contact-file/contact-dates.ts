import type { CivilDate } from '../../../shared/time.ts';
import { type CellReader, type FilledCell, formed } from './cell-form.ts';
import { accepted, type Remark, refused, warning } from './contact-remarks.ts';
import { readText } from './contact-texts.ts';
import { dayOfNumber } from './excel-days.ts';

const FIRST_YEAR = 1900;
/** Day numbers of Excel taken for dates when the column lost its format: 1927 to 2119, or four years later from 1904. */
const SERIAL_FROM = 10_000;
const SERIAL_TO = 80_000;

const AS_TEXT = warning('date-as-text', 'Date en texte : elle a été lue jour/mois/année.');
const AS_ISO_TEXT = warning('date-as-text', 'Date en texte au format AAAA-MM-JJ.');
const AS_SERIAL = warning(
  'date-as-number',
  'Date sans format de date : lue comme un numéro de jour d’Excel.',
);
const FUTURE = warning('date-in-future', 'Date dans le futur.');

function civil(year: number, month: number, day: number): CivilDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function fromText(text: string): { readonly date: CivilDate | undefined; readonly remark: Remark } {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text);
  if (iso) return { date: civil(Number(iso[1]), Number(iso[2]), Number(iso[3])), remark: AS_ISO_TEXT };
  const french = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?: 00:00(?::00)?)?$/.exec(text);
  if (french)
    return { date: civil(Number(french[3]), Number(french[2]), Number(french[1])), remark: AS_TEXT };
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact)
    return { date: civil(Number(compact[1]), Number(compact[2]), Number(compact[3])), remark: AS_ISO_TEXT };
  return { date: undefined, remark: AS_TEXT };
}

function fromNumber(
  value: number,
  date1904: boolean,
): { readonly date: CivilDate | undefined; readonly remark: Remark } {
  if (!Number.isInteger(value)) return { date: undefined, remark: AS_SERIAL };
  if (value < SERIAL_FROM || value > SERIAL_TO) return fromText(String(value));
  return { date: dayOfNumber(value, date1904)?.date, remark: AS_SERIAL };
}

/**
 * A civil date: a true Excel date, or with a warning a text (`2024-03-31`, `31/03/2024`, `31.03.2024`, `20240331`) or a
 * bare day number. Impossible dates and years before 1900 are refused; `mayBeFuture` silences the warning on future ones.
 */
export function dateCell(mayBeFuture = false): CellReader<CivilDate> {
  return formed({ kind: 'date' }, (cell, profile) => {
    if (cell.kind === 'boolean') return refused('wrong-date', 'Une date est attendue.');
    const text = readText(cell).value;
    if (cell.kind === 'text' && text === '') return { value: undefined, remarks: [] };
    const { date, remark } = readDate(cell, text ?? '', profile.date1904);
    if (date === undefined || Number(date.slice(0, 4)) < FIRST_YEAR)
      return refused('wrong-date', 'Date impossible ou illisible ; attendu : une date Excel ou JJ/MM/AAAA.');
    const isFuture = !mayBeFuture && date > profile.today;
    return accepted(date, remark, isFuture ? FUTURE : undefined);
  });
}

function readDate(
  cell: FilledCell,
  text: string,
  date1904: boolean,
): { readonly date: CivilDate | undefined; readonly remark: Remark | undefined } {
  if (cell.kind === 'date') return { date: cell.date, remark: undefined };
  return cell.kind === 'number' ? fromNumber(cell.value, date1904) : fromText(text);
}
