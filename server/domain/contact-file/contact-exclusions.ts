import { asksRise, callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { hasCallingRules } from '../calling-rules/calling-area.ts';
import { admittedLanguages } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';
import type { ContactValues } from './contact-columns.ts';
import type { ContactProfile } from './contact-profile.ts';
import { consentHolds, maxAgeDays, oldestCheckOn } from './list-check.ts';

/** Codes of docs/rules/dispositions.md that the import sets before any call. */
type ExclusionCode = 'EF_DNC' | 'EF_EXCLU' | 'EF_SANSTEL' | 'EF_DOUBLON';

export interface Exclusion {
  readonly code: ExclusionCode;
  /** French, without a personal value. */
  readonly reason: string;
  /** Excluded for that only until a fresh check of the country's list is imported. */
  readonly hold?: 'list-check';
}

interface DonorQuestion {
  readonly donor: Donor;
  readonly profile: ContactProfile;
}
interface Question extends DonorQuestion {
  readonly values: ContactValues;
  /** Some cell says that the donor died. */
  readonly isDead: boolean;
}

const ADULT_YEARS = 18;

interface Span {
  readonly years?: number;
  readonly months?: number;
}

function isWithin(date: CivilDate | undefined, span: Span, today: CivilDate): boolean {
  if (date === undefined) return false;
  // Years alone tell for most donors, and exact dates are dear: `span` is never longer than `most` calendar years.
  const most = (span.years ?? 0) + Math.ceil((span.months ?? 0) / 12) + 1;
  if (Number(date.slice(0, 4)) + most < Number(today.slice(0, 4))) return false;
  return Temporal.PlainDate.from(date).add(span).toString() > today;
}

/**
 * Where a list is to be checked: a listed donor is called only on a consent given after the listing, or after the check
 * that saw it where no day of listing is known; nobody without a fresh check. Without a number there is nothing to check:
 * it is asked of the number that enrichment brings.
 */
function doNotCallList({ values, donor, profile }: Question): Exclusion | undefined {
  const list = countryFacts(profile.country).doNotCallList;
  if (list === null) return undefined;
  const checkedOn = values.DNCM_DATE_CONTROLE;
  if (values.DNCM_STATUT === 'LISTE') {
    const consentOn = values.CONSENTEMENT_TEL_DATE;
    const registeredOn = values.DNCM_DATE_INSCRIPTION;
    return consentHolds({ consentOn, listedOn: undefined }, { checkedOn, registeredOn })
      ? undefined
      : { code: 'EF_DNC', reason: `Inscrit sur la liste « ${list} ».` };
  }
  if (donor.phones.length === 0) return undefined;
  const isFresh =
    checkedOn !== undefined &&
    checkedOn <= profile.today &&
    checkedOn >= oldestCheckOn(profile.settings, profile.today);
  if (values.DNCM_STATUT !== undefined && isFresh) return undefined;
  return {
    code: 'EF_EXCLU',
    reason: `Contrôle « ${list} » absent ou de plus de ${maxAgeDays(profile.settings)} jours.`,
    hold: 'list-check',
  };
}

function tooRecent({ donor, profile }: DonorQuestion): Exclusion | undefined {
  const { increaseMonths, recruitmentMonths } = profile.settings.exclusions;
  if (!asksRise(profile.kind)) return undefined;
  if (isWithin(donor.gift.lastIncreaseOn, { months: increaseMonths }, profile.today))
    return { code: 'EF_EXCLU', reason: `Augmentation de moins de ${increaseMonths} mois.` };
  if (isWithin(donor.recruitedOn, { months: recruitmentMonths }, profile.today))
    return { code: 'EF_EXCLU', reason: `Recrutement de moins de ${recruitmentMonths} mois.` };
  return undefined;
}

/** What the donor alone tells, the lack of a number last: asked again when a record that was kept out might come in. */
const DONOR_RULES: readonly ((question: DonorQuestion) => Exclusion | undefined)[] = [
  ({ donor, profile }) =>
    admittedLanguages(profile.settings).includes(donor.language)
      ? undefined
      : { code: 'EF_EXCLU', reason: 'Langue hors campagne.' },
  tooRecent,
  ({ donor, profile }) =>
    !callsStoppedGifts(profile.kind) &&
    donor.gift.stoppedOn !== undefined &&
    donor.gift.stoppedOn <= profile.today
      ? { code: 'EF_EXCLU', reason: 'Don régulier déjà arrêté.' }
      : undefined,
  ({ donor, profile }) =>
    isWithin(donor.birthDate, { years: ADULT_YEARS }, profile.today)
      ? { code: 'EF_EXCLU', reason: 'Mineur.' }
      : undefined,
  ({ donor }) =>
    hasCallingRules(donor)
      ? undefined
      : { code: 'EF_EXCLU', reason: 'Territoire dont les heures d’appel ne sont pas réglées.' },
  ({ donor }) =>
    donor.phones.length === 0 ? { code: 'EF_SANSTEL', reason: 'Aucun numéro utilisable.' } : undefined,
];

/** The rules in order: the first that holds decides, a refusal by the donor before anything else. */
const RULES: readonly ((question: Question) => Exclusion | undefined)[] = [
  ({ values }) =>
    values.OPPOSITION_TEL
      ? { code: 'EF_DNC', reason: 'Opposition aux appels notée par l’association.' }
      : undefined,
  ({ isDead }) => (isDead ? { code: 'EF_EXCLU', reason: 'Personne décédée, selon le fichier.' } : undefined),
  doNotCallList,
  ...DONOR_RULES,
];

/** The exclusions that hold whatever a file says, for a stored donor. */
export function donorExclusion(question: DonorQuestion): Exclusion | undefined {
  for (const rule of DONOR_RULES) {
    const exclusion = rule(question);
    if (exclusion) return exclusion;
  }
  return undefined;
}

/**
 * Why a valid donor is not called, or undefined. The record is kept, closed before any call
 * (docs/rules/dispositions.md, outside P and T).
 */
export function exclusionOf(question: Question): Exclusion | undefined {
  for (const rule of RULES) {
    const exclusion = rule(question);
    if (exclusion) return exclusion;
  }
  return undefined;
}
