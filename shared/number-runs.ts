import { foldedText } from './folded-text.ts';
import type { SpokenNumber } from './language/language-pack.ts';
import { LANGUAGES, languagePack } from './language/languages.ts';

/** Digits that stand together: typed, or said in words. Places are UTF-16 units of the text given. */
export interface NumberGroup {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
  /** Words of a language that has a pack. */
  readonly isSpoken: boolean;
  /** After a plus sign: the number of a telephone, country first. */
  readonly isAfterPlus: boolean;
  /** What parts it from the group before; any blank is one space. */
  readonly gap: string;
}

export type Groups = readonly NumberGroup[];

export const digitsOf = (groups: Groups): string => groups.map(({ digits }) => digits).join('');

interface Token {
  /** Folded, without invisible characters. */
  readonly word: string;
  /** Undefined where letters stand that are no figure. */
  readonly digits: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly gap: string;
}

const TOKEN = /[\p{L}\p{M}\p{N}\p{Cf}|]+/gu;
const UNSEEN = /[\p{M}\p{Cf}]/gu;
/** Money, shares, hours and clauses part numbers; so does a plus, which begins one. */
const PARTS = /[\p{Sc}%:;?!="«»<>]/u;
const MAX_GAP = 3;

/** Scripts whose digits stand in rows of ten, by their zero. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

function plainDigit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? sign : String(code - zero);
}

/** The figures of a token, full-width ones and letters that look like figures (O, l) included. */
function figuresOf(written: string): string | undefined {
  const plain = [...written.replace(UNSEEN, '').normalize('NFKC')].map(plainDigit).join('');
  const isFigures = /\d/.test(plain) || /^(?:[oO]{1,4}|I{1,4}|l{1,4})$/.test(plain);
  if (!isFigures) return undefined;
  const figures = plain.replace(/[oO]/g, '0').replace(/[Il|]/g, '1');
  return /^\d+$/.test(figures) ? figures : undefined;
}

function tokensOf(text: string): readonly Token[] {
  let end = 0;
  return [...text.matchAll(TOKEN)].map((match) => {
    const gap = text.slice(end, match.index).replace(/\s+/g, ' ');
    end = match.index + match[0].length;
    const word = foldedText(match[0].replace(/\p{Cf}/gu, ''));
    return { word, digits: figuresOf(match[0]), from: match.index, to: end, gap };
  });
}

/** Words that name what stands between two figures. */
const SAID_GAPS: ReadonlySet<string> = new Set(['tiret', 'espace']);

/** `FR76`, and figures after it: an account's number. */
const IBAN_HEAD = /^[a-z]{2}\d{2}$/;

const joins = ({ gap }: Token): boolean => gap.length <= MAX_GAP && !PARTS.test(gap) && !gap.includes('+');

/** The words from there that no other sign parts, as far as a number may go. */
function wordsFrom(tokens: readonly Token[], at: number): readonly string[] {
  const words: string[] = [];
  for (const token of tokens.slice(at, at + 12)) {
    if (words.length > 0 && !joins(token)) break;
    words.push(token.word);
  }
  return words;
}

function spokenFrom(tokens: readonly Token[], at: number): SpokenNumber | undefined {
  const words = wordsFrom(tokens, at);
  for (const language of LANGUAGES) {
    const said = languagePack(language).spokenNumber(words);
    if (said) return said;
  }
  return undefined;
}

/**
 * The rows of numbers of a text, in its order: what follows without a word or a clause between. A number in words is read the
 * shortest way. The figures of an IBAN are left out.
 */
export function numberRuns(text: string): readonly Groups[] {
  const tokens = tokensOf(text);
  const runs: NumberGroup[][] = [];
  let run: NumberGroup[] = [];
  let isOfAccount = false;
  const close = () => {
    if (run.length > 0 && !isOfAccount) runs.push(run);
    run = [];
  };
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const spoken = token.digits === undefined ? spokenFrom(tokens, at) : undefined;
    const digits = token.digits ?? spoken?.digits;
    const isGapSaid = digits === undefined && SAID_GAPS.has(token.word);
    if (!joins(token) || (digits === undefined && !isGapSaid)) {
      close();
      isOfAccount = IBAN_HEAD.test(token.word);
    }
    const count = spoken?.words ?? 1;
    if (digits !== undefined)
      run.push({
        digits,
        from: token.from,
        to: tokens[at + count - 1]?.to ?? token.to,
        isSpoken: spoken !== undefined,
        isAfterPlus: token.gap.endsWith('+') || tokens[at - 1]?.word === 'plus',
        gap: token.gap,
      });
    at += count;
  }
  close();
  return runs;
}
