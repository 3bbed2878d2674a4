import { warning } from './contact-remarks.ts';

/** The errors of spreadsheets, French and English, once somebody pasted them as text. */
const SHEET_ERROR = /^#(?:N\/[AD]|REF!|VALUE!|VALEUR!|NOM\?|NAME\?|DIV\/0!|NULL!|NUM!|NOMBRE!)$/i;
/** What programs write for nothing. */
const NOTHING = /^(?:nan|null|none|nil|undefined|n\/a|<na>|nat)$/i;
/** What people write for it. */
const UNKNOWN =
  /^(?:inconnue?|non (?:renseign|communiqu)[eé]e?|vide|\(vide\)|\(blank\)|n[eé]ant|anonyme|test|tbd|x+|[-–—.?/_*]+)$/i;

/** True for a text that is an error of a spreadsheet. */
export function isSheetError(text: string): boolean {
  return text.startsWith('#') && SHEET_ERROR.test(text);
}

/** True for a text that a program wrote for want of one; somebody may bear it as a name all the same. */
export function isNothing(text: string): boolean {
  return isSheetError(text) || NOTHING.test(text);
}

const PLACEHOLDER = warning(
  'placeholder',
  'Valeur de remplissage (nan, NULL, inconnu…) : le vrai texte manque sans doute.',
);

/** The remark on a name or an address that stands for none. */
export function placeholderRemark(text: string | undefined): readonly (typeof PLACEHOLDER)[] {
  return text !== undefined && (NOTHING.test(text) || UNKNOWN.test(text)) ? [PLACEHOLDER] : [];
}
