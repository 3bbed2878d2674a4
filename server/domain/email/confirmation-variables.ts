import { amountInWords } from '../../../shared/amount-words.ts';
import { asksSomething } from '../../../shared/campaign-kind.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { type DebitScheme, debitReferences, type MandateColumn } from '../../../shared/debit.ts';
import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';
import { languagePack } from '../../../shared/language/languages.ts';
import { formatMoney, money } from '../../../shared/money.ts';
import { taxSentenceOf } from '../../../shared/tax-sentence.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import { type CampaignSettings, EMAIL_KINDS, type EmailKind } from '../campaign/campaign-settings.ts';
import { taxInForce } from '../campaign/tax-in-force.ts';
import type { Donor } from '../donor.ts';

/** What an e-mail says of the call; a recorded call row has these. */
interface ConfirmedCall {
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
  /** Of a rectification: the amount that the last e-mail had said, and whether nothing holds any more. */
  readonly rectified?: { readonly announcedMinor: number; readonly isCancelled: boolean };
}

/** One variable of e-mail templates (docs/rules/confirmation-email.md). */
export interface ConfirmationVariable {
  readonly name: string;
  readonly kinds: readonly EmailKind[];
  /** Said only where debits are known by that name; absent: everywhere. */
  readonly naming?: MandateColumn | 'ICS';
  /** May be empty: no refusal, and `{% if NAME %}` is false. */
  readonly optional: boolean;
  /** Says who the donor is: never in a subject. */
  readonly personal: boolean;
  /** Empty without a refusal where there is no such thing to say: in another rectification, for another way of giving. */
  readonly about?: 'regular-gift' | 'new-gift' | 'new-debit' | 'gift-by-post' | 'gift-by-debit';
  readonly value: (facts: ConfirmationFacts) => string | undefined;
}

type Value = ConfirmationVariable['value'];
const ALL: readonly EmailKind[] = EMAIL_KINDS;
const GIFTS: readonly EmailKind[] = ['agreement', 'one-off', 'rectification'];
const REGULAR: readonly EmailKind[] = ['agreement', 'rectification'];
const ONE_OFFS: readonly EmailKind[] = ['one-off', 'rectification'];

function variable(name: string, kinds: readonly EmailKind[], value: Value): ConfirmationVariable {
  return { name, kinds, value, optional: false, personal: false };
}
const optional = (row: ConfirmationVariable): ConfirmationVariable => ({ ...row, optional: true });
const personal = (row: ConfirmationVariable): ConfirmationVariable => ({ ...row, personal: true });
const about = (what: ConfirmationVariable['about'] & string, row: ConfirmationVariable) => ({
  ...row,
  about: what,
});
/** What names the debit to the donor's bank, where it is known by that name. */
const reference = (naming: MandateColumn | 'ICS', row: ConfirmationVariable): ConfirmationVariable => ({
  ...about('new-debit', row),
  naming,
});

/** How the bank knows the debit where schemes are side by side; the four facts of a pre-notification there. */
const SCHEME: Record<DebitScheme, string> = {
  'LSV+': 'LSV+',
  'CH-DD': 'CH-DD (PostFinance)',
  EBILL: 'eBill',
  QR: 'QR-facture',
  SEPA: 'SEPA',
};

const speechOf = ({ settings }: ConfirmationFacts) => languagePack(settings.language).speech;

