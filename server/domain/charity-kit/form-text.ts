import { countryFacts } from '../../../shared/country.ts';
import type { CellForm } from '../contact-file/cell-form.ts';
import type { Need } from '../contact-file/contact-columns.ts';
import type { ContactProfile } from '../contact-file/contact-profile.ts';

export const NEED_TEXT: Readonly<Record<Need, string>> = {
  value: 'obligatoire',
  column: 'colonne obligatoire, cellule facultative',
  optional: 'facultatif',
};

/** The form of a cell as the page and the template say it. */
export function formText(form: CellForm, { country }: Pick<ContactProfile, 'country'>): string {
  const { postcode } = countryFacts(country);
  switch (form.kind) {
    case 'text':
      return `texte, ${form.max} caractères au plus`;
    case 'choice':
      return `au choix : ${form.values.join(', ')}`;
    case 'whole':
      return `nombre entier de ${form.from} à ${form.to}`;
    case 'date':
      return 'date d’Excel, ou JJ/MM/AAAA';
    case 'amount':
      return 'nombre à deux décimales au plus, comme 12,50';
    case 'phone':
      return 'numéro en texte, national ou international';
    case 'postcode':
      return `texte, ${postcode.digits} chiffres, comme ${postcode.example}`;
  }
}
