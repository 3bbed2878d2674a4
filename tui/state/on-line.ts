import type { CardPhone } from '../../shared/card.ts';
import type { DialPhase } from '../../shared/dial.ts';
import type { Heard } from '../../shared/dial-doubt.ts';

/** A number on its way to the line, or on it. */
export interface OnLine {
  readonly callId: string;
  /** `asked`: the line has said nothing yet. */
  readonly phase: 'asked' | DialPhase;
  /** When the phase began. */
  readonly sinceMs: number;
}

/** What the line said last of the number dialled in this call. */
export interface LineSaid {
  readonly slot: CardPhone['slot'];
  /** Absent: it was asked for, and nothing is known yet. */
  readonly heard?: Heard;
}
