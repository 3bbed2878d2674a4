import { dispositionOf, isProcessed } from '../../../shared/dispositions.ts';
import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import type { SimulatedTry } from './simulation-talk.ts';

type ByPart = Record<CallPart, number>;

/** What one simulated campaign did, in plain counts; sums of money in minor units of the campaign's own currency. */
export interface SimulationTally {
  /** L: every record, all callable. */
  readonly records: number;
  tries: number;
  counted: number;
  /** Tries to a number by day-part, callbacks asked by the donor left out, and those that a person answered. */
  readonly triesByPart: ByPart;
  readonly answeredByPart: ByPart;
  /** First and last counted tries that were answered, by rank: falling returns show here. */
  readonly triesByRank: number[];
  readonly answeredByRank: number[];
  answered: number;
  called: number;
  processed: number;
  useful: number;
  pitched: number;
  agreements: number;
  oneOffs: number;
  /** Sum of what the agreements add a month. */
  addedMonthlyMinor: number;
  exhausted: number;
  /** Still open when the campaign ended: EF_CLOTURE. */
  leftOpen: number;
  callSeconds: number;
  readonly startedAtMs: number;
  /** When three quarters of the records were processed, and when the last was. */
  threeQuartersAtMs: number | undefined;
  lastAtMs: number | undefined;
}

const TARGET_SHARE = 0.75;

export function newTally(records: number, startedAtMs: number): SimulationTally {
  return {
    records,
    tries: 0,
    counted: 0,
    triesByPart: { M: 0, A: 0, S: 0, SA: 0 },
    answeredByPart: { M: 0, A: 0, S: 0, SA: 0 },
    triesByRank: [],
    answeredByRank: [],
    answered: 0,
    called: 0,
    processed: 0,
    useful: 0,
    pitched: 0,
    agreements: 0,
    oneOffs: 0,
    addedMonthlyMinor: 0,
    exhausted: 0,
    leftOpen: 0,
    callSeconds: 0,
    startedAtMs,
    threeQuartersAtMs: undefined,
    lastAtMs: undefined,
  };
}

export interface TriedCall {
  readonly result: SimulatedTry;
  readonly part: CallPart;
  readonly isCallback: boolean;
  readonly counted: boolean;
  /** Calls the record had before. */
  readonly rank: number;
}

export function tallyTry(
  tally: SimulationTally,
  { result, part, isCallback, counted, rank }: TriedCall,
): void {
  const answered = dispositionOf(result.code)?.humanReached ? 1 : 0;
  tally.tries += 1;
  tally.counted += counted ? 1 : 0;
  tally.answered += answered;
  tally.called += rank === 0 ? 1 : 0;
  tally.callSeconds += result.seconds;
  if (isCallback) return;
  tally.triesByPart[part] += 1;
  tally.answeredByPart[part] += answered;
  tally.triesByRank[rank] = (tally.triesByRank[rank] ?? 0) + 1;
  tally.answeredByRank[rank] = (tally.answeredByRank[rank] ?? 0) + answered;
}

export interface ClosedRecord {
  /** The disposition it closed under: the system's own when attempts ran out. */
  readonly code: string;
  readonly yes: SimulatedTry['yes'];
  readonly atMs: number;
}

/** Counts by the flags of the dispositions table, as the indicators do (docs/rules/indicators.md). */
export function tallyClosing(tally: SimulationTally, { code, yes, atMs }: ClosedRecord): void {
  const row = dispositionOf(code);
  if (!row || !isProcessed(row)) {
    tally.leftOpen += 1;
    return;
  }
  tally.processed += 1;
  tally.useful += row.useful ? 1 : 0;
  tally.pitched += row.pitched ? 1 : 0;
  tally.agreements += row.agreement ? 1 : 0;
  tally.oneOffs += row.oneOff ? 1 : 0;
  tally.exhausted += code === 'EF_EPUISE' ? 1 : 0;
  if (row.agreement) tally.addedMonthlyMinor += yes?.monthlyMinor ?? 0;
  if (tally.processed >= TARGET_SHARE * tally.records) tally.threeQuartersAtMs ??= atMs;
  tally.lastAtMs = atMs;
}
