/** Words between a lead and an agent, as the workstation shows them. */
export interface FloorMessage {
  readonly id: string;
  readonly atMs: number;
  readonly from: string;
  readonly text: string;
  /** Written by whoever reads it. */
  readonly isMine?: true;
  /** Present on what must be acknowledged (feedback on a call): whether it was. */
  readonly acknowledged?: boolean;
}

/** Longest message: two lines of the smallest screen. */
export const MAX_MESSAGE = 200;

/** Said of a call for help without words. */
export const HELP_WITHOUT_WORDS = 'Pouvez-vous venir ?';
