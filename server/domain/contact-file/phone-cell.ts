import type { Country } from '../../../shared/country.ts';
import { type ParsedPhone, parsePhone } from '../../../shared/phone.ts';

export type CallablePhone = Extract<ParsedPhone, { ok: true }>;

/** What stands in a cell of numbers, as people fill it. */
export interface PhoneCell {
  /** In the order written. */
  readonly phones: readonly CallablePhone[];
  /** Why each other part that should be a number is none to call: French clauses without the number. */
  readonly refused: readonly string[];
  /** Words, an extension, an hour stood beside a number: they are set aside. */
  readonly hasNote: boolean;
  /** Digits are among what is set aside: an extension, an hour, or the end of another number (`…56/57`). */
  readonly hasDigitsLeft: boolean;
}

/** Where numbers are read: the donor's place tells a number of overseas. */
export interface PhonePlace {
  readonly country: Country;
  readonly postcode?: string;
}

/** What a spreadsheet leaves of a long number: whole only if every digit is still there. */
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i;
const DIGITS_LOST = 'notation scientifique d’un tableur, des chiffres sont perdus';

const NO_NOTE = { hasNote: false, hasDigitsLeft: false } as const;

/** Signs that a number may hold; all others are words around it. A plus begins another number. */
const PIECES = /[^\d+()[\]\s.,;|/\\\-‐‑–—]+|(?=\+)/;
/** Words that say no more than « here is a number », or « and another one ». */
const SILENT = /\b(?:t[eé]l(?:[eé]phone)?|phone|et|ou)\b\.?|[:&]/giu;
const EDGES = /^[\s()[\].,;-]+|[\s()[\].,;-]+$/g;
/** A day of this century or the last: it has the digits of a Belgian number. */
const DATE = /(?<!\d)(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d)/g;
/** Signs between two numbers, and as often between two groups of one. */
const BETWEEN = /[/\\;,|\n]|\s[-–—]\s/;
const DECIMALS = /^(\d{6,})\.0+$/;

/** Longest there is, with the zeros that stand for a plus. */
const MAX_DIGITS = 17;
const LEAST_DIGITS = 7;

/**
 * The numbers of a cell: `0475/12.34.56` is one, `02/512.34.56 / 0475/12.34.56` two. What stands on both sides of a slash, a
 * comma, a spaced dash is two numbers only when each side is a whole one; else it is one number in groups. Words, extensions
 * and hours around a number are set aside, and said.
 */
export function readPhoneCell(text: string, place: PhonePlace): PhoneCell {
  const shown = text.normalize('NFKC').trim();
  const whole = SCIENTIFIC.exec(shown);
  if (whole) return fromScientific(whole, place);
  const undated = shown.replace(DATE, ';');
  const parts = undated.split(PIECES).map((piece) => piece.replace(EDGES, ''));
  const read = parts.filter((part) => /\d/.test(part)).map((part) => readPart(part, place));
  const phones = read.flatMap((part) => part.phones);
  const left = read.flatMap((part) => part.left);
  const refused = read.flatMap((part) => part.refused);
  if (phones.length === 0 && refused.length === 0)
    return { phones, refused: [whyNone(undated, place)], ...NO_NOTE };
  const long = left.filter((digits) => digits.length >= LEAST_DIGITS);
  const isWordy = /\p{L}/u.test(shown.replace(SILENT, ''));
  return {
    phones,
    refused: [...refused, ...long.map((digits) => whyNone(digits, place))],
    hasNote: isWordy || undated !== shown || left.length > long.length,
    hasDigitsLeft: left.length > long.length,
  };
}

function fromScientific(
  [, first = '', rest = '', power = '']: RegExpExecArray,
  place: PhonePlace,
): PhoneCell {
  if (rest.length !== Number(power)) return { phones: [], refused: [DIGITS_LOST], ...NO_NOTE };
  return readPhoneCell(`${first}${rest}`, place);
}

interface Part {
  readonly phones: readonly CallablePhone[];
  readonly refused: readonly string[];
  /** Digits that make no number with their neighbours. */
  readonly left: readonly string[];
}

function digitsOf(text: string): string {
  return `${text.includes('+') ? '+' : ''}${text.replace(/\D/g, '')}`;
}

/** From left to right, the longest run of groups that is a whole number. */
function readPart(part: string, place: PhonePlace): Part {
  const bare = part.replace(DECIMALS, '$1');
  const groups = bare
    .split(BETWEEN)
    .map(digitsOf)
    .filter((group) => /\d/.test(group));
  const phones: CallablePhone[] = [];
  const refused: string[] = [];
  const left: string[] = [];
  for (let from = 0; from < groups.length; ) {
    const found = longest(groups.slice(from), place);
    if (found === undefined) left.push(groups[from] ?? '');
    else if (found.phone.ok) phones.push(found.phone);
    else refused.push(found.phone.why);
    from += found?.groups ?? 1;
  }
  const halves = phones.length + refused.length === 0 ? twoNumbers(bare, place) : undefined;
  return halves ? { phones: halves, refused, left: [] } : { phones, refused, left };
}

function longest(
  groups: readonly string[],
  place: PhonePlace,
): { readonly phone: ParsedPhone; readonly groups: number } | undefined {
  for (let count = groups.length; count > 0; count -= 1) {
    const run = groups.slice(0, count);
    const digits = run.join('');
    // « …56/7 » is another line of the same house, not a digit more.
    const isAlternative = count > 1 && run.at(-1)?.length === 1;
    if (digits.length > MAX_DIGITS || isAlternative) continue;
    const phone = parsePhone(digits, place.country, place.postcode);
    if (phone.ok || phone.isWhole) return { phone, groups: count };
  }
  return undefined;
}

/** Two numbers with only a space between them: read when there is one way to cut them. */
function twoNumbers(text: string, place: PhonePlace): readonly CallablePhone[] | undefined {
  const groups = text.split(/\D+/).filter((group) => group !== '');
  if (groups.join('').length < 2 * LEAST_DIGITS) return undefined;
  const cuts = groups.flatMap((_, at) => {
    if (at === 0) return [];
    const halves = [groups.slice(0, at), groups.slice(at)].map((half) =>
      parsePhone(half.join(''), place.country, place.postcode),
    );
    return halves.every((half) => half.ok) ? [halves.filter((half) => half.ok)] : [];
  });
  return cuts.length === 1 ? cuts[0] : undefined;
}

function whyNone(text: string, { country, postcode }: PhonePlace): string {
  const phone = parsePhone(digitsOf(text), country, postcode);
  return phone.ok ? 'ce n’est pas un numéro' : phone.why;
}
