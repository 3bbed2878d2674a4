import type { SpokenNumber } from '../language-pack.ts';

const TEENS = [
  ...['zero', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  ...['onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize'],
];
const SMALL: ReadonlyMap<string, number> = new Map([
  ...TEENS.map((word, value) => [word, value] as const),
  ['une', 1],
]);
/** France, Belgium and Switzerland together: who dictates may count as at home. */
const TENS: ReadonlyMap<string, number> = new Map([
  ['vingt', 20],
  ['trente', 30],
  ['quarante', 40],
  ['cinquante', 50],
  ['soixante', 60],
  ['septante', 70],
  ['huitante', 80],
  ['octante', 80],
  ['nonante', 90],
]);
/** After them one counts on to nineteen: « soixante-douze », « quatre-vingt-quinze ». */
const LONG_TENS: ReadonlySet<number> = new Set([60, 80]);
const LINKED: ReadonlySet<string> = new Set(['un', 'une', 'onze']);
const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);

const WORDS = [...SMALL.keys(), ...TENS.keys(), 'cent', 'mille', ...REPEATS.keys()];
const BEGINS_ONE = new RegExp(`(?<![a-z])(?:${WORDS.join('|')})`);

/** False for a folded text in which no number in words can begin: most texts, at the cost of one look. */
export const frenchMayCount = (folded: string): boolean => BEGINS_ONE.test(folded);

interface Counted {
  readonly value: number;
  readonly words: number;
}

const nothing: Counted = { value: 0, words: 0 };
/** « vingts », « cents » and what a hasty hand writes: « quatres », « milles ». */
const bare = (word: string | undefined): string => (word ?? '').replace(/^(.{4,})s$/, '$1');

function smallAt(words: readonly string[], at: number, most: number): Counted {
  const value = SMALL.get(words[at] ?? '') ?? SMALL.get(bare(words[at]));
  if (value === undefined) return nothing;
  const unit = value === 10 ? SMALL.get(bare(words[at + 1])) : undefined;
  const counted = unit !== undefined && unit >= 7 && unit <= 9 ? { value: 10 + unit, words: 2 } : undefined;
  const read = counted ?? { value, words: 1 };
  return read.value <= most ? read : nothing;
}

function tensAt(words: readonly string[], at: number): Counted {
  if (bare(words[at]) === 'quatre' && /^vingts?$/.test(words[at + 1] ?? '')) return { value: 80, words: 2 };
  const value = TENS.get(bare(words[at]));
  return value === undefined ? nothing : { value, words: 1 };
}

/** Zero to ninety-nine. */
function belowHundred(words: readonly string[], at: number): Counted {
  const tens = tensAt(words, at);
  if (tens.words === 0) return smallAt(words, at, 19);
  const link = words[at + tens.words] === 'et' && LINKED.has(words[at + tens.words + 1] ?? '') ? 1 : 0;
  const units = smallAt(words, at + tens.words + link, LONG_TENS.has(tens.value) ? 19 : 9);
  const beginsEighty = units.value === 4 && tensAt(words, at + tens.words + link).words === 2;
  if (units.words === 0 || units.value === 0 || beginsEighty) return tens;
  return { value: tens.value + units.value, words: tens.words + link + units.words };
}

/** Zero to nine hundred and ninety-nine. */
function belowThousand(words: readonly string[], at: number): Counted {
  const head = bare(words[at]) === 'cent' ? { value: 1, words: 0 } : belowHundred(words, at);
  const isHundreds = head.value >= 1 && head.value <= 9 && bare(words[at + head.words]) === 'cent';
  if (!isHundreds) return head;
  const rest = belowHundred(words, at + head.words + 1);
  const isRest = rest.words > 0 && rest.value > 0;
  return { value: head.value * 100 + rest.value, words: head.words + 1 + (isRest ? rest.words : 0) };
}

function wholeNumber(words: readonly string[]): Counted {
  const head = bare(words[0]) === 'mille' ? { value: 1, words: 0 } : belowThousand(words, 0);
  if (head.value < 1 || bare(words[head.words]) !== 'mille') return head;
  const rest = belowThousand(words, head.words + 1);
  const isRest = rest.words > 0 && rest.value > 0;
  return { value: head.value * 1000 + rest.value, words: head.words + 1 + (isRest ? rest.words : 0) };
}

/**
 * The number that begins those words (small letters, no accent), by its shortest reading: « quatre vingt » is 80 and not 4 then
 * 20. « double zéro » is two digits. Undefined where none begins.
 */
export function frenchSpokenNumber(words: readonly string[]): SpokenNumber | undefined {
  const times = REPEATS.get(words[0] ?? '');
  if (times !== undefined) {
    const digit = smallAt(words, 1, 9);
    return digit.words === 0 ? undefined : { digits: String(digit.value).repeat(times), words: 2 };
  }
  const { value, words: count } = wholeNumber(words);
  return count === 0 ? undefined : { digits: String(value), words: count };
}
