import { type FilledCell, formed } from './cell-form.ts';
import { accepted, type Reading, refused, warning } from './contact-remarks.ts';
import { cleanText, EXACT_BELOW } from './contact-texts.ts';
import { isNothing } from './placeholders.ts';

/** `1,23E+15`, as spreadsheets show a long number; a reference such as `12E5` is none. */
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+)?E[+-]\d{2,}$/i;
/** `42.0`, as a program leaves a number that it took for a decimal one: zeros before it are lost. */
const DECIMAL = /^\d+[.,]0+$/;
/** Blanks and invisible signs around it are nobody's identifier. */
const EDGES = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** Why a spreadsheet must have altered that text; undefined when it did not. */
export function alteration(text: string): string | undefined {
  if (SCIENTIFIC.test(text)) return 'notation scientifique';
  if (isNothing(text)) return 'valeur de remplissage';
  return DECIMAL.test(text) ? 'décimale ajoutée' : undefined;
}

/** A text that somebody joins by: inner spaces, accents in one sign or two, case, all as they came. */
export function asItCame(text: string): string {
  return text.toWellFormed().replace(EDGES, '');
}

/** True when a sign of the text shows nowhere or breaks a column: nobody could type it again. */
function cannotBeTyped(text: string): boolean {
  return cleanText(text).stripped || /[\t\n\r]/.test(text);
}

const MAX = 30;
const ZEROS_LOST = warning('numeric-id', 'Identifiant numérique : des zéros initiaux ont pu être perdus.');
const altered = (how: string) =>
  refused<string>('altered-id', `Identifiant altéré par Excel (${how}) : colonne à mettre en texte.`);

/** A donor's identifier: the join key of all that goes back, so it is kept as it came, and one that was altered is refused. */
export const readIdentifier = formed({ kind: 'text', max: MAX }, identifierOf);

function identifierOf(cell: FilledCell): Reading<string> {
  if (cell.kind === 'number') {
    const isExact = Number.isInteger(cell.value) && cell.value >= 0 && cell.value < EXACT_BELOW;
    return isExact ? accepted(String(cell.value), ZEROS_LOST) : altered('nombre trop long ou décimal');
  }
  if (cell.kind !== 'text') return altered('devenu une date ou un booléen');
  const text = asItCame(cell.text);
  if (text === '') return { value: undefined, remarks: [] };
  if (cannotBeTyped(text))
    return refused('altered-id', 'Signe invisible, de commande ou emoji dans l’identifiant : retapez-le.');
  if (text.length > MAX) return refused('too-long', `Plus de ${MAX} caractères.`);
  const how = alteration(text);
  return how === undefined ? accepted(text) : altered(how);
}

/**
 * The ways in which somebody else may write that identifier: other case, spaces, accents in one sign or two. The first is as
 * it came.
 */
export function idWritings(id: string): readonly string[] {
  const spaced = id.replace(/\s+/g, ' ');
  const forms = [id, spaced, id.replace(/\s+/g, '')];
  const cased = forms.flatMap((form) => [form, form.toUpperCase(), form.toLowerCase()]);
  return [...new Set(cased.flatMap((form) => [form, form.normalize('NFC'), form.normalize('NFD')]))];
}
