import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { DebitScheme, MandateColumn } from '../../../shared/debit.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { StopReason } from '../../../shared/stop-reasons.ts';
import { CANTONS, type Canton } from '../campaign/swiss-cantons.ts';
import type { CellForm, CellReader, FilledCell } from './cell-form.ts';
import { addressLine, readPostcode } from './contact-addresses.ts';
import { readAmount } from './contact-amounts.ts';
import { readEmail } from './contact-emails.ts';
import { readIdentifier } from './contact-identifiers.ts';
import { readInfo } from './contact-infos.ts';
import { readCreditorIdentifier, readMandateReference, readMaskedIban } from './contact-mandates.ts';
import { readPhoneText } from './contact-phones.ts';
import type { ContactProfile } from './contact-profile.ts';
import type { Reading } from './contact-remarks.ts';
import { nameOf, oneOf, readYesNo, textOf, wholeNumber } from './contact-texts.ts';
import { dateCell } from './dates/contact-dates.ts';

/**
 * `value`: the column must be there and every row fill it; `column`: it must be there, a cell may be empty;
 * `optional`: it may be absent.
 */
export type Need = 'value' | 'column' | 'optional';

/**
 * One column of docs/rules/layouts.md#contact-file. `drop`: a value that cannot be read is left out with a warning
 * instead of rejecting the row.
 */
export interface ContactColumn<T> {
  readonly need: Need | ((profile: ContactProfile) => Need);
  readonly read: (cell: FilledCell, profile: ContactProfile) => Reading<T>;
  readonly form: CellForm;
  readonly whenUnreadable: 'reject' | 'drop';
}

function column<T>(
  need: ContactColumn<T>['need'],
  read: CellReader<T>,
  whenUnreadable: ContactColumn<T>['whenUnreadable'],
): ContactColumn<T> {
  return { need, read, form: read.form, whenUnreadable };
}

const always = <T>(read: CellReader<T>) => column('value', read, 'reject');
const optional = <T>(read: CellReader<T>) => column('optional', read, 'drop');
/** May be empty, but when it says something it must be readable: money or law depends on it. */
const strict = <T>(read: CellReader<T>) => column('optional', read, 'reject');
const when = <T>(need: (profile: ContactProfile) => Need, read: CellReader<T>) =>
  column(need, read, 'reject');

const runningGift = (profile: ContactProfile): Need =>
  callsStoppedGifts(profile.kind) ? 'optional' : 'value';
const stoppedGift = (profile: ContactProfile): Need =>
  callsStoppedGifts(profile.kind) ? 'value' : 'optional';
/** Where mandates are named by that column. */
const naming =
  (column: MandateColumn) =>
  (profile: ContactProfile): Need =>
    countryFacts(profile.country).debit.columns.includes(column) ? 'value' : 'optional';
const namedCreditor = (profile: ContactProfile): Need =>
  countryFacts(profile.country).debit.namesCreditor ? 'value' : 'optional';
/** Where numbers are checked against a list before any call. */
const listed = (profile: ContactProfile): Need =>
  countryFacts(profile.country).doNotCallList === null ? 'optional' : 'column';
const inCanton = (profile: ContactProfile): Need =>
  countryFacts(profile.country).hasCantons ? 'column' : 'optional';

const readCivility = oneOf<'M' | 'MME' | 'NEUTRE'>({
  M: 'M',
  MME: 'MME',
  NEUTRE: 'NEUTRE',
  'M.': 'M',
  MR: 'M',
  'MR.': 'M',
  HERR: 'M',
  'DHR.': 'M',
  DHR: 'M',
  MONSIEUR: 'M',
  MADAME: 'MME',
  'MME.': 'MME',
  MLLE: 'MME',
  'MLLE.': 'MME',
  FRAU: 'MME',
  MEVR: 'MME',
  'MEVR.': 'MME',
  MEVROUW: 'MME',
  MADEMOISELLE: 'MME',
});
const readFrequency = oneOf<Frequency>({
  M: 'M',
  T: 'T',
  S: 'S',
  A: 'A',
  MENSUEL: 'M',
  MENSUELLE: 'M',
  TRIMESTRIEL: 'T',
  TRIMESTRIELLE: 'T',
  SEMESTRIEL: 'S',
  SEMESTRIELLE: 'S',
  ANNUEL: 'A',
  ANNUELLE: 'A',
});
const readCanton = oneOf<Canton>(
  Object.fromEntries(CANTONS.map((canton) => [canton, canton])) as Record<string, Canton>,
);

/**
 * THE table of the contact file (docs/rules/layouts.md#contact-file). Order is free in the file; unknown columns are
 * kept aside and returned.
 */
