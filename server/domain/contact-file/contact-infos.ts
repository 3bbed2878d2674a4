import { noteProblem } from '../../../shared/text-rules.ts';
import { type Reading, refused } from './contact-remarks.ts';
import { type FilledCell, textOf } from './contact-texts.ts';

const MAX = 120;
const read = textOf(MAX);

/**
 * A free text of the charity's: never a donor's health, nor a card or account number (docs/rules/layouts.md, GDPR art.
 * 9).
 */
export function readInfo(cell: FilledCell): Reading<string> {
  const reading = read(cell);
  if (reading.value === undefined || noteProblem(reading.value) === undefined) return reading;
  return refused(
    'info-refused',
    'Texte écarté : il parle de santé, ou contient un numéro de carte ou de compte.',
  );
}
