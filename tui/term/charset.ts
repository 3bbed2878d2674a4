import { cells, graphemes } from '../../shared/screen/cells.ts';
import type { Charset } from './probe.ts';

/** Signs of ours that neither ASCII nor Latin-1 has, in one cell each. */
const STAND_INS: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '┬': '+',
  '┴': '+',
  '├': '+',
  '┤': '+',
  '┌': '+',
  '┐': '+',
  '└': '+',
  '┘': '+',
  '▸': '>',
  '⏎': '>',
  '✓': 'v',
  '•': '*',
  '…': '.',
  '–': '-',
  '—': '-',
  '−': '-',
  '≤': '<',
  '≥': '>',
  '⇧': '^',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '€': 'E',
  œ: 'o',
  Œ: 'O',
  '□': '?',
  '⌫': '<',
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '\u202f': ' ',
};
/** Signs that Latin-1 has and ASCII has not. */
const ASCII_STAND_INS: Readonly<Record<string, string>> = {
  '«': '"',
  '»': '"',
  '·': '.',
  '°': 'o',
  '×': 'x',
  '÷': '/',
  ß: 's',
  æ: 'a',
  Æ: 'A',
  ø: 'o',
  Ø: 'O',
  '²': '2',
  '³': '3',
  '\u00a0': ' ',
};

function oneCell(part: string, charset: 'latin-1' | 'ascii'): string {
  const most = charset === 'latin-1' ? 0xff : 0x7e;
  const fits = (text: string) =>
    text.length === 1 &&
    text.charCodeAt(0) >= 0x20 &&
    text.charCodeAt(0) <= most &&
    !/[\u007f-\u009f]/.test(text);
  if (fits(part)) return part;
  const stand = STAND_INS[part] ?? ASCII_STAND_INS[part];
  if (stand !== undefined) return stand;
  const base = part.normalize('NFD').slice(0, 1);
  return fits(base) ? base : '?';
}

/**
 * The text in the signs that the terminal has, cell for cell: every width is kept, so nothing moves. Accents are
 * dropped in ASCII, kept in Latin-1.
 */
export function inCharset(text: string, charset: Charset): string {
  if (charset === 'utf-8' || !/[^ -~]/.test(text)) return text;
  return graphemes(text)
    .map((part) => {
      const wide = cells(part);
      return wide === 0 ? '' : oneCell(part, charset) + ' '.repeat(wide - 1);
    })
    .join('');
}