/** THE table: what a template may say, for which kinds, and where it comes from. */
export const CONFIRMATION_VARIABLES: readonly ConfirmationVariable[] = [
  personal(
    optional(variable('CIVILITE_LIBELLE', ALL, (facts) => speechOf(facts).civility(facts.donor.civility))),
  ),
  personal(optional(variable('PRENOM', ALL, ({ donor }) => donor.firstName))),
  personal(variable('NOM', ALL, (facts) => speechOf(facts).surname(facts.donor.lastName))),
  variable('ASSOCIATION', ALL, ({ settings }) => settings.charity.name),
  variable('DATE_APPEL', ALL, (facts) => speechOf(facts).date(civilDate(facts.call.endedAtMs))),
  variable('TYPE', ALL, typeOf),
  about(
    'regular-gift',
    variable('ANCIEN_MONTANT', REGULAR, (facts) => digits(facts, facts.call.oldMinor)),
  ),
  about(
    'new-gift',
    variable('NOUVEAU_MONTANT', GIFTS, (facts) => digits(facts, newMinor(facts))),
  ),
  about('new-gift', variable('MONTANT_LETTRES', GIFTS, words)),
  variable('MONTANT_ANNONCE', ['rectification'], (facts) =>
    digits(facts, facts.rectified?.announcedMinor ?? null),
  ),
  optional(
    variable('ANNULATION', ['rectification'], ({ rectified }) => (rectified?.isCancelled ? 'oui' : '')),
  ),
  optional(variable('DON_REGULIER', ['rectification'], (facts) => (isOneOff(facts) ? '' : 'oui'))),
  variable('DEVISE', ALL, ({ call }) => call.currency),
  about(
    'regular-gift',
    variable('PERIODICITE', REGULAR, (facts) => speechOf(facts).per[facts.donor.gift.frequency]),
  ),
  about(
    'new-debit',
    variable('DATE_PREMIERE_ECHEANCE', REGULAR, (facts) =>
      facts.call.firstDebitOn === null ? undefined : speechOf(facts).date(facts.call.firstDebitOn),
    ),
  ),
  reference('RUM', personal(variable('RUM', REGULAR, ({ donor }) => donor.mandate.reference))),
  reference(
    'ICS',
    variable('ICS', REGULAR, ({ donor }) => donor.mandate.creditorIdentifier),
  ),
  reference(
    'SYSTEME',
    variable('SYSTEME', REGULAR, ({ donor }) => SCHEME[donor.mandate.scheme]),
  ),
  optional(
    reference(
      'SYSTEME',
      variable('FACTURE', REGULAR, (facts) => speechOf(facts).bill[facts.donor.mandate.scheme]),
    ),
  ),
  reference(
    'REF_AUTORISATION',
    personal(variable('REF_AUTORISATION', REGULAR, ({ donor }) => donor.mandate.reference)),
  ),
  optional(variable('MANDAT_A_SIGNER', REGULAR, ({ call }) => (awaitsSignature(call) ? 'oui' : ''))),
  optional(variable('LIEN_SIGNATURE', REGULAR, signatureLink)),
  optional(about('new-gift', variable('PHRASE_FISCALE', GIFTS, taxSentence))),
  variable('CONTACT_DONATEUR', ALL, ({ settings }) => settings.charity.donorContact),
  optional(about('new-gift', variable('LIEN_DON', ['one-off', 'information', 'rectification'], giftLink))),
  about(
    'gift-by-post',
    variable('DON_COURRIER', ONE_OFFS, ({ settings }) => settings.oneOff?.byPost),
  ),
  about(
    'gift-by-debit',
    variable('PRELEVEMENT_UNIQUE', ONE_OFFS, () => 'oui'),
  ),
  variable('MENTION_RGPD', ALL, ({ settings }) => settings.charity.privacyNotice),
  variable('ID_APPEL', ALL, ({ call }) => call.callId),
];

/**
 * Values for one e-mail. A variable that this donor or call lacks is absent (the template that names it is refused),
 * unless it may be empty. Every value is one clean line: no control character of a donor's data reaches a header.
 */
export function confirmationVariables(facts: ConfirmationFacts): Readonly<Record<string, string>> {
  const { kind, settings } = facts;
  const known = CONFIRMATION_VARIABLES.filter((row) => isGiven(row, kind, settings.country));
  const pairs = known.map((row) => {
    const isUnsaid = isNotSaid(row, facts);
    const text = isUnsaid ? '' : oneLine(row.value(facts) ?? '');
    return { name: row.name, text, isGiven: text !== '' || row.optional || isUnsaid };
  });
  return Object.fromEntries(pairs.filter((pair) => pair.isGiven).map(({ name, text }) => [name, text]));
}

