import { type FilledCell, formed } from './cell-form.ts';
import { accepted, failure, type Reading, refused, warning } from './contact-remarks.ts';
import { isSheetError, placeholderRemark } from './placeholders.ts';
import type { RawCell, RawRow } from './raw-sheet.ts';

// Terminal escape sequences go whole: without their ESC, « [31m » would stay as text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const ESCAPE_SEQUENCE = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Zero-width, bidirectional and other invisible format characters, variation selectors. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu;
/** Two cells wide here, one there: they break a card's columns. */
const EMOJI = /\p{Emoji_Presentation}/gu;

/** Words of plain Latin letters with a space between them: most cells, and nothing to mend in them. */
const PLAIN = /^[!-~À-ÖØ-öø-ÿŒœ’€]+(?: [!-~À-ÖØ-öø-ÿŒœ’€]+)*$/;

/**
 * A text as it is kept: NFC, one line, single spaces, no control, invisible or emoji character. `stripped` when such a
 * character was there.
 */
export function cleanText(text: string): { readonly text: string; readonly stripped: boolean } {
  if (PLAIN.test(text)) return { text, stripped: false };
  const kept = text
    .toWellFormed()
    .replace(ESCAPE_SEQUENCE, '')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .replace(EMOJI, '');
  return {
    text: kept.normalize('NFC').replace(/\s+/g, ' ').trim(),
    stripped: kept.length !== text.length,
  };
}

function cellSays(cell: RawCell): boolean {
  return cell.kind === 'text' ? cleanText(cell.text).text !== '' : cell.kind !== 'empty';
}

/** False for a row of nothing but blanks: it is no row. */
export function saysSomething(row: RawRow): boolean {
  return row.cells.some(cellSays);
}

/** Upper case without accents: how headers and enumerated values are compared. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().trim();
}

const STRIPPED = warning('invisible-characters', 'Des caractères invisibles ou de commande ont été retirés.');
const NUMERIC = warning('numeric-text', 'Nombre dans une colonne de texte : vérifiez les zéros initiaux.');
const ROUNDED = refused<string>(
  'altered-number',
  'Nombre trop long : Excel l’a arrondi ; colonne à mettre en texte.',
);
const SHEET_ERROR: Reading<string> = refused('cell-error', 'Le texte est une erreur d’Excel (#N/A…).');
const FORMULA_LIKE = warning('formula-like', 'Le texte commence comme une formule ; il est gardé tel quel.');

/** Excel keeps fifteen digits: a longer number was altered before it reached us. */
export const EXACT_BELOW = 1e15;

/** The text of a cell, '' for none. Numbers are accepted with a warning; dates and booleans are not texts. */
export function readText(cell: FilledCell): Reading<string> {
  if (cell.kind === 'number')
    return Math.abs(cell.value) < EXACT_BELOW ? accepted(String(cell.value), NUMERIC) : ROUNDED;
  if (cell.kind !== 'text')
    return refused('wrong-type', 'Un texte est attendu ; Excel en a fait une date ou un booléen.');
  const { text, stripped } = cleanText(cell.text);
  if (isSheetError(text)) return SHEET_ERROR;
  return accepted(text, stripped ? STRIPPED : undefined);
}

/** A text of at most `max` characters. */
export function textOf(max: number) {
  return formed({ kind: 'text', max }, (cell: FilledCell) => limitedText(cell, max));
}

function limitedText(cell: FilledCell, max: number): Reading<string> {
  const { value, remarks } = readText(cell);
  if (value === undefined || value === '') return { value: undefined, remarks };
  if (value.length > max) return refused('too-long', `Plus de ${max} caractères.`);
  return { value, remarks };
}

/** A person's name: as a text, and one that looks like a formula is pointed out. */
export function nameOf(max: number) {
  return formed({ kind: 'text', max }, (cell: FilledCell): Reading<string> => {
    const { value, remarks } = limitedText(cell, max);
    const isFormulaLike = value !== undefined && /^[=+@-]./.test(value);
    return {
      value,
      remarks: [...remarks, ...(isFormulaLike ? [FORMULA_LIKE] : []), ...placeholderRemark(value)],
    };
  });
}

/** One of the listed values, compared without accents or case; `values` maps what may be written to what is kept. */
export function oneOf<T>(values: Readonly<Record<string, T>>) {
  return formed({ kind: 'choice', values: shortest(values) }, (cell: FilledCell): Reading<T> => {
    const text = cell.kind === 'boolean' ? (cell.value ? 'VRAI' : 'FAUX') : readText(cell).value;
    if (text === undefined) return refused('wrong-type', 'Un texte est attendu.');
    const key = folded(text);
    if (key === '') return { value: undefined, remarks: [] };
    const value = values[key];
    if (value !== undefined) return accepted(value);
    return refused('unknown-value', `Valeur inconnue ; attendu : ${shortest(values).join(', ')}.`);
  });
}

/** The first spelling of each value, as the layout writes it: in letters, wherever the engine lists figures first. */
function shortest(values: Readonly<Record<string, unknown>>): readonly string[] {
  const first = new Map<unknown, string>();
  for (const [spelling, value] of Object.entries(values)) {
    if (!/^\d+$/.test(spelling) && !first.has(value)) first.set(value, spelling);
  }
  return [...first.values()];
}

const readLetters = oneOf<boolean>({
  O: true,
  N: false,
  OUI: true,
  NON: false,
  1: true,
  VRAI: true,
  FAUX: false,
  TRUE: true,
  FALSE: false,
  X: true,
});
const ZERO: Reading<boolean> = refused('zero-or-letter', 'Zéro, ou la lettre O ? Écrivez O ou N.');

/** O/N in its usual spellings, Excel's booleans included; a zero may be the letter, and says nothing. */
export const readYesNo = formed(readLetters.form, (cell: FilledCell): Reading<boolean> => {
  const isZero =
    cell.kind === 'number' ? cell.value === 0 : cell.kind === 'text' && /^\s*0\s*$/.test(cell.text);
  return isZero ? ZERO : readLetters(cell);
});

/** A whole number between two bounds. */
export function wholeNumber(min: number, max: number) {
  return formed({ kind: 'whole', from: min, to: max }, (cell: FilledCell): Reading<number> => {
    const text = cell.kind === 'number' ? String(cell.value) : readText(cell).value;
    if (text === '') return { value: undefined, remarks: [] };
    const value = /^\d+(?:\.0+)?$/.test(text ?? '') ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return accepted(value);
    return {
      value: undefined,
      remarks: [failure('wrong-number', `Un nombre entier de ${min} à ${max} est attendu.`)],
    };
  });
}
