import type { PracticeCaller, PracticeVerdict, SeatNow, SeatShift } from '../../shared/line-seat.ts';
import type { PledgeCommand, PledgeMessage, PledgeState } from '../pledge/pledge-state.ts';
import type { Size } from '../screen/size.ts';

/** Where somebody at a seat is, from the badge to their callers. */
export type SeatStage =
  | { readonly at: 'loading' }
  /** Is it you? And the charter, the first time: one key says both. */
  | { readonly at: 'hello' }
  /** Between two practice calls: the next one rings when the person says so. */
  | { readonly at: 'between'; readonly verdict?: PracticeVerdict }
  /** The practice is over, and the line of the slot takes no caller yet. */
  | { readonly at: 'trained' }
  /** The one-minute form: of a practice caller, or of real ones (tui/pledge). */
  | { readonly at: 'desk'; readonly desk: PledgeState };

export interface SeatState {
  readonly size: Size;
  readonly shift?: SeatShift;
  /** The seat as the house told it last. */
  readonly now?: SeatNow;
  readonly stage: SeatStage;
  /** A request is under way: keys wait. */
  readonly isBusy: boolean;
  readonly notice: string;
  readonly isHelpOpen: boolean;
}

/** What the desk asks is passed on as it is. */
export type SeatCommand =
  | { readonly type: 'load' | 'accept' | 'ring' | 'lead' | 'leave' }
  | { readonly type: 'desk'; readonly command: PledgeCommand };

export type SeatMessage =
  | Extract<PledgeMessage, { readonly type: 'key' }>
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'loaded'; readonly shift: SeatShift }
  | { readonly type: 'accepted' }
  | { readonly type: 'rang'; readonly caller: PracticeCaller; readonly atMs: number }
  | { readonly type: 'judged'; readonly verdict: PracticeVerdict }
  | { readonly type: 'refused'; readonly text: string }
  | { readonly type: 'told'; readonly text: string }
  /** By a lead. */
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'seat'; readonly now: SeatNow }
  /** Nobody looks at the screen any more. */
  | { readonly type: 'left' }
  | { readonly type: 'desk'; readonly message: PledgeMessage };

export interface SeatStep {
  readonly state: SeatState;
  readonly commands: readonly SeatCommand[];
}

export function firstState(size: Size): SeatState {
  return { size, stage: { at: 'loading' }, isBusy: true, notice: '', isHelpOpen: false };
}
