import type { Country } from './country.ts';
import type { Currency } from './currency.ts';
import { formatMoney, type Money } from './money.ts';

/** Highest amount that a workstation may send, minor units, whatever a campaign allows. */
export const MAX_AMOUNT_MINOR = 10_000_000;

/** From which amount to which one a donor may name, both included, minor units. */
export interface AmountBounds {
  readonly minMinor: number;
  readonly maxMinor: number;
  readonly currency: Currency;
}

/**
 * Why that amount cannot be taken, in French with both bounds; undefined when it can. The workstation asks at entry, the
 * server when the call is recorded, so that nothing read back to a donor is refused afterwards.
 */
export function amountProblem(amount: Money, bounds: AmountBounds, country: Country): string | undefined {
  const { minMinor, maxMinor, currency } = bounds;
  if (amount.currency !== currency) return `Le montant doit être en ${currency}.`;
  const mostMinor = Math.min(maxMinor, MAX_AMOUNT_MINOR);
  if (amount.minor >= minMinor && amount.minor <= mostMinor) return undefined;
  const say = (minor: number) => formatMoney({ minor, currency }, country);
  return `Le montant va de ${say(minMinor)} à ${say(mostMinor)} : vérifiez-le.`;
}

/** Beyond this multiple of what was proposed, an amount is as often a slip of the finger as a gift. */
export const FAR_ABOVE = 5;

/** True for an amount to ask about once more; without a proposal nothing is far above it. */
export function isFarAbove(amount: Money, proposed: readonly Money[]): boolean {
  return proposed.length > 0 && proposed.every((one) => amount.minor > FAR_ABOVE * one.minor);
}
