import { AppError } from '../../shared/errors.ts';
import { custodyTextProblem } from '../domain/wording/custody-text.ts';

/** AppError `custody-text`: an address, a number, a civility and a name, what is never written of anybody, a card, an account. */
export function refusePersonalText(text: string): void {
  const problem = custodyTextProblem(text);
  if (!problem) return;
  throw new AppError({
    code: 'custody-text',
    kind: 'invalid',
    message: problem,
    hint: 'Dites les faits sans nommer personne ni donner de coordonnée : un numéro de fiche ou d’appel suffit.',
  });
}
