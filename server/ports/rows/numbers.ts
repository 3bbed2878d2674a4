import type { CallRow } from './calls.ts';

/** What the charity’s other records that bear one of a record’s numbers are doing: it is the same telephone. */
export interface NumberUse {
  /** Ids of those records. */
  readonly others: readonly number[];
  /** One of them is on a screen. */
  readonly isOnScreen: boolean;
  /** Last instant at which a card taken back from a living screen may still be talked about; 0 without one. */
  readonly talkingUntilMs: number;
  /** The soonest callback that one of them waits for. */
  readonly promisedAtMs: number | null;
  /** Their calls since the instant asked, oldest first; those taken back too: the telephone rang. */
  readonly calls: readonly CallRow[];
}

export interface NumberQuestion {
  readonly recordId: number;
  readonly charity: string;
  readonly callsFromMs: number;
}

export interface NumberReader {
  /** Undefined when no other record bears one: seeks in the index of numbers, whatever the length of the file. */
  use(question: NumberQuestion): Promise<NumberUse | undefined>;
}

export interface NumberWriter extends NumberReader {
  /**
   * The tries of those records that are due before that instant wait for it too, at most `limit` of them: a
   * switchboard’s hundreds are not found one by one. Appointments stay.
   */
  putOff(
    records: readonly number[],
    request: { readonly untilMs: number; readonly limit: number },
  ): Promise<void>;
}