export const CONTACT_COLUMNS = {
  ID_DONATEUR: always(readIdentifier),
  CODE_CAMPAGNE: always(textOf(20)),
  SEGMENT: optional(textOf(40)),
  CIVILITE: optional(readCivility),
  NOM: always(nameOf(50)),
  PRENOM: always(nameOf(50)),
  DATE_NAISSANCE: optional(dateCell({ isBirth: true })),
  TRANCHE_AGE: optional(textOf(20)),
  LANGUE: optional(textOf(20)),
  ADR_L2: optional(addressLine(false)),
  ADR_L3: optional(addressLine(false)),
  ADR_L4: always(addressLine(true)),
  ADR_L5: optional(addressLine(true)),
  CP: always(readPostcode),
  VILLE: always(addressLine(true)),
  PAYS: always(textOf(20)),
  CANTON: when(inCanton, readCanton),
  NPAI: optional(readYesNo),
  TEL_FIXE: optional(readPhoneText),
  TEL_MOBILE: optional(readPhoneText),
  TEL_AUTRE: optional(readPhoneText),
  TEL_SOURCE: optional(oneOf<'DONATEUR' | 'ENRICHI'>({ DONATEUR: 'DONATEUR', ENRICHI: 'ENRICHI' })),
  TEL_DATE: optional(dateCell()),
  OPPOSITION_TEL: always(readYesNo),
  CONSENTEMENT_TEL_DATE: when(listed, dateCell()),
  DNCM_STATUT: when(
    listed,
    oneOf<'LISTE' | 'NON_LISTE'>({
      LISTE: 'LISTE',
      NON_LISTE: 'NON_LISTE',
      INSCRIT: 'LISTE',
      NON_INSCRIT: 'NON_LISTE',
      O: 'LISTE',
      N: 'NON_LISTE',
    }),
  ),
  DNCM_DATE_CONTROLE: when(listed, dateCell()),
  DNCM_DATE_INSCRIPTION: strict(dateCell()),
  ANNUAIRE_CH: optional(textOf(20)),
  EMAIL: optional(readEmail),
  EMAIL_OPTIN: optional(readYesNo),
  CANAL_RECRUTEMENT: optional(textOf(40)),
  DATE_RECRUTEMENT: strict(dateCell()),
  DATE_PREMIER_DON: optional(dateCell()),
  CUMUL_DONS: optional(readAmount),
  NB_DONS: optional(wholeNumber(0, 100_000)),
  MONTANT_PA: always(readAmount),
  DEVISE: always(
    oneOf<Currency>({
      EUR: 'EUR',
      CHF: 'CHF',
      EURO: 'EUR',
      EUROS: 'EUR',
      '€': 'EUR',
      'FRANC SUISSE': 'CHF',
      'FRANCS SUISSES': 'CHF',
      SFR: 'CHF',
      'SFR.': 'CHF',
    }),
  ),
  PERIODICITE: always(readFrequency),
  JOUR_PRELEVEMENT: always(wholeNumber(1, 31)),
  DATE_DEBUT_PA: when(runningGift, dateCell()),
  DATE_DERNIER_PRELEVEMENT: when(stoppedGift, dateCell()),
  DATE_DERNIERE_AUGMENTATION: strict(dateCell()),
  RUM: when(naming('RUM'), readMandateReference),
  SYSTEME: when(
    naming('SYSTEME'),
    oneOf<DebitScheme>({
      SEPA: 'SEPA',
      'LSV+': 'LSV+',
      LSV: 'LSV+',
      'CH-DD': 'CH-DD',
      CHDD: 'CH-DD',
      EBILL: 'EBILL',
      QR: 'QR',
    }),
  ),
  REF_AUTORISATION: when(naming('REF_AUTORISATION'), readMandateReference),
  ICS: when(namedCreditor, readCreditorIdentifier),
  IBAN_MASQUE: optional(readMaskedIban),
  DATE_ARRET: when(stoppedGift, dateCell()),
  MOTIF_ARRET: optional(
    oneOf<StopReason>({
      DEMANDE: 'DEMANDE',
      REJET_BANCAIRE: 'REJET_BANCAIRE',
      COMPTE_CLOS: 'COMPTE_CLOS',
      IMPAYES: 'IMPAYES',
      INCONNU: 'INCONNU',
    }),
  ),
  MONTANT_CIBLE_1: strict(readAmount),
  MONTANT_CIBLE_2: strict(readAmount),
  MONTANT_PONCTUEL: strict(readAmount),
  DERNIER_CONTACT: optional(dateCell()),
  INFO_1: optional(readInfo),
  INFO_2: optional(readInfo),
  INFO_3: optional(readInfo),
  INFO_4: optional(readInfo),
  INFO_5: optional(readInfo),
} as const satisfies Record<string, ContactColumn<unknown>>;

export type ColumnName = keyof typeof CONTACT_COLUMNS;
type ValueOf<C> = C extends ContactColumn<infer T> ? T : never;

/** The values of one row, by column; undefined when empty, absent or refused. */
export type ContactValues = {
  readonly [Name in ColumnName]: ValueOf<(typeof CONTACT_COLUMNS)[Name]> | undefined;
};

export const COLUMN_NAMES = Object.keys(CONTACT_COLUMNS) as ColumnName[];

export function needOf(name: ColumnName, profile: ContactProfile): Need {
  const column: ContactColumn<unknown> = CONTACT_COLUMNS[name];
  return typeof column.need === 'function' ? column.need(profile) : column.need;
}

/** Known columns without a place in the donor: kept with the unknown ones, as they were written. */
export const KEPT_ASIDE: readonly ColumnName[] = [
  'CONSENTEMENT_TEL_DATE',
  'DNCM_STATUT',
  'DNCM_DATE_CONTROLE',
  'DNCM_DATE_INSCRIPTION',
  'ANNUAIRE_CH',
];
