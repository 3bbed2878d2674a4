import { STREET_ABBREVIATIONS } from './street-abbreviations.ts';

/** Signs of one line of an envelope (NF Z10-011); the others post the same envelopes. */
export const LINE_SIGNS = 38;
/** From how many signs on a French street’s name may be shortened. */
const STREET_SIGNS = 32;

const capitals = (text: string): string =>
  text.replace(/[œŒ]/g, 'OE').replace(/[æÆ]/g, 'AE').normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();

const oneSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Lines 4 to 6 of the French norm: capitals, figures and spaces, and no other sign. */
export function bareLine(text: string): string {
  const numbered = capitals(text)
    .replace(/\bN[°º]\s*(?=\d)/g, '')
    .replace(/(\d)(BIS|TER|QUATER)\b/g, '$1 $2');
  return oneSpace(numbered.replace(/[^A-Z0-9]+/g, ' '));
}

/** Lines 2 and 3, which may keep their hyphens and apostrophes. */
export function plainLine(text: string): string {
  return oneSpace(capitals(text).replace(/[^A-Z0-9'’./-]+/g, ' '));
}

/** The same words, without what only parts them; accents and case as they came: Belgium and Switzerland ask for neither. */
export function looseLine(text: string): string {
  return oneSpace(text.replace(/[,;]+/g, ' '));
}

const NUMBER = /^\d+(?: (?:BIS|TER|QUATER|[A-Z]))? /;

function isTooLong(line: string): boolean {
  return line.length > LINE_SIGNS || line.replace(NUMBER, '').length > STREET_SIGNS;
}

/** Shortened word after word until it fits, and not at all when it does. */
export function shortened(line: string, isLong: (line: string) => boolean = isTooLong): string {
  let now = line;
  for (const [word, short] of STREET_ABBREVIATIONS) {
    if (!isLong(now)) return now;
    now = now.replace(word, short);
  }
  return now;
}

const LEADING = /^(\d+\s?[A-Za-z]?(?:[-/]\d+)?)\s+(?=\p{L}{2})(.+)$/u;

/** « 12 rue X » as Belgium and Switzerland write it: the number follows the street. */
export function numberLast(line: string): string {
  const [, number, street] = LEADING.exec(line) ?? [];
  if (number === undefined || street === undefined) return line;
  return `${street.charAt(0).toUpperCase()}${street.slice(1)} ${number}`;
}

const BOX = /^(?:bte|boîte|boite|bus|box|b)[ .°]*(\w{1,4})$/iu;

/** The number of a Belgian letter box, of a line that holds nothing else; undefined otherwise. */
export function boxOf(line: string): string | undefined {
  return BOX.exec(oneSpace(line))?.[1];
}

const BOX_AFTER = /^(.*\d\s?[a-z]?)\s*(?:\/|#|\b(?:bte|boîte|boite|bus|box)\b[ .°]*)\s*(\w{1,4})$/iu;

/** « Rue X 32/20 », « Rue X 32 boîte 20 »: as the Belgian post writes it, « Rue X 32 bte 20 ». */
export function withBox(street: string, box: string | undefined): string {
  const [, before, own] = BOX_AFTER.exec(street) ?? [];
  if (before !== undefined && own !== undefined) return `${before.trim()} bte ${own}`;
  return box === undefined ? street : `${street} bte ${box}`;
}
