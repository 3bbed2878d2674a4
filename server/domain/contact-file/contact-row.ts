import { countryFacts } from '../../../shared/country.ts';
import type { Donor } from '../donor.ts';
import { countryWritten } from './coded-words.ts';
import { placeProblems } from './contact-addresses.ts';
import { readCells } from './contact-cells.ts';
import type { ContactValues } from './contact-columns.ts';
import { SAYS_DEAD } from './contact-death.ts';
import { cantonOf, donorOf } from './contact-donor.ts';
import { type Exclusion, exclusionOf } from './contact-exclusions.ts';
import { giftProblems, mandateProblems } from './contact-gift.ts';
import type { ContactLayout } from './contact-header.ts';
import { readPhones } from './contact-phones.ts';
import type { ContactProfile } from './contact-profile.ts';
import type { RowProblem } from './contact-remarks.ts';
import { folded } from './contact-texts.ts';
import type { RawRow } from './raw-sheet.ts';

/** What a row of a contact file becomes. A donor in clear: memory only. */
export type ContactRow =
  | {
      readonly kind: 'donor';
      readonly rowNumber: number;
      readonly donor: Donor;
      readonly warnings: readonly RowProblem[];
      readonly exclusion?: Exclusion;
    }
  | {
      readonly kind: 'rejected';
      readonly rowNumber: number;
      /** Present when it could be read: the charity finds the row by it. */
      readonly donorId?: string;
      readonly problems: readonly RowProblem[];
    };

const error = (column: string, code: string, message: string): RowProblem => ({
  column,
  code,
  message,
  severity: 'error',
});

const HIDDEN: RowProblem = {
  column: '',
  code: 'hidden-row',
  message: 'Ligne masquée dans le classeur : elle est prise comme les autres.',
  severity: 'warning',
};

function belongingProblems(values: ContactValues, profile: ContactProfile): readonly RowProblem[] {
  const problems: RowProblem[] = [];
  if (values.PAYS !== undefined && countryWritten(values.PAYS) !== profile.country)
    problems.push(
      error('PAYS', 'wrong-country', `Le pays n’est pas celui de la campagne (${profile.country}).`),
    );
  if (values.CODE_CAMPAGNE !== undefined && folded(values.CODE_CAMPAGNE) !== profile.settings.code)
    problems.push(
      error(
        'CODE_CAMPAGNE',
        'wrong-campaign',
        `Le code n’est pas celui de la campagne (${profile.settings.code}).`,
      ),
    );
  return problems;
}

function cantonProblems(values: ContactValues, profile: ContactProfile): readonly RowProblem[] {
  if (!countryFacts(profile.country).hasCantons || values.CANTON !== undefined) return [];
  const canton = cantonOf(values, profile);
  if (canton === undefined)
    return [error('CANTON', 'required', 'Canton absent, et introuvable par le code postal.')];
  const message = `Canton absent : ${canton} déduit du code postal, à vérifier.`;
  return [{ column: 'CANTON', code: 'canton-guessed', message, severity: 'warning' }];
}

/** Judges one row: every cell by the table, then what only the cells together can tell, then the exclusions. */
export function readContactRow(row: RawRow, layout: ContactLayout, profile: ContactProfile): ContactRow {
  const { values, extra, problems: cellProblems } = readCells(row, layout, profile);
  const { phones, problems: phoneProblems } = readPhones(
    {
      texts: { TEL_FIXE: values.TEL_FIXE, TEL_MOBILE: values.TEL_MOBILE, TEL_AUTRE: values.TEL_AUTRE },
      postcode: values.CP ?? '',
      source: values.TEL_SOURCE ?? 'DONATEUR',
      sourceDate: values.TEL_DATE,
    },
    profile,
  );
  const problems = [
    ...(row.isHidden ? [HIDDEN] : []),
    ...cellProblems,
    ...phoneProblems,
    ...belongingProblems(values, profile),
    ...cantonProblems(values, profile),
    ...placeProblems(values.CP, values.VILLE, profile.country),
    ...giftProblems(values, profile),
    ...mandateProblems(values, profile),
  ];
  const donor = donorOf({ values, extra, phones }, profile);
  if (donor === undefined || problems.some((problem) => problem.severity === 'error')) {
    const donorId = values.ID_DONATEUR;
    return { kind: 'rejected', rowNumber: row.number, problems, ...(donorId !== undefined && { donorId }) };
  }
  const exclusion = exclusionOf({
    donor,
    values,
    profile,
    isDead: problems.some((one) => one.code === SAYS_DEAD),
  });
  return { kind: 'donor', rowNumber: row.number, donor, warnings: problems, ...(exclusion && { exclusion }) };
}
