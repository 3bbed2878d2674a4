import type { CivilDate } from '../../../../shared/time.ts';
import { type CellReader, type FilledCell, formed } from '../cell-form.ts';
import type { ContactProfile } from '../contact-profile.ts';
import { accepted, type Reading, refused, warning } from '../contact-remarks.ts';
import { readText } from '../contact-texts.ts';
import { ASSUMED, MONTH_FIRST } from './date-orders.ts';
import { type DateHabits, type DateOrder, isEdge, readDateText } from './date-text.ts';
import { type DayNumber, dayOfNumber } from './excel-days.ts';

const FIRST_YEAR = 1900;
/** Day numbers of Excel taken for dates when the column lost its format: 1927 to 2119, or four years later from 1904. */
const SERIAL_FROM = 10_000;
const SERIAL_TO = 80_000;
const SERIAL_TEXT = /^[1-7]\d{4}$/;

const AS_TEXT: Readonly<Record<DateOrder, ReturnType<typeof warning>>> = {
  certain: warning('date-as-text', 'Date en texte : elle ne se lit que d’une façon.'),
  'day-first': warning('date-as-text', 'Date en texte : elle a été lue jour/mois/année.'),
  either: warning(ASSUMED, 'Date en texte : elle a été lue jour/mois/année.'),
  'month-first': warning(MONTH_FIRST, 'Date en texte : lue mois/jour/année, la seule façon possible.'),
};
const HOUR = warning('date-with-hour', 'Date avec une heure : seul le jour est gardé.');
const SHORT = warning('date-short-year', 'Année en deux chiffres : elle a été complétée.');
const AS_SERIAL = warning(
  'date-as-number',
  'Date sans format de date : lue comme un numéro de jour d’Excel.',
);
const FUTURE = warning('date-in-future', 'Date dans le futur.');

const UNREADABLE: Reading<CivilDate> = refused(
  'wrong-date',
  'Date impossible, illisible ou à deux lectures ; attendu : une date Excel, JJ/MM/AAAA ou AAAA-MM-JJ.',
);
const EDGE: Reading<CivilDate> = refused(
  'date-edge-of-day',
  'Date à 22 h ou 23 h juste : minuit du lendemain, à l’heure d’ailleurs ? Écrivez le jour seul.',
);
const IN_DOUBT: Reading<CivilDate> = refused(
  'date-order-doubt',
  'Jour ou mois d’abord ? D’autres lignes de la colonne s’écrivent mois/jour : écrivez AAAA-MM-JJ.',
);

/**
 * A civil date: a true Excel date, or with a warning a text (docs/rules/layouts.md says which) or a bare day number. Impossible
 * dates, years before 1900, an hour that may be another day’s midnight and what has two readings are refused.
 */
export function dateCell({ isBirth = false }: { readonly isBirth?: boolean } = {}): CellReader<CivilDate> {
  return formed({ kind: 'date' }, (cell, profile) => {
    const reading = readDate(cell, profile, isBirth);
    const { value } = reading;
    if (value === undefined) return reading;
    if (Number(value.slice(0, 4)) < FIRST_YEAR) return UNREADABLE;
    return value > profile.today ? { value, remarks: [...reading.remarks, FUTURE] } : reading;
  });
}

function readDate(cell: FilledCell, profile: ContactProfile, isBirth: boolean): Reading<CivilDate> {
  if (cell.kind === 'boolean') return refused('wrong-date', 'Une date est attendue.');
  if (cell.kind === 'date') return fromDay(cell);
  const text = cell.kind === 'number' ? String(cell.value) : (readText(cell).value ?? '');
  if (text === '') return { value: undefined, remarks: [] };
  const number = cell.kind === 'number' || SERIAL_TEXT.test(text) ? Number(text) : Number.NaN;
  if (number >= SERIAL_FROM && number <= SERIAL_TO)
    return fromDay(dayOfNumber(number, profile.date1904), AS_SERIAL);
  return fromText(text, profile, { today: profile.today, isBirth });
}

function fromDay(day: DayNumber | undefined, remark?: typeof AS_SERIAL): Reading<CivilDate> {
  if (day === undefined) return UNREADABLE;
  const [hour = 0, minute = 0, second = 0] = (day.time ?? '').split(':').map(Number);
  return isEdge(hour, minute, second) ? EDGE : accepted(day.date, remark);
}

function fromText(text: string, profile: ContactProfile, habits: DateHabits): Reading<CivilDate> {
  const written = readDateText(text, habits);
  if (written === undefined) return UNREADABLE;
  const { date, order, hasHour, isShort } = written;
  if (order === 'either' && profile.isOrderInDoubt) return IN_DOUBT;
  return accepted(date, AS_TEXT[order], hasHour ? HOUR : undefined, isShort ? SHORT : undefined);
}
