import { foldedText } from './folded-text.ts';
import { LANGUAGES, languagePack } from './language/languages.ts';
import { digitsOf, type Groups, type NumberGroup, numberRuns } from './number-runs.ts';
import { isTelephones } from './telephones-in-a-row.ts';

/** UTF-16 units of the text given. */
export interface NumberPlace {
  readonly from: number;
  readonly to: number;
}

const SHORTEST = 13;
const LONGEST = 19;
const FIRST_DIGIT = /^[2-6]/;
const FIRST_DIGITS = /^(?:2[2-7]|3|4|5[0-8]|6)/;
/** How cards are embossed: a number in such groups is read through any sign between them. */
const EMBOSSED = /^(?:4,4,4,[1-7]|4,6,[45]|4,4,4,4,[1-3])$/;
/**
 * So many digits in words are a card's: one may be left out, or read shorter than it was meant. With fewer, the control digit
 * tells.
 */
const SPOKEN_DIGITS = 12;

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const doubled = Number(digits[digits.length - 1 - at]) * (at % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const isDay = (text: string): boolean => /^(?:0?[1-9]|[12]\d|3[01])$/.test(text);
const isMonth = (text: string): boolean => /^(?:0?[1-9]|1[0-2])$/.test(text);
const isYear = (text: string): boolean => /^(?:19|20)\d{2}$/.test(text);

/** `24.11.2026` or `2026-11-24` stands there. */
function isDateAt(groups: Groups, at: number): boolean {
  const three = groups.slice(at, at + 3);
  const [a, b, c] = three;
  if (!a || !b || !c || b.gap !== c.gap || three.some(({ isSpoken }) => isSpoken)) return false;
  const isWritten = isDay(a.digits) && isMonth(b.digits) && isYear(c.digits);
  return isWritten || (isYear(a.digits) && isMonth(b.digits) && isDay(c.digits));
}

/** The pieces that are left of a row once its dates are taken out. */
function withoutDates(groups: Groups): readonly Groups[] {
  const pieces: NumberGroup[][] = [[]];
  for (let at = 0; at < groups.length; ) {
    const isDate = isDateAt(groups, at);
    const group = groups[at];
    if (isDate) pieces.push([]);
    else if (group) pieces.at(-1)?.push(group);
    at += isDate ? 3 : 1;
  }
  return pieces;
}

const shapeOf = (groups: Groups): string => groups.map(({ digits }) => digits.length).join(',');
const isEmbossed = (groups: Groups): boolean =>
  EMBOSSED.test(shapeOf(groups)) && !groups.some(({ isSpoken }) => isSpoken);

/** Groups of one length, but for what is left at the end, or none shorter than four digits. */
function isEven(groups: Groups): boolean {
  const lengths = groups.slice(0, -1).map(({ digits }) => digits.length);
  const [first = 0] = lengths;
  const last = groups.at(-1)?.digits.length ?? 0;
  return (
    lengths.every((length) => length >= 4) || (lengths.every((length) => length === first) && last <= first)
  );
}

/** Evenly, with one sign throughout, or partly in words: amounts, hours and dates in a row are not. */
function isWrittenAsOne(groups: Groups): boolean {
  const gaps = new Set(groups.slice(1).map(({ gap }) => gap));
  return (gaps.size <= 1 && isEven(groups)) || groups.some(({ isSpoken }) => isSpoken);
}

const placeOf = (groups: Groups): NumberPlace => ({ from: groups[0]?.from ?? 0, to: groups.at(-1)?.to ?? 0 });

/** A number that passes as a card's does, written in one of those ways. */
function controlled(groups: Groups, isWritten: (part: Groups) => boolean): NumberPlace | undefined {
  for (const [from, first] of groups.entries()) {
    if (!FIRST_DIGIT.test(first.digits)) continue;
    let digits = '';
    for (let to = from; to < groups.length && digits.length < LONGEST; to += 1) {
      digits += groups[to]?.digits ?? '';
      if (digits.length < SHORTEST || digits.length > LONGEST) continue;
      if (!FIRST_DIGITS.test(digits) || !passesLuhn(digits)) continue;
      const part = groups.slice(from, to + 1);
      if (isWritten(part)) return placeOf(part);
    }
  }
  return undefined;
}

/** Signs that may be read as figures, those of any script included. */
const FIGURES = /[\p{N}oOIl|]/gu;
const UNSEEN = /\p{Cf}/gu;

/** A first look: too few signs for a card's number, and no word that counts. Files have many texts, and hardly one to read. */
function mayHold(text: string): boolean {
  if (text.length < SPOKEN_DIGITS) return false;
  if ((text.match(FIGURES)?.length ?? 0) >= SPOKEN_DIGITS) return true;
  const folded = foldedText(text.replace(UNSEEN, ''));
  return LANGUAGES.some((language) => languagePack(language).mayCount(folded));
}

export const HOLDS_CARD =
  'Ce texte contient un numéro de carte : effacez-le. Le paiement se fait seulement par le lien de l’association.';
/** Completes the name of a field. */
export const CARD_CLAUSE = 'jamais un numéro de carte, effacez-le';

/**
 * Where a payment card's number stands in a text; undefined when none does. Typed: 13 to 19 digits in whole groups that
 * begin as cards do and pass the control digit, through blanks, signs, full-width figures and letters that look like figures.
 * Said in words: twelve digits in a row, whatever they are. Telephone numbers, dates and amounts pass.
 */
export function cardNumber(text: string): NumberPlace | undefined {
  if (!mayHold(text)) return undefined;
  for (const run of numberRuns(text)) {
    for (const groups of withoutDates(run)) {
      if (digitsOf(groups).length < SPOKEN_DIGITS) continue;
      const embossed = controlled(groups, isEmbossed);
      if (embossed) return embossed;
      if (isTelephones(groups)) continue;
      const spoken = groups.filter(({ isSpoken }) => isSpoken);
      if (digitsOf(spoken).length >= SPOKEN_DIGITS) return placeOf(groups);
      const found = controlled(groups, isWrittenAsOne);
      if (found) return found;
    }
  }
  return undefined;
}
