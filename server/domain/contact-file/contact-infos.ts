import { noteProblem } from '../../../shared/text-rules.ts';
import { type FilledCell, formed } from './cell-form.ts';
import { type Reading, refused } from './contact-remarks.ts';
import { textOf } from './contact-texts.ts';

const MAX = 120;
const read = textOf(MAX);

/**
 * A free text of the charity's: never a donor's health, nor a card or account number (docs/rules/layouts.md, GDPR art.
 * 9).
 */
export const readInfo = formed({ kind: 'text', max: MAX }, infoOf);

function infoOf(cell: FilledCell): Reading<string> {
  const reading = read(cell);
  if (reading.value === undefined || noteProblem(reading.value) === undefined) return reading;
  return refused(
    'info-refused',
    'Texte écarté : il parle de santé, de religion, d’opinion ou de vie intime, juge la personne, ou contient un numéro de carte ou de compte.',
  );
}
