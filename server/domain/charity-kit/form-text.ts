import { countryFacts } from '../../../shared/country.ts';
import { CURRENCIES, type Currency } from '../../../shared/currency.ts';
import type { CellForm } from '../contact-file/cell-form.ts';
import { CONTACT_COLUMNS, type ColumnName, type Need } from '../contact-file/contact-columns.ts';
import type { ContactProfile } from '../contact-file/contact-profile.ts';
import { writtenUnits } from './example-row.ts';

export const NEED_TEXT: Readonly<Record<Need, string>> = {
  value: 'obligatoire',
  column: 'colonne obligatoire, cellule facultative',
  optional: 'facultatif',
};

/** What a column may hold in that campaign: a country has its own name and currencies, whatever the importer can read. */
export function columnForm(name: ColumnName, { country }: Pick<ContactProfile, 'country'>): CellForm {
  if (name === 'PAYS') return { kind: 'choice', values: [country] };
  if (name !== 'DEVISE') return CONTACT_COLUMNS[name].form;
  const { currency, debit } = countryFacts(country);
  // Where each row says its scheme, one of them is SEPA, which collects euros alone.
  const bySepa: readonly Currency[] = debit.columns.includes('SYSTEME') ? ['EUR'] : [];
  return { kind: 'choice', values: CURRENCIES.filter((one) => one === currency || bySepa.includes(one)) };
}

/** The form of a cell as the page and the template say it. */
export function formText(form: CellForm, { country }: Pick<ContactProfile, 'country'>): string {
  const { postcode } = countryFacts(country);
  switch (form.kind) {
    case 'text':
      return `texte, ${form.max} signes au plus`;
    case 'choice':
      return form.values.length === 1 ? `toujours ${form.values[0]}` : `au choix : ${form.values.join(', ')}`;
    case 'whole':
      return `nombre entier de ${form.from} à ${form.to}`;
    case 'date':
      return 'date d’Excel, ou JJ/MM/AAAA';
    case 'amount':
      return `nombre à deux décimales au plus, comme ${writtenUnits(12.5, country)}`;
    case 'phone':
      return 'numéro en texte, national ou international';
    case 'postcode':
      return `texte, ${postcode.digits} chiffres, comme ${postcode.example}`;
  }
}
