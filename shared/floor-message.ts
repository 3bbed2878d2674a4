/** A lead's words, as the workstation shows them. */
export interface FloorMessage {
  readonly id: string;
  readonly atMs: number;
  readonly from: string;
  readonly text: string;
  /** Present on what must be acknowledged (feedback on a call): whether it was. */
  readonly acknowledged?: boolean;
}

/** Longest message: two lines of the smallest screen. */
export const MAX_MESSAGE = 200;
