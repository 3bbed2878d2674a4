import type { IdentityField } from './call-outcome.ts';
import { CARD_CLAUSE, cardNumber } from './card-number.ts';
import { civilDate } from './time.ts';

/** Longest name of the contact file (docs/rules/layouts.md). */
export const MAX_NAME = 50;
const EARLIEST_BIRTH_YEAR = 1900;
const NAME = /^\p{L}[\p{L}\p{M}’' .-]*$/u;

/** A value as it is kept, or why it cannot be, as a French clause without the value. */
export type ReadIdentity = { readonly text: string } | { readonly problem: string };

/** A name, or a birth date typed `12/03/1961` (or ISO), kept as YYYY-MM-DD; not in the future. */
export function readIdentity(field: IdentityField, typed: string, nowMs: number): ReadIdentity {
  const text = typed.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (field === 'DATE_NAISSANCE') return birthDate(text, civilDate(nowMs));
  if (text === '') return { problem: 'il ne peut pas être vide' };
  if (cardNumber(text)) return { problem: CARD_CLAUSE };
  if (text.length > MAX_NAME) return { problem: `${MAX_NAME} signes au plus` };
  return NAME.test(text) ? { text } : { problem: 'des lettres, un trait d’union ou une apostrophe' };
}

/** `M. Zéphyrin TESTEUR`, as lists and cards name a donor. */
export function saidName(donor: {
  readonly civility: string;
  readonly firstName: string;
  readonly lastName: string;
}): string {
  const civility = { M: 'M.', MME: 'Mme' }[donor.civility] ?? '';
  return [civility, donor.firstName, donor.lastName.toUpperCase()].filter((part) => part !== '').join(' ');
}

function birthDate(text: string, today: string): ReadIdentity {
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const iso = french
    ? `${french[3]}-${(french[2] ?? '').padStart(2, '0')}-${(french[1] ?? '').padStart(2, '0')}`
    : text;
  const date = civilDateOf(iso);
  if (date === undefined) return { problem: 'une date comme 12/03/1961' };
  if (date.year < EARLIEST_BIRTH_YEAR || iso > today) return { problem: 'cette année est impossible' };
  return { text: iso };
}

function civilDateOf(iso: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
