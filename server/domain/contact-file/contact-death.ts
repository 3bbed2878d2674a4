import { warning } from './contact-remarks.ts';
import { folded } from './contact-texts.ts';
import type { RawCell } from './raw-sheet.ts';

/** Code of the remark that keeps a row from being called. */
export const SAYS_DEAD = 'says-dead';
export const DEAD_REMARK = warning(
  SAYS_DEAD,
  'Le fichier dit cette personne décédée : elle n’est pas appelée.',
);

/** Most cells hold none of these, and are not folded. */
const MAY_SAY = /d(?:e\u0301?|é)?c|[†✝]|overl|verst|feu|succ|hoirie/i;
const WORD = '(?:DECEDEE?S?|DCDE?E?|DECEASED|OVERLEDEN|VERSTORBENE?R?)';
const BESIDE_NAME = new RegExp(`(?:^|[^A-Z])${WORD}(?:$|[^A-Z])|[†✝]|^(?:FEUE?|SUCCESSION|HOIRIE) [A-Z]`);
/** Of the donor, and nobody else: « décès du conjoint » is another’s. */
const ALONE = new RegExp(`^\\(?(?:${WORD}|DECES|[†✝])(?:,? (?:LE|EN|ON|OP|AM|DEPUIS|:)? ?[0-9].*)?[ .!)]*$`);
const HEADER = new RegExp(`(?:^|_)(?:${WORD}|DECES|DEATH)(?:_|$)`);
const NO = new Set(['', 'N', 'NON', 'NO', 'NEE', 'NEIN', '0', 'FAUX', 'FALSE', '-']);

/** Where a word beside the name is about that person. */
const NAMES = new Set(['CIVILITE', 'NOM', 'PRENOM', 'ADR_L2', 'ADR_L3']);
/** Where a text that says only that is. */
const NOTES = new Set(['SEGMENT', 'MOTIF_ARRET', 'INFO_1', 'INFO_2', 'INFO_3', 'INFO_4', 'INFO_5']);

function textOf(cell: RawCell): string | undefined {
  if (cell.kind === 'formula') return textOf(cell.result);
  return cell.kind === 'text' && MAY_SAY.test(cell.text) ? folded(cell.text) : undefined;
}

/** True when that cell of a column of ours says that the donor died. A doubt blocks: the charity is told. */
export function saysDead(column: string, cell: RawCell): boolean {
  const isName = NAMES.has(column);
  if (!isName && !NOTES.has(column)) return false;
  const text = textOf(cell);
  return text !== undefined && (isName ? BESIDE_NAME : ALONE).test(text);
}

/** The same for a column that only the charity knows: by its header, or as a text that says only that. */
export function saysDeadElsewhere(header: string, cell: RawCell): boolean {
  if (HEADER.test(header)) return !isNo(cell);
  const text = textOf(cell);
  return text !== undefined && ALONE.test(text);
}

function isNo(cell: RawCell): boolean {
  switch (cell.kind) {
    case 'empty':
      return true;
    case 'formula':
      return isNo(cell.result);
    case 'boolean':
      return !cell.value;
    case 'number':
      return cell.value === 0;
    case 'text':
      return NO.has(folded(cell.text));
    case 'date':
    case 'error':
    case 'malformed':
      return false;
  }
}
