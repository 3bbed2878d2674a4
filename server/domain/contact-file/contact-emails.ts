import { emailProblem, likelyDomain } from '../../../shared/email.ts';
import { type FilledCell, formed } from './cell-form.ts';
import { accepted, type Reading, refused, warning } from './contact-remarks.ts';
import { readText } from './contact-texts.ts';

const MAX_EMAIL = 254;

/** An e-mail address; one that cannot be is left out, one that looks mistyped is kept with a hint. */
export const readEmail = formed({ kind: 'text', max: MAX_EMAIL }, emailOf);

function emailOf(cell: FilledCell): Reading<string> {
  const text = (readText(cell).value ?? '').replace(/^mailto:/i, '');
  if (text === '') return { value: undefined, remarks: [] };
  const problem = emailProblem(text);
  if (problem !== undefined) return refused('email-invalid', `Adresse e-mail écartée : ${problem}.`);
  const meant = likelyDomain(text);
  return accepted(
    text,
    meant === undefined ? undefined : warning('email-typo', `Adresse à vérifier : peut-être « @${meant} ».`),
  );
}
