import type {
  LineCallEnd,
  LineExit,
  PracticeCaller,
  PracticeVerdict,
  SeatShift,
} from '../../shared/line-seat.ts';
import type { Size } from '../screen/size.ts';
import type { FormState } from './form-fields.ts';

/** A call on the screen: what the caller says, and what was typed of it. */
export interface OpenCall {
  readonly caller: PracticeCaller;
  readonly form: FormState;
}

/** Where somebody at a seat is, from the badge to the last practice call. */
export type SeatStage =
  | { readonly at: 'loading' }
  /** Is it you? */
  | { readonly at: 'hello' }
  | { readonly at: 'charter' }
  /** Between two calls: the next one rings when the person says so. */
  | { readonly at: 'waiting'; readonly verdict?: PracticeVerdict }
  | { readonly at: 'call'; readonly call: OpenCall; readonly problems: readonly string[] }
  /** The form would be saved: it is read to the caller first. */
  | { readonly at: 'reading'; readonly call: OpenCall; readonly words: string }
  /** A way out: its words are read, then the caller is let go. */
  | {
      readonly at: 'leaving';
      readonly call: OpenCall;
      readonly exit: LineExit;
      readonly words: readonly string[];
    }
  | { readonly at: 'trained' };

export interface SeatState {
  readonly size: Size;
  readonly shift?: SeatShift;
  readonly stage: SeatStage;
  /** A request is under way: keys wait. */
  readonly isBusy: boolean;
  readonly notice: string;
  readonly isHelpOpen: boolean;
}

export type SeatCommand =
  | { readonly type: 'load' }
  | { readonly type: 'accept' }
  | { readonly type: 'ring' }
  | { readonly type: 'read' }
  | { readonly type: 'words'; readonly exit: LineExit }
  | { readonly type: 'end'; readonly end: LineCallEnd }
  | { readonly type: 'lead' }
  | { readonly type: 'leave' };

export type SeatMessage =
  | { readonly type: 'key'; readonly name: string; readonly text?: string | undefined }
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'loaded'; readonly shift: SeatShift }
  | { readonly type: 'accepted' }
  | { readonly type: 'rang'; readonly caller: PracticeCaller }
  | { readonly type: 'read'; readonly words: string }
  | { readonly type: 'amiss'; readonly problems: readonly string[] }
  | { readonly type: 'words'; readonly exit: LineExit; readonly words: readonly string[] }
  | { readonly type: 'judged'; readonly verdict: PracticeVerdict }
  | { readonly type: 'refused'; readonly code: string; readonly text: string }
  | { readonly type: 'told'; readonly text: string };

export interface SeatStep {
  readonly state: SeatState;
  readonly command?: SeatCommand;
}

export function firstState(size: Size): SeatState {
  return { size, stage: { at: 'loading' }, isBusy: true, notice: '', isHelpOpen: false };
}

/** Where a shift goes on: the charter once, then the calls that are left. */
export function stageOf({ hasCharter, isTrained }: SeatShift): SeatStage {
  if (!hasCharter) return { at: 'charter' };
  return isTrained ? { at: 'trained' } : { at: 'waiting' };
}
