import { type PathStep, triedNumbers } from '../../../shared/call-script.ts';
import { isVainEnding, type PhoneSlot } from '../../../shared/phone-slots.ts';
import type { DonorPhone } from '../donor.ts';

/** What the order reads of earlier calls. A `CallRow` fits. */
export interface DialledCall {
  /** Null when the call was not counted as an attempt. */
  readonly attemptRank: number | null;
  readonly phoneSlot?: string | null;
  /** What was shown and answered: numbers rung in vain before the last one are told there. */
  readonly path?: readonly PathStep[];
}

/** The call rang that number: dialled last, or in vain before. */
function hasRung({ phoneSlot, path = [] }: DialledCall, slot: PhoneSlot): boolean {
  return phoneSlot === slot || triedNumbers(path).some((one) => one.slot === slot);
}

/** A call as the day's numbers read it. */
interface DatedCall extends DialledCall {
  readonly endedAtMs: number;
  readonly disposition: string;
}

/**
 * The numbers that may be rung at once, in the same call, after one rung in vain: open ones, each telephone once, and never
 * one rung in vain since that instant (docs/rules/cadence.md).
 */
export function sparePhones(
  phones: readonly DonorPhone[],
  history: readonly DatedCall[],
  dayStartMs: number,
): ReadonlySet<PhoneSlot> {
  const today = history.filter((call) => call.endedAtMs >= dayStartMs);
  const inVain = (slot: PhoneSlot) =>
    today.some(
      ({ path = [], phoneSlot, disposition }) =>
        triedNumbers(path).some((one) => one.slot === slot) ||
        (phoneSlot === slot && isVainEnding(disposition)),
    );
  const open = phones.filter(({ validity }) => validity === 'NON_TESTE' || validity === 'VALIDE');
  const once = open.filter(({ e164 }, at) => open.findIndex((one) => one.e164 === e164) === at);
  return new Set(once.filter(({ slot }) => !inVain(slot)).map(({ slot }) => slot));
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
    history.filter((call) => call.attemptRank !== null && hasRung(call, slot)).length;
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
