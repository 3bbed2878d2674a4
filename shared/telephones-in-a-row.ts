import { digitsOf, type Groups, type NumberGroup } from './number-runs.ts';

/** Nine or ten digits after a zero, or a country of ours and its number. */
const TELEPHONE = /^(?:0[1-9]\d{7,8}|(?:00|\+)(?:33|32|41)0?\d{8,9})$/;
const MOST_DIGITS = 15;
/** `99 999,99`, and room. */
const AMOUNT_DIGITS = 10;

const mayCall = ({ isAfterPlus, digits }: NumberGroup): boolean => isAfterPlus || digits.startsWith('0');
const isNational = (groups: Groups): boolean => /^0[1-9]/.test(digitsOf(groups)) && !groups[0]?.isAfterPlus;
const isTyped = (groups: Groups): boolean => !groups.some(({ isSpoken }) => isSpoken);
const isSaid = (groups: Groups): boolean => groups.every(({ isSpoken }) => isSpoken);

/** `1 250,00`. */
function isAmount(groups: Groups): boolean {
  const written = groups.map(({ gap, digits }, at) => (at === 0 ? digits : gap + digits)).join('');
  return isTyped(groups) && /^(?:\d{1,3}(?: \d{3})*|\d{1,6})(?:,\d{1,2})?$/.test(written);
}

/** A way to read a row: which numbers it admits, and how many others stand beside a telephone. */
interface Reading {
  readonly admits: (part: Groups, isCalled: boolean) => boolean;
  readonly beside: (telephone: Groups) => number;
}

/** Only typed numbers stand beside telephones; ten digits in words are no part of a card that is typed around them. */
const TYPED_BESIDE: Reading = {
  admits: (part, isCalled) => isCalled || isTyped(part),
  beside: (telephone) => (isSaid(telephone) ? 2 : 1),
};
/** Any number does after them, but a telephone from abroad is typed: in words the two would be as long as a card. */
const ANY_BESIDE: Reading = {
  admits: (part, isCalled) => !isCalled || isNational(part) || isTyped(part),
  beside: () => 1,
};

/** The numbers that begin there: of a telephone, or any other. */
function partsAt(groups: Groups, from: number): readonly (readonly [part: Groups, isCalled: boolean])[] {
  const first = groups[from];
  if (first === undefined) return [];
  const parts: [Groups, boolean][] = [[[first], false]];
  const isCalled = mayCall(first);
  let digits = first.isAfterPlus ? '+' : '';
  for (let to = from; to < groups.length && digits.length < MOST_DIGITS; to += 1) {
    digits += groups[to]?.digits ?? '';
    const mayBeAmount = to > from && digits.length <= AMOUNT_DIGITS && !first.isSpoken;
    if (!isCalled && !mayBeAmount && to > from) break;
    if (isCalled && TELEPHONE.test(digits)) parts.push([groups.slice(from, to + 1), true]);
    if (mayBeAmount && isAmount(groups.slice(from, to + 1))) parts.push([groups.slice(from, to + 1), false]);
  }
  return parts;
}

/** Whether every number is a telephone's or stands beside one. */
function reads(groups: Groups, { admits, beside }: Reading): boolean {
  const best: number[] = [0];
  for (let from = groups.length - 1; from >= 0; from -= 1) {
    let most = Number.NEGATIVE_INFINITY;
    for (const [part, isCalled] of partsAt(groups, from)) {
      const rest = best[groups.length - from - part.length] ?? 0;
      if (admits(part, isCalled)) most = Math.max(most, rest + (isCalled ? beside(part) : -1));
    }
    best.push(most);
  }
  return (best.at(-1) ?? 0) >= 0;
}

/** Telephone numbers in a row, each with a number or two beside it: that of a house, a postcode, an amount. */
export function isTelephones(groups: Groups): boolean {
  const [first] = groups;
  if (first === undefined || !groups.some(mayCall)) return false;
  // No card begins with a zero; one that does not may have one further on.
  return reads(groups, TYPED_BESIDE) || (mayCall(first) && reads(groups, ANY_BESIDE));
}
