import type { Objection } from '../../../shared/call-aids.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';

/** Calls in which an objection was noted, by how they ended; counted once a call. */
export interface ObjectionCount {
  readonly objection: string;
  readonly disposition: string;
  readonly calls: number;
}

/** How often an objection is heard, and what becomes of those calls. */
export interface ObjectionFigure {
  readonly id: string;
  /** Its id once it left the campaign's list. */
  readonly label: string;
  readonly calls: number;
  /** Among them, those that ended in an agreement; cancelled ones were agreements all the same. */
  readonly agreements: number;
}

/** Most heard first. */
export function objectionFigures(
  counts: readonly ObjectionCount[],
  known: readonly Objection[],
): readonly ObjectionFigure[] {
  const sums = new Map<string, { calls: number; agreements: number }>();
  for (const { objection, disposition, calls } of counts) {
    const sum = sums.get(objection) ?? { calls: 0, agreements: 0 };
    sum.calls += calls;
    if (dispositionOf(disposition)?.agreement) sum.agreements += calls;
    sums.set(objection, sum);
  }
  return [...sums]
    .map(([id, sum]) => ({ id, label: known.find((one) => one.id === id)?.label ?? id, ...sum }))
    .sort((a, b) => b.calls - a.calls || (a.id < b.id ? -1 : 1));
}
