import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import type { SimulationReach } from './simulation-reach.ts';

/** Log-odds at which a donor of the middle answers, by day-part. */
export type MiddleOdds = Readonly<Record<CallPart, number>>;

const POINTS = 81;
const WIDEST = 4;

export const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Mean chance of donors whose log-odds are normal around `middle`, by a sum over the bell. */
function meanChance(middle: number, spread: number): number {
  let total = 0;
  let weights = 0;
  for (let at = 0; at < POINTS; at += 1) {
    const z = -WIDEST + (2 * WIDEST * at) / (POINTS - 1);
    const weight = Math.exp((-z * z) / 2);
    total += weight * chanceOf(middle + spread * z);
    weights += weight;
  }
  return total / weights;
}

function middleFor(rate: number, spread: number): number {
  if (rate <= 0) return Number.NEGATIVE_INFINITY;
  if (rate >= 1) return Number.POSITIVE_INFINITY;
  let low = -30;
  let high = 30;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (meanChance(middle, spread) < rate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The middles that make the mean over all donors what the hypothesis states. */
export function middleOdds({ parts, donorSpread, partSpread }: SimulationReach): MiddleOdds {
  const spread = Math.hypot(donorSpread, partSpread);
  const of = (part: CallPart) => middleFor(parts[part] / 100, spread);
  return { M: of('M'), A: of('A'), S: of('S'), SA: of('SA') };
}