/** How a one-off gift is made, other than by its link. */
const WAY_OF: Readonly<Record<string, ConfirmationVariable['about']>> = {
  DP_COURRIER: 'gift-by-post',
  DP_PRLV: 'gift-by-debit',
};

/**
 * A cancellation has no new amount nor debit, a corrected one-off gift no regular one, a mandate to sign no debit yet: empty
 * there, and required everywhere else.
 */
function isNotSaid({ about: what }: ConfirmationVariable, facts: ConfirmationFacts): boolean {
  const isCancelled = facts.rectified?.isCancelled ?? false;
  if (what === 'gift-by-post' || what === 'gift-by-debit')
    return isCancelled || WAY_OF[facts.call.disposition] !== what;
  if (what === 'new-debit' && awaitsSignature(facts.call)) return true;
  if (facts.kind !== 'rectification' || what === undefined) return false;
  if (what === 'new-gift') return isCancelled;
  return isOneOff(facts) || (what === 'new-debit' && isCancelled);
}

/** True when e-mails of that kind may name the variable in that country. */
export function isGiven(row: ConfirmationVariable, kind: EmailKind, country: Country): boolean {
  const isNamed =
    row.naming === undefined || debitReferences(countryFacts(country).debit).includes(row.naming);
  return row.kinds.includes(kind) && isNamed;
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

/** A rectification is about what its call was about. */
function isOneOff({ kind, call }: ConfirmationFacts): boolean {
  if (kind === 'rectification') return dispositionOf(call.disposition)?.form === 'one-off';
  return kind === 'one-off';
}

function typeOf(facts: ConfirmationFacts): string {
  const { kind, settings } = facts;
  const { oneOff, information, agreement } = speechOf(facts);
  if (isOneOff(facts)) return oneOff;
  return kind === 'information' || !asksSomething(settings.kind) ? information : agreement[settings.kind];
}

function newMinor(facts: ConfirmationFacts): number | null {
  return isOneOff(facts) ? facts.call.oneOffMinor : facts.call.newMinor;
}

/** The space before the currency does not break. */
function digits({ call, settings }: ConfirmationFacts, minor: number | null): string | undefined {
  if (minor === null) return undefined;
  return formatMoney(money(minor, call.currency), settings.country).replaceAll(' ', '\u00a0');
}

function words(facts: ConfirmationFacts): string | undefined {
  const minor = newMinor(facts);
  if (minor === null) return undefined;
  const { country, language } = facts.settings;
  return amountInWords(money(minor, facts.call.currency), { country, language, canton: facts.donor.canton });
}

/**
 * Dated sentence of the campaign, when this gift reaches its yearly minimum (docs/rules/tax.md); never outside its
 * validity.
 */
function taxSentence(facts: ConfirmationFacts): string {
  const { settings, donor, today } = facts;
  const frequency = isOneOff(facts) ? 'once' : donor.gift.frequency;
  return taxSentenceOf(taxInForce(settings, today), { minor: newMinor(facts) ?? 0, frequency });
}

/** A gift by single debit gets no link: following it would give twice. */
function giftLink(facts: ConfirmationFacts): string {
  const { kind, settings, call } = facts;
  if (kind !== 'information' && call.disposition !== 'DP_LIEN') return '';
  return settings.oneOff?.enabled ? secureLink(settings.oneOff.link) : '';
}

/**
 * An agreement that is no success yet: the new mandate waits for its signature (docs/rules/dispositions.md,
 * AC_RE_SIGN).
 */
export function awaitsSignature({ disposition }: Pick<ConfirmedCall, 'disposition'>): boolean {
  const row = dispositionOf(disposition);
  return row !== undefined && isAwaitingSignature(row);
}

function signatureLink({ call, settings }: ConfirmationFacts): string {
  return awaitsSignature(call) ? secureLink(settings.signature?.link ?? '') : '';
}

function secureLink(link: string): string {
  return /^https:\/\//.test(link) ? link : '';
}
