import { noteProblem } from '../../../shared/text-rules.ts';

const EMAIL = /[^\s@]+@[^\s@]+\.[a-z]{2,}/i;
/** A civility and a name: « Mme ÇELIK », « M. Le Testeur »; not « Madame, Monsieur », « M. le maire », « MM. ». */
const NAMED =
  /(?<![\p{L}.])(?:M\.|M|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Me)\s+(?!(?:Monsieur|Madame|Mademoiselle)\b)\p{Lu}[\p{L}’'-]+/u;
/** Nine digits or more, however they are grouped: a phone number, a donor's long number; dates and hours pass. */
const NUMBER = /(?:\+|\b0)(?:[\s.()/-]*\d){9,}/;

/** An e-mail address or a telephone number, which no name, function or reference holds; undefined without one. */
export function contactProblem(text: string): string | undefined {
  if (EMAIL.test(text)) return 'Ce texte contient une adresse e-mail';
  return NUMBER.test(text) ? 'Ce texte contient un numéro de téléphone' : undefined;
}

/**
 * Why that text may not enter a paper of custody, which outlives the campaigns; undefined when it may. Besides what no note may
 * hold: an e-mail address, a phone number, a name after a civility. Any other name cannot be told by a program: the command says
 * not to write one.
 */
export function custodyTextProblem(text: string): string | undefined {
  const problem = noteProblem(text);
  if (problem) return problem;
  const contact = contactProblem(text);
  if (contact) return `${contact} : dites « une fiche », ou son numéro.`;
  if (NAMED.test(text))
    return 'Ce texte nomme une personne : dites « la personne », ou le numéro de la fiche.';
  return undefined;
}
