import { amountInWords } from '../../shared/amount-words.ts';
import { type Currency, type Frequency, formatMoney, money } from '../../shared/money.ts';
import { spokenDate } from '../../shared/script-variables.ts';
import { type CivilDate, civilDate } from '../../shared/time.ts';
import type { CampaignSettings, EmailKind } from './campaign-settings.ts';
import type { Donor } from './donor.ts';

/** What an e-mail says of the call; a recorded call row has these. */
export interface ConfirmedCall {
  readonly callId: string;
  readonly disposition: string;
  readonly endedAtMs: number;
  readonly currency: Currency;
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly oldMonthlyMinor: number | null;
  readonly newMonthlyMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly firstDebitOn: CivilDate | null;
}

export interface ConfirmationFacts {
  readonly kind: EmailKind;
  readonly settings: CampaignSettings;
  readonly donor: Donor;
  readonly call: ConfirmedCall;
  readonly today: CivilDate;
}

/** One variable of e-mail templates (domain/10). */
export interface ConfirmationVariable {
  readonly name: string;
  readonly kinds: readonly EmailKind[];
  /** May be empty: no refusal, and `{% if NAME %}` is false. */
  readonly optional: boolean;
  /** Says who the donor is: never in a subject. */
  readonly personal: boolean;
  readonly value: (facts: ConfirmationFacts) => string | undefined;
}

type Value = ConfirmationVariable['value'];
const ALL: readonly EmailKind[] = ['agreement', 'one-off', 'information'];
const GIFTS: readonly EmailKind[] = ['agreement', 'one-off'];

function variable(name: string, kinds: readonly EmailKind[], value: Value): ConfirmationVariable {
  return { name, kinds, value, optional: false, personal: false };
}
const optional = (row: ConfirmationVariable): ConfirmationVariable => ({ ...row, optional: true });
const personal = (row: ConfirmationVariable): ConfirmationVariable => ({ ...row, personal: true });

const CIVILITY: Record<Donor['civility'], string> = { M: 'Monsieur', MME: 'Madame', NEUTRE: '', '': '' };
const PER: Record<Frequency, string> = {
  M: 'par mois',
  T: 'par trimestre',
  S: 'par semestre',
  A: 'par an',
};

/** THE table: what a template may say, for which kinds, and where it comes from. */
export const CONFIRMATION_VARIABLES: readonly ConfirmationVariable[] = [
  personal(optional(variable('CIVILITE_LIBELLE', ALL, ({ donor }) => CIVILITY[donor.civility]))),
  personal(optional(variable('PRENOM', ALL, ({ donor }) => donor.firstName))),
  personal(variable('NOM', ALL, ({ donor }) => donor.lastName)),
  variable('ASSOCIATION', ALL, ({ settings }) => settings.charity.name),
  variable('DATE_APPEL', ALL, ({ call }) => spokenDate(civilDate(call.endedAtMs))),
  variable('TYPE', ALL, typeOf),
  variable('ANCIEN_MONTANT', ['agreement'], (facts) => digits(facts, facts.call.oldMinor)),
  variable('NOUVEAU_MONTANT', GIFTS, (facts) => digits(facts, newMinor(facts))),
  variable('MONTANT_LETTRES', GIFTS, words),
  variable('DEVISE', ALL, ({ call }) => call.currency),
  variable('PERIODICITE', ['agreement'], ({ donor }) => PER[donor.gift.frequency]),
  variable('DATE_PREMIERE_ECHEANCE', ['agreement'], ({ call }) =>
    call.firstDebitOn === null ? undefined : spokenDate(call.firstDebitOn),
  ),
  personal(variable('RUM', ['agreement'], ({ donor }) => donor.mandate.reference)),
  variable('ICS', ['agreement'], ({ donor }) => donor.mandate.creditorIdentifier),
  optional(variable('PHRASE_FISCALE', GIFTS, taxSentence)),
  variable('CONTACT_DONATEUR', ALL, ({ settings }) => settings.charity.donorContact),
  optional(variable('LIEN_DON', ['one-off', 'information'], giftLink)),
  variable('MENTION_RGPD', ALL, ({ settings }) => settings.charity.privacyNotice),
  variable('ID_APPEL', ALL, ({ call }) => call.callId),
];

/**
 * Values for one e-mail. A variable that this donor or call lacks is absent (the template that names it is refused),
 * unless it may be empty. Every value is one clean line: no control character of a donor's data reaches a header.
 */
export function confirmationVariables(facts: ConfirmationFacts): Readonly<Record<string, string>> {
  const known = CONFIRMATION_VARIABLES.filter((row) => row.kinds.includes(facts.kind));
  const pairs = known.map((row) => [row, oneLine(row.value(facts) ?? '')] as const);
  return Object.fromEntries(
    pairs.filter(([row, text]) => text !== '' || row.optional).map(([row, text]) => [row.name, text]),
  );
}

const MAX_VALUE = 500;

/** Control, format and separator characters become spaces; runs of spaces become one. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, MAX_VALUE);
}

function typeOf({ kind, settings }: ConfirmationFacts): string {
  if (kind === 'one-off') return 'don ponctuel';
  if (kind === 'information') return 'information';
  return settings.kind === 'upgrade' ? 'augmentation' : 'reprise';
}

function newMinor({ kind, call }: ConfirmationFacts): number | null {
  return kind === 'one-off' ? call.oneOffMinor : call.newMinor;
}

/** The space before the currency does not break. */
function digits({ call, settings }: ConfirmationFacts, minor: number | null): string | undefined {
  if (minor === null) return undefined;
  return formatMoney(money(minor, call.currency), settings.country).replaceAll(' ', '\u00a0');
}

function words(facts: ConfirmationFacts): string | undefined {
  const minor = newMinor(facts);
  if (minor === null) return undefined;
  return amountInWords(money(minor, facts.call.currency), facts.settings.country, facts.donor.canton);
}

/** Dated sentence of the campaign, when this gift reaches its yearly minimum (domain/05); never outside its validity. */
function taxSentence({ kind, settings: { tax }, call, today }: ConfirmationFacts): string {
  if (!tax?.enabled || today < tax.validFrom || today > tax.validTo) return '';
  const yearlyMinor = kind === 'one-off' ? (call.oneOffMinor ?? 0) : 12 * (call.newMonthlyMinor ?? 0);
  return yearlyMinor >= tax.minYearlyMinor ? tax.sentence : '';
}

/** A gift by single debit gets no link: following it would give twice. */
function giftLink({ kind, settings, call }: ConfirmationFacts): string {
  if (kind === 'one-off' && call.disposition !== 'DP_LIEN') return '';
  return /^https:\/\//.test(settings.oneOff.link) ? settings.oneOff.link : '';
}
