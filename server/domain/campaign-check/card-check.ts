import { cardNumber } from '../../../shared/card-number.ts';
import type { CampaignProblem } from '../campaign/campaign-check-problem.ts';

/** A card's number in any file of a folder, typed or in words: what agents read never holds one. */
export function checkNoCard(files: ReadonlyMap<string, string>): readonly CampaignProblem[] {
  return [...files].flatMap(([file, text]) => {
    const place = cardNumber(text);
    if (!place) return [];
    const lines = text.slice(0, place.from).split('\n');
    const column = (lines.at(-1)?.length ?? 0) + 1;
    const message = 'Ce texte contient un numéro de carte : on n’en demande ni n’en écrit jamais.';
    const hint = 'effacez-le : le paiement se fait par le lien de l’association';
    return [{ file, line: lines.length, column, code: 'card-number', message, hint }];
  });
}
