import type { PhoneSlot } from '../../../shared/phone-slots.ts';
import type { DonorPhone } from '../donor.ts';

/** What the order reads of earlier calls. A `CallRow` fits. */
export interface DialledCall {
  /** Null when the call was not counted as an attempt. */
  readonly attemptRank: number | null;
  readonly phoneSlot?: string | null;
}

const MOBILE_FIRST: readonly PhoneSlot[] = ['TEL_MOBILE', 'TEL_FIXE', 'TEL_AUTRE'];

/**
 * A donor's numbers in the order in which to dial them (docs/rules/enrichment.md, docs/rules/cadence.md): where the
 * donor was reached before; else the least tried, so that numbers alternate, one that the donor gave before one that a
 * supplier found, one found for the household alone after those, mobile first. Closed numbers come last. A busy line is
 * no try: it is dialled again.
 */
export function inDialOrder(
  phones: readonly DonorPhone[],
  history: readonly DialledCall[],
): readonly DonorPhone[] {
  const tries = (slot: DonorPhone['slot']) =>
    history.filter((call) => call.attemptRank !== null && call.phoneSlot === slot).length;
  const weights = (phone: DonorPhone) => [
    phone.validity === 'FAUX' || phone.validity === 'MD' ? 1 : 0,
    phone.validity === 'VALIDE' ? 0 : 1,
    phone.validity === 'VALIDE' ? 0 : tries(phone.slot),
    phone.toConfirm ? 1 : 0,
    phone.source === 'ENRICHI' ? 1 : 0,
    MOBILE_FIRST.indexOf(phone.slot),
  ];
  return phones
    .map((phone) => ({ phone, weights: weights(phone) }))
    .toSorted((a, b) => firstDifference(a.weights, b.weights))
    .map(({ phone }) => phone);
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((weight, i) => weight !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
