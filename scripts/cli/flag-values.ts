import { InvalidArgumentError } from 'commander';
import { HOUSE_ZONE } from '../../shared/time.ts';

/** What is typed after an option, or as an argument, becomes a value here or is refused in French, saying what to write. */

const DAY_FORM = 'AAAA-MM-JJ';
const OFFSET_EXAMPLE = '2026-11-24T09:30+01:00';

/** For the `--help` of an option that instantOf reads. */
export const INSTANT_FORMS = `${DAY_FORM} ou ${DAY_FORM}THH:MM à l’heure de Paris, ou avec décalage : ${OFFSET_EXAMPLE}`;

function readAs<T>(form: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new InvalidArgumentError(`attend ${form}`);
  }
}

/** `a, b`: what stands between commas, without blanks, without the empty parts. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A whole number from one bound to the other, both included. */
export function wholeBetween(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= from && value <= to) return value;
    throw new InvalidArgumentError(`attend un nombre de ${from} à ${to}`);
  };
}

/** The number by which a list names a thing: 1 and up. */
export function numberOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('attend un numéro');
}

const WEEK_FORM = /^(\d{4})-[WS](\d{2})$/i;

/** `2026-W47`, or as the files and answers write it, `2026-S47`. */
export function weekOf(text: string): string {
  const match = WEEK_FORM.exec(text.trim());
  if (match) return `${match[1]}-W${match[2]}`;
  throw new InvalidArgumentError('attend une semaine, par exemple 2026-S47');
}

/** `2026-11-24`, a day that exists. */
export function dayOf(text: string): string {
  return readAs(DAY_FORM, () => Temporal.PlainDate.from(text).toString());
}

function midnight(text: string, daysLater: number): number {
  const date = readAs(DAY_FORM, () => Temporal.PlainDate.from(text).add({ days: daysLater }));
  return date.toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
}

/** First instant of a day, in the house's zone. */
export const dayStart = (text: string): number => midnight(text, 0);

/** First instant after that day: it is included whole, on days of 23 and 25 hours too. */
export const dayEnd = (text: string): number => midnight(text, 1);

const LOCAL_FORM = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/i;

/**
 * An instant of the world with its offset, or a date and time of the house: the zone in which the commands answer,
 * weeks are counted and the campaigns' countries live. A day alone is its midnight. A local time that does not exist,
 * or comes twice, at a change of the clock is refused with what to write.
 */
export function instantOf(text: string): number {
  if (LOCAL_FORM.test(text))
    return onlyInstant(readAs(INSTANT_FORMS, () => Temporal.PlainDateTime.from(text)));
  return readAs(INSTANT_FORMS, () => Temporal.Instant.from(text).epochMilliseconds);
}

function onlyInstant(local: Temporal.PlainDateTime): number {
  const earlier = local.toZonedDateTime(HOUSE_ZONE, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(HOUSE_ZONE, { disambiguation: 'later' });
  if (earlier.equals(later)) return earlier.epochMilliseconds;
  const [first, second] = [earlier, later].map((one) => one.toPlainDateTime().toString());
  if (first !== second)
    throw new InvalidArgumentError(`heure sautée au passage à l’heure d’été : écrivez ${first} ou ${second}`);
  throw new InvalidArgumentError(
    `heure qui vient deux fois, au passage à l’heure d’hiver : écrivez ${first}${earlier.offset} ou ${second}${later.offset}`,
  );
}
