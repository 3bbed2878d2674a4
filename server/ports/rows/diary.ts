/** A callback that an agent owns and that waits for its hour. */
interface DiaryRow {
  readonly recordId: number;
  readonly campaign: string;
  readonly dueAtMs: number;
  readonly area: string;
  readonly disposition: string | null;
  readonly attempts: number;
}

export interface DiaryReader {
  /** Soonest first, at most `limit`. */
  ofAgent(agent: string, limit: number): readonly DiaryRow[];
}
