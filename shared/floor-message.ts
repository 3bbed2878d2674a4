/** A lead's words, as the workstation shows them. */
export interface FloorMessage {
  readonly id: string;
  readonly atMs: number;
  readonly from: string;
  readonly text: string;
}

/** Longest message: two lines of the smallest screen. */
export const MAX_MESSAGE = 200;
