import { type Disposition, dispositionOf } from '../../../shared/dispositions.ts';
import type { PhoneSlot, PhoneValidity, VainEnding } from '../../../shared/phone-slots.ts';
import type { Donor, DonorPhone } from '../donor.ts';

/**
 * Codes that close the number dialled, and the record only when no other number is left (docs/rules/dispositions.md).
 */
const CLOSES_NUMBER: Readonly<Record<string, PhoneValidity>> = { EF_FAUX: 'FAUX', EF_MD: 'MD' };

export function closesNumber(code: string): boolean {
  return CLOSES_NUMBER[code] !== undefined;
}

/** Numbers that may still be dialled. */
export function openPhones(donor: Donor): readonly DonorPhone[] {
  return donor.phones.filter((phone) => phone.validity === 'NON_TESTE' || phone.validity === 'VALIDE');
}

/** The number that was dialled: the one said, else the only one left; undefined when nobody can tell. */
export function dialledSlot(donor: Donor, said: PhoneSlot | undefined): PhoneSlot | undefined {
  if (said !== undefined) return donor.phones.some((phone) => phone.slot === said) ? said : undefined;
  const open = openPhones(donor);
  return open.length === 1 ? open[0]?.slot : undefined;
}

/**
 * What the call taught about the number: wrong, somebody else's, or the donor's own. The donor comes back unchanged
 * otherwise.
 */
export function withTestedPhone(donor: Donor, slot: PhoneSlot | undefined, disposition: Disposition): Donor {
  const validity = CLOSES_NUMBER[disposition.code] ?? (disposition.rightPerson ? 'VALIDE' : undefined);
  const phone = donor.phones.find((one) => one.slot === slot);
  if (validity === undefined || phone === undefined || phone.validity === validity) return donor;
  return { ...donor, phones: donor.phones.map((one) => (one === phone ? { ...one, validity } : one)) };
}

/** The same for a number that was rung in vain before the one dialled last. */
export function withVainPhone(
  donor: Donor,
  tried: { readonly slot: PhoneSlot; readonly ending: VainEnding },
): Donor {
  const disposition = dispositionOf(tried.ending);
  return disposition ? withTestedPhone(donor, tried.slot, disposition) : donor;
}
