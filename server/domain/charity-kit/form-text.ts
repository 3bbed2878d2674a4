import { countryFacts } from '../../../shared/country.ts';
import { CURRENCIES, type Currency } from '../../../shared/currency.ts';
import type { ColumnMapping } from '../campaign/mapping-settings.ts';
import type { CellForm } from '../contact-file/cell-form.ts';
import { CONTACT_COLUMNS, type ColumnName, type Need } from '../contact-file/contact-columns.ts';
import type { ContactProfile } from '../contact-file/contact-profile.ts';
import { theirSpellings } from '../contact-file/mapping/their-names.ts';
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

/** Where, and by whom, a cell is written: a charity may have agreed on its own values and formats. */
interface WrittenBy extends Pick<ContactProfile, 'country'> {
  readonly mapping?: ColumnMapping | undefined;
  readonly column?: ColumnName;
}

/** The values to choose from as the charity writes them. */
export function theirValues(
  ours: readonly string[],
  { mapping, column = 'ID_DONATEUR' }: Pick<WrittenBy, 'mapping' | 'column'>,
): readonly string[] {
  return ours.map((value) => theirSpellings(mapping, column, value)[0] ?? value);
}

/** The form of a cell as the page and the template say it. */
export function formText(form: CellForm, { country, mapping, column }: WrittenBy): string {
  const { postcode } = countryFacts(country);
  switch (form.kind) {
    case 'text':
      return `texte, ${form.max} signes au plus`;
    case 'choice':
      return form.values.length === 1
        ? `toujours ${theirValues(form.values, { mapping, column })[0]}`
        : `au choix : ${theirValues(form.values, { mapping, column }).join(', ')}`;
    case 'whole':
      return `nombre entier de ${form.from} à ${form.to}`;
    case 'date':
      return mapping?.formats.dates === undefined
        ? 'date d’Excel, ou JJ/MM/AAAA'
        : `date d’Excel, ou ${mapping.formats.dates}`;
    case 'amount':
      return mapping?.formats.amounts === 'cents'
        ? 'nombre entier de centimes, comme 1250'
        : `nombre à deux décimales au plus, comme ${writtenUnits(12.5, country)}`;
    case 'phone':
      return 'numéro en texte, national ou international';
    case 'postcode':
      return `texte, ${postcode.digits} chiffres, comme ${postcode.example}`;
  }
}
