import { withdrawalOf } from '../lists/withdrawal.ts';
import type { FilteredRecord, ProfileFilter } from './profile-filter.ts';

/** What a profile reads of a record. A `ProfiledRecord` fits. */
export interface PlannedRecord extends FilteredRecord {
  readonly id: number;
  readonly recordState: 'staged' | 'ready' | 'leased' | 'closed' | 'excluded';
  readonly hold: 'list-check' | 'ethics' | 'damaged' | null;
  readonly owner: string | null;
  readonly seenAtMs: number | null;
}

/** A workstation whose line was cut may still bring the outcome of that call: an agreement is not lost to an exclusion. */
const CUT_MS = 2 * 3_600_000;

export interface ProfilePlan<T extends PlannedRecord> {
  /** Those that change, in id order. */
  readonly records: readonly T[];
  /** Of which called at least once, and promised a callback. */
  readonly called: number;
  readonly callbacks: number;
  /** Left as they are: on a screen (or just lost by one), set aside for the lead, or of a file still entering. */
  readonly onScreen: number;
  readonly setAside: number;
  readonly entering: number;
  readonly bySegment: readonly { readonly segment: string; readonly records: number }[];
}

interface PlanQuestion {
  readonly filter: ProfileFilter;
  readonly kind: 'exclude' | 'priority';
  readonly nowMs: number;
}

/**
 * What a filter takes of a campaign's open records. An exclusion takes those that wait in the queue, and no other; a
 * priority takes them all: it changes an order, never a call.
 */
export function profilePlan<T extends PlannedRecord>(
  candidates: Iterable<T>,
  { filter, kind, nowMs }: PlanQuestion,
): ProfilePlan<T> {
  const records: T[] = [];
  const left = { onScreen: 0, setAside: 0, entering: 0 };
  for (const one of candidates) {
    if (!filter(one)) continue;
    if (kind === 'priority') records.push(one);
    else if (one.recordState === 'leased' || (one.seenAtMs ?? 0) > nowMs - CUT_MS) left.onScreen += 1;
    else if (one.recordState !== 'ready') left.entering += 1;
    else if (one.hold === 'ethics' || one.hold === 'damaged') left.setAside += 1;
    else records.push(one);
  }
  const bySegment = new Map<string, number>();
  for (const { segment } of records) bySegment.set(segment, (bySegment.get(segment) ?? 0) + 1);
  return {
    records,
    called: records.filter((one) => one.disposition !== null).length,
    callbacks: records.filter((one) => one.queue === 'callback').length,
    ...left,
    bySegment: [...bySegment]
      .map(([segment, count]) => ({ segment, records: count }))
      .sort((a, b) => b.records - a.records || (a.segment < b.segment ? -1 : 1)),
  };
}

/** An excluded record is withdrawn as the charity's own lists withdraw: out of production when it was never called. */
export function excludedState({ disposition, hold }: PlannedRecord): 'closed' | 'excluded' {
  return withdrawalOf({ state: 'ready', disposition, hold }).state ?? 'closed';
}
