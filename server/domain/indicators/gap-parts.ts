import assert from 'node:assert/strict';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/**
 * The gap to target, parted by cause (R-10, R-22, F-11). Each factor of the funnel is replaced in turn, in its order,
 * the ones before at their real value, the ones after at their target:
 *
 *   traitées   (T − T*) × u* × a* × m*        T* = L × t* × share of the calendar elapsed
 *   jointes    (CU − T × u*) × a* × m*
 *   accords    (A − CU × a*) × m*
 *   montants   S − A × m*
 *
 * They add up exactly to S − T* × u* × a* × m*: the money missing or in excess, per month. Without m* the first three add up
 * to the agreements missing. Exact rationals; only what is shown is rounded, and the rounded parts still add up.
 */
const GAP_FACTORS = ['processed', 'reached', 'agreed', 'amount'] as const;
export type GapFactor = (typeof GAP_FACTORS)[number];

export interface GapFacts {
  /** L */
  readonly delivered: number;
  /** T, CU, A so far. */
  readonly treated: number;
  readonly useful: number;
  readonly agreements: number;
  /** S so far: Σ uplift (upgrade) or Σ new amounts (reactivation), monthly, minor units. */
  readonly amountMinor: number;
  readonly targets: CampaignSettings['targets'];
  readonly usefulBase: CampaignSettings['definitions']['usefulBase'];
  readonly elapsedDays: number;
  readonly totalDays: number;
}

/** Integers in the unit of the gap: they add up to `gap`, and `gap` is `actual` − `expected`. */
export interface Gap {
  readonly actual: number;
  readonly expected: number;
  readonly gap: number;
  readonly parts: readonly { readonly factor: GapFactor; readonly value: number }[];
}

export interface Gaps {
  /** In tenths of an agreement. */
  readonly agreements: Gap;
  /** In minor units a month. */
  readonly amount: Gap;
}

/** Numerator over the one denominator of a decomposition. */
type Parts = readonly bigint[];

const tenths = (percent: number) => BigInt(Math.round(percent * 10));

/** Undefined before the first day, when nothing is expected yet. */
export function gapsToDate(facts: GapFacts): Gaps | undefined {
  if (facts.elapsedDays < 1 || facts.totalDays < 1) return undefined;
  const { parts, denominator } = agreementParts(facts);
  const mean = BigInt(facts.targets.averageMinor ?? 0);
  const amount = BigInt(facts.amountMinor) - BigInt(facts.agreements) * mean;
  const ofMoney = [...parts.map((part) => part * mean), amount * denominator];
  return {
    agreements: gapOf({ actual: facts.agreements * 10, parts: parts.map((part) => part * 10n), denominator }),
    amount: gapOf({ actual: facts.amountMinor, parts: ofMoney, denominator }),
  };
}

/** The first three parts in agreements, over a common denominator. */
function agreementParts(facts: GapFacts): { readonly parts: Parts; readonly denominator: bigint } {
  const { targets, usefulBase } = facts;
  const [t, u, a] = [tenths(targets.processed), tenths(targets.useful), tenths(targets.agreements ?? 0)];
  const [elapsed, total] = [BigInt(Math.min(facts.elapsedDays, facts.totalDays)), BigInt(facts.totalDays)];
  const [delivered, treated] = [BigInt(facts.delivered), BigInt(facts.treated)];
  const [useful, agreed] = [BigInt(facts.useful), BigInt(facts.agreements)];
  // u* is a share of T; where the contract states it on L, dividing by t* makes it one.
  const onDelivered = usefulBase === 'DELIVERED' && t > 0n;
  const [reach, reachBase] = onDelivered ? [u, t] : [u, 1000n];
  const denominator = 1000n * total * reachBase * 1000n;
  const processed = (treated * 1000n * total - delivered * t * elapsed) * reach * a;
  const reached = (useful * reachBase - treated * reach) * a * 1000n * total;
  const refused = (agreed * 1000n - useful * a) * 1000n * total * reachBase;
  return { parts: [processed, reached, refused], denominator };
}

function gapOf(sum: { readonly actual: number; readonly parts: Parts; readonly denominator: bigint }): Gap {
  const values = roundedTogether(sum.parts, sum.denominator);
  const gap = values.reduce((total, value) => total + value, 0);
  const parts = GAP_FACTORS.slice(0, values.length).map((factor, at) => ({ factor, value: values[at] ?? 0 }));
  return { actual: sum.actual, expected: sum.actual - gap, gap, parts };
}

/**
 * Whole numbers nearest to the parts whose sum is the rounded sum: the largest remainders are rounded up.
 *
 * @internal for tests
 */
export function roundedTogether(parts: Parts, denominator: bigint): number[] {
  assert(denominator > 0n);
  const floors = parts.map((part) => floorDivide(part, denominator));
  const rests = parts.map((part, at) => part - (floors[at] ?? 0n) * denominator);
  const exact = parts.reduce((sum, part) => sum + part, 0n);
  const total = floorDivide(2n * exact + denominator, 2n * denominator);
  const missing = Number(total - floors.reduce((sum, floor) => sum + floor, 0n));
  const largest = rests
    .map((rest, at) => ({ rest, at }))
    .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
    .slice(0, missing)
    .map(({ at }) => at);
  return floors.map((floor, at) => Number(floor) + (largest.includes(at) ? 1 : 0));
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
