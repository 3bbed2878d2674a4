/** When an agent promised to call back. Who it is is another question, which opens names (own-record.ts). */
export interface Diary {
  readonly nowMs: number;
  /** Soonest first; those past due come first. */
  readonly atMs: readonly number[];
}
