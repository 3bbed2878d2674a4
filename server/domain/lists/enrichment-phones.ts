import type { Country } from '../../../shared/country.ts';
import { SPARE_FIRST } from '../../../shared/phone-slots.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { readPhoneCell } from '../contact-file/phone-cell.ts';
import type { Donor, DonorPhone } from '../donor.ts';

/** How surely the supplier found the person (docs/rules/enrichment.md). */
export type MatchLevel = 'FORT' | 'FOYER';

/** A number as the supplier's file says it. */
export interface FoundPhone {
  readonly text: string;
  readonly level: MatchLevel;
  readonly origin: string;
  readonly on: CivilDate;
}

export type PhoneFate = 'AJOUTE' | 'A_CONFIRMER' | 'DEJA_CONNU' | 'OPPOSITION' | 'SANS_PLACE' | 'ILLISIBLE';

export interface Enriched {
  readonly donor: Donor;
  /** In the order of the numbers given. */
  readonly fates: readonly PhoneFate[];
}

/**
 * The number in E.164 as read in the donor's country and place; undefined when it cannot be called, or when a line that has one
 * level and one source names two.
 */
export function foundE164(
  text: string,
  donor: { readonly country: Country; readonly postcode: string },
): string | undefined {
  const { phones } = readPhoneCell(text, donor);
  return phones.length === 1 ? phones[0]?.e164 : undefined;
}

/**
 * Adds the numbers found to a donor's own, never over one: each in a free slot, with its source and date. One that the donor
 * has already is not added, a number proved wrong least of all; nor one on the objection list.
 */
export function withFoundPhones(
  donor: Donor,
  found: readonly FoundPhone[],
  isObjected: (e164: string) => boolean,
): Enriched {
  const fates: PhoneFate[] = [];
  let phones: readonly DonorPhone[] = donor.phones;
  for (const one of found) {
    const fate = fateOf(one, { donor, phones, isObjected });
    fates.push(fate.fate);
    if (fate.phone) phones = [...phones, fate.phone];
  }
  return { donor: phones === donor.phones ? donor : { ...donor, phones }, fates };
}

interface Place {
  readonly donor: Donor;
  readonly phones: readonly DonorPhone[];
  readonly isObjected: (e164: string) => boolean;
}

function fateOf(
  { text, level, origin, on }: FoundPhone,
  { donor, phones, isObjected }: Place,
): { readonly fate: PhoneFate; readonly phone?: DonorPhone } {
  const e164 = foundE164(text, donor);
  if (e164 === undefined) return { fate: 'ILLISIBLE' };
  if (phones.some((phone) => phone.e164 === e164)) return { fate: 'DEJA_CONNU' };
  if (isObjected(e164)) return { fate: 'OPPOSITION' };
  const slot = SPARE_FIRST.find((free) => phones.every((phone) => phone.slot !== free));
  if (slot === undefined) return { fate: 'SANS_PLACE' };
  const isHousehold = level === 'FOYER';
  const phone: DonorPhone = {
    slot,
    e164,
    source: 'ENRICHI',
    sourceDate: on,
    validity: 'NON_TESTE',
    ...(origin === '' ? {} : { origin }),
    ...(isHousehold ? { toConfirm: true } : {}),
  };
  return { fate: isHousehold ? 'A_CONFIRMER' : 'AJOUTE', phone };
}
