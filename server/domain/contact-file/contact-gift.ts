import type { WrittenAmount } from '../../../shared/amount-text.ts';
import { countryFacts } from '../../../shared/country.ts';
import { type Currency, currencyFacts } from '../../../shared/currency.ts';
import { monthlyMinor } from '../../../shared/money.ts';
import type { Donor, Mandate, RegularGift } from '../donor.ts';
import type { ColumnName, ContactValues } from './contact-columns.ts';
import type { ContactProfile } from './contact-profile.ts';
import { failure, type RowProblem, warning } from './contact-remarks.ts';

const AMOUNT_COLUMNS = [
  'MONTANT_PA',
  'CUMUL_DONS',
  'MONTANT_CIBLE_1',
  'MONTANT_CIBLE_2',
  'MONTANT_PONCTUEL',
] as const satisfies readonly ColumnName[];

const MISMATCH = failure(
  'currency-mismatch',
  'Le montant est écrit dans une autre devise que la colonne DEVISE.',
);
const NOT_POSITIVE = failure('amount-not-positive', 'Le montant doit être supérieur à zéro.');
const notCoins = (currency: Currency, stepMinor: number) =>
  warning('amount-five-cents', `Montant en ${currency} qui n’est pas un multiple de ${stepMinor} centimes.`);

const at = (column: ColumnName, problem: Omit<RowProblem, 'column'>): RowProblem => ({ column, ...problem });

/** The country's currency; on a SEPA mandate EUR, since SEPA collects nothing else. */
function currencyProblems(values: ContactValues, profile: ContactProfile): readonly RowProblem[] {
  const { DEVISE: currency } = values;
  if (currency === undefined) return [];
  const { debit, currency: own } = countryFacts(profile.country);
  const scheme = debit.columns.includes('SYSTEME') ? values.SYSTEME : debit.usualScheme;
  const expected: Currency = scheme === 'SEPA' ? 'EUR' : own;
  if (currency === expected) return [];
  return [
    at('DEVISE', failure('wrong-currency', `${expected} attendu pour ce pays et cette façon de verser.`)),
  ];
}

function amountProblems(
  name: ColumnName,
  amount: WrittenAmount,
  currency: Currency | undefined,
): RowProblem[] {
  const problems: RowProblem[] = [];
  if (amount.currency !== undefined && currency !== undefined && amount.currency !== currency)
    problems.push(at(name, MISMATCH));
  if (amount.minor === 0 && name !== 'CUMUL_DONS') problems.push(at(name, NOT_POSITIVE));
  if (currency === undefined) return problems;
  const { stepMinor } = currencyFacts(currency);
  if (amount.minor % stepMinor !== 0) problems.push(at(name, notCoins(currency, stepMinor)));
  return problems;
}

/** The ceiling holds for the monthly equivalent, so that a yearly gift is not refused for being twelve times larger. */
function ceilingProblems(values: ContactValues, profile: ContactProfile): readonly RowProblem[] {
  const { MONTANT_PA: amount, PERIODICITE: frequency } = values;
  if (amount === undefined || frequency === undefined) return [];
  const isBelow = monthlyMinor(amount.minor, frequency) < profile.settings.giftCeilingMinor;
  return isBelow
    ? []
    : [at('MONTANT_PA', failure('amount-over-ceiling', 'Montant au-dessus du plafond de la campagne.'))];
}

/** What only the amounts together with currency, periodicity and scheme can tell. */
export function giftProblems(values: ContactValues, profile: ContactProfile): readonly RowProblem[] {
  return [
    ...currencyProblems(values, profile),
    ...AMOUNT_COLUMNS.flatMap((name) => {
      const amount = values[name];
      return amount === undefined ? [] : amountProblems(name, amount, values.DEVISE);
    }),
    ...ceilingProblems(values, profile),
  ];
}

/** Where schemes are side by side, a SEPA mandate needs its creditor; elsewhere the column is required by the table. */
export function mandateProblems(values: ContactValues, profile: ContactProfile): readonly RowProblem[] {
  const { namesCreditor } = countryFacts(profile.country).debit;
  const lacksCreditor = !namesCreditor && values.SYSTEME === 'SEPA' && values.ICS === undefined;
  return lacksCreditor
    ? [at('ICS', failure('required', 'Identifiant de créancier obligatoire pour un mandat SEPA.'))]
    : [];
}

/** The regular gift, or undefined when a part that makes it was refused. */
export function giftOf(values: ContactValues): RegularGift | undefined {
  const { MONTANT_PA: amount, DEVISE: currency, PERIODICITE: frequency } = values;
  if (amount === undefined || currency === undefined || frequency === undefined) return undefined;
  return {
    amountMinor: amount.minor,
    currency,
    frequency,
    ...given({
      debitDay: values.JOUR_PRELEVEMENT,
      startedOn: values.DATE_DEBUT_PA,
      lastDebitOn: values.DATE_DERNIER_PRELEVEMENT,
      lastIncreaseOn: values.DATE_DERNIERE_AUGMENTATION,
      stoppedOn: values.DATE_ARRET,
      stopReason: values.MOTIF_ARRET,
    }),
  };
}

export function mandateOf(values: ContactValues, profile: ContactProfile): Mandate {
  const { columns, reference } = countryFacts(profile.country).debit;
  return {
    scheme: (columns.includes('SYSTEME') ? values.SYSTEME : undefined) ?? 'SEPA',
    reference: values[reference] ?? '',
    creditorIdentifier: values.ICS ?? '',
    ...given({ maskedIban: values.IBAN_MASQUE }),
  };
}

export function targetsOf(values: ContactValues): Donor['targets'] {
  return given({
    first: values.MONTANT_CIBLE_1?.minor,
    second: values.MONTANT_CIBLE_2?.minor,
    oneOff: values.MONTANT_PONCTUEL?.minor,
  });
}

/** The fields that have a value, so that optional properties are absent rather than undefined. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // By hand: it runs five times a row, and lists of pairs made a tenth of the time of judging it.
  const kept: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
}
