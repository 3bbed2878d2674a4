import type { CorrectableField } from './call-outcome.ts';
import { CARD_CLAUSE, cardNumber } from './card-number.ts';
import { type Country, countryFacts } from './country.ts';
import { emailProblem } from './email.ts';
import { parsePhone } from './phone.ts';
import { holdsUnseen, UNSEEN_CLAUSE } from './unseen-characters.ts';

/** Where the donor lives: says which postcodes there are, and how a number is read. */
export interface HomePlace {
  readonly country: Country;
  readonly postcode: string;
}

/** A value as it is kept (numbers as E.164, '' erases), or why it cannot be, as a French clause without the value. */
export type ReadCoordinate = { readonly text: string } | { readonly problem: string };

/** Letters of an address line and of a town (NF Z10-011, docs/rules/layouts.md). */
export const MAX_LINE = 38;

/**
 * What an agent typed in one field of the correction form. The workstation asks at entry and the server when the call is
 * recorded, so that what was read back is never refused afterwards.
 */
export function readCoordinate(field: CorrectableField, typed: string, place: HomePlace): ReadCoordinate {
  const text = typed.normalize('NFC').trim().replace(/\s+/g, ' ');
  return cardNumber(text) ? { problem: CARD_CLAUSE } : READERS[field](text, place);
}

type Reader = (text: string, place: HomePlace) => ReadCoordinate;

const READERS: Readonly<Record<CorrectableField, Reader>> = {
  ADR_L2: addressLine,
  ADR_L3: addressLine,
  ADR_L4: addressLine,
  ADR_L5: addressLine,
  CP: postcode,
  VILLE: town,
  EMAIL: email,
  TEL_FIXE: phone,
  TEL_MOBILE: phone,
  TEL_AUTRE: phone,
};

function addressLine(text: string): ReadCoordinate {
  if (text.includes('@')) return { problem: 'une adresse e-mail va dans « E-mail »' };
  if (holdsUnseen(text)) return { problem: UNSEEN_CLAUSE };
  return text.length > MAX_LINE ? { problem: `${MAX_LINE} signes au plus` } : { text };
}

function town(text: string): ReadCoordinate {
  if (text === '') return { problem: 'elle ne peut pas être vide' };
  if (!text.includes('@') && !/\p{L}/u.test(text)) return { problem: 'un nom de ville, en lettres' };
  return addressLine(text);
}

const DIGITS: Readonly<Record<4 | 5, string>> = { 4: 'quatre', 5: 'cinq' };

function postcode(text: string, { country }: HomePlace): ReadCoordinate {
  const { digits, example, begins } = countryFacts(country).postcode;
  const isWhole = /^\d+$/.test(text) && text.length === digits;
  if (!isWhole) return { problem: `${DIGITS[digits]} chiffres, par exemple ${example}` };
  const isUsed = begins.some((first) => text.startsWith(first));
  return isUsed
    ? { text }
    : { problem: `aucun code postal ne commence ainsi ${countryFacts(country).inCountry}` };
}

function email(text: string): ReadCoordinate {
  const problem = text === '' ? undefined : emailProblem(text);
  return problem === undefined ? { text } : { problem };
}

function phone(text: string, { country, postcode: home }: HomePlace): ReadCoordinate {
  if (text === '') return { text };
  const read = parsePhone(text, country, home);
  return read.ok ? { text: read.e164 } : { problem: read.why };
}
