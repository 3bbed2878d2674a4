import { countryFacts } from '../../../shared/country.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';
import { contactProfile } from './contact-profile.ts';
import { folded } from './contact-texts.ts';
import { dateCell } from './dates/contact-dates.ts';

/** Belgium, « Ne m’appelez plus » (docs/rules/law.md#belgium): what a check of one number said, and on which day. */
export interface NumberCheck {
  readonly listed: boolean;
  readonly checkedOn: CivilDate;
  /** When it was listed; undefined: the file does not say. */
  readonly registeredOn?: CivilDate | undefined;
}

/** Stands for « no check known »: older than any limit. */
export const NEVER_CHECKED = '2000-01-01';
/** The most days a check may be old; a campaign may ask for less. */
const DEFAULT_MAX_AGE_DAYS = 30;

type ListSettings = Pick<CampaignSettings, 'doNotCallList'>;

export function maxAgeDays({ doNotCallList }: ListSettings): number {
  return doNotCallList?.maxAgeDays ?? DEFAULT_MAX_AGE_DAYS;
}

/** The oldest day a check may bear to let its record be called today. */
export function oldestCheckOn(settings: ListSettings, today: CivilDate): CivilDate {
  return Temporal.PlainDate.from(today)
    .subtract({ days: maxAgeDays(settings) })
    .toString();
}

/** A date of a column that was kept aside as it was written: `2026-11-01`, `01/11/2026`, or Excel's day number. */
function keptDate(
  donor: Pick<Donor, 'extra'>,
  column: string,
  settings: CampaignSettings,
): CivilDate | undefined {
  const text = donor.extra[column] ?? '';
  const profile = contactProfile(settings, '9999-12-31');
  const cell = /^\d{5}$/.test(text)
    ? ({ kind: 'number', value: Number(text) } as const)
    : ({ kind: 'text', text } as const);
  return dateCell()(cell, profile).value;
}

/** Spellings of « listed » that a contact file may hold (docs/rules/layouts.md). */
const LISTED = new Set(['LISTE', 'INSCRIT', 'O']);

function wasListed(donor: Pick<Donor, 'extra'>): boolean {
  return LISTED.has(folded(donor.extra.DNCM_STATUT ?? ''));
}

/** Consent and earlier sighting as the contact file told them. */
export interface Consent {
  readonly consentOn: CivilDate | undefined;
  /** The check of the contact file, when it already found the donor listed. */
  readonly listedOn: CivilDate | undefined;
}

/** A listing as a check saw it. */
export interface SeenListing {
  readonly checkedOn: CivilDate | undefined;
  /** The day it was entered; undefined: nobody says. */
  readonly registeredOn?: CivilDate | undefined;
}

/**
 * A consent counts only when given after the listing: after its day where it is told and is not later than the check, else
 * after it was seen, at this check or at an earlier one that saw it already.
 */
export function consentHolds(
  { consentOn, listedOn }: Consent,
  { checkedOn, registeredOn }: SeenListing,
): boolean {
  if (consentOn === undefined) return false;
  if (registeredOn !== undefined && checkedOn !== undefined && registeredOn <= checkedOn)
    return consentOn > registeredOn;
  const afterNow = checkedOn !== undefined && consentOn > checkedOn;
  return afterNow || (listedOn !== undefined && consentOn > listedOn);
}

export interface ListCheckQuestion {
  /** By number of the record; undefined: the file does not speak of it. */
  readonly checks: readonly (NumberCheck | undefined)[];
  readonly oldestOn: CivilDate;
}

export type ListVerdict =
  /** One listed number blocks the donor: the agent dials whichever. */
  | { readonly kind: 'listed'; readonly seen: SeenListing }
  /** Some numbers were not checked: what was known stands. */
  | { readonly kind: 'partial' }
  | { readonly kind: 'stale'; readonly checkedOn: CivilDate }
  | { readonly kind: 'clear'; readonly checkedOn: CivilDate };

/** Consent and sighting as the stored donor's contact file told them. */
export function consentOf(donor: Donor, settings: CampaignSettings): Consent {
  return {
    consentOn: keptDate(donor, 'CONSENTEMENT_TEL_DATE', settings),
    listedOn: wasListed(donor) ? keptDate(donor, 'DNCM_DATE_CONTROLE', settings) : undefined,
  };
}

/**
 * The day from which the check of a donor taken in ages; null for one who is called on a consent, or whose country has
 * no list.
 */
export function importedCheckOn(donor: Donor, settings: CampaignSettings): CivilDate | null {
  if (countryFacts(donor.country).doNotCallList === null) return null;
  const checkedOn = keptDate(donor, 'DNCM_DATE_CONTROLE', settings);
  const registeredOn = keptDate(donor, 'DNCM_DATE_INSCRIPTION', settings);
  if (wasListed(donor) && consentHolds(consentOf(donor, settings), { checkedOn, registeredOn })) return null;
  return checkedOn ?? NEVER_CHECKED;
}

/** What a check says of a whole record: as old as the oldest of its numbers' checks. */
export function listVerdict({ checks, oldestOn }: ListCheckQuestion): ListVerdict {
  const known = checks.filter((check) => check !== undefined);
  const listed = known.filter((check) => check.listed);
  if (listed.length > 0) return { kind: 'listed', seen: seenListing(listed) };
  const checkedOn = known.map((check) => check.checkedOn).sort()[0];
  if (checkedOn === undefined || known.length < checks.length) return { kind: 'partial' };
  return { kind: checkedOn < oldestOn ? 'stale' : 'clear', checkedOn };
}

/** Of several listed numbers the latest counts, and one whose day is not told leaves it untold. */
function seenListing(listed: readonly NumberCheck[]): SeenListing {
  const days = listed.flatMap(({ registeredOn }) => registeredOn ?? []);
  const checkedOn = listed
    .map((check) => check.checkedOn)
    .sort()
    .at(-1);
  return { checkedOn, registeredOn: days.length < listed.length ? undefined : days.sort().at(-1) };
}
