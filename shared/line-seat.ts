import type { KnownCaller, PledgeDesk, PledgeLine } from './line/pledge-desk.ts';
import type { TypedPledge } from './line/pledge-form.ts';

/** Ways out of a call that leave no pledge. */
export const LINE_EXITS = ['hoax', 'handOver', 'minor'] as const;
export type LineExit = (typeof LINE_EXITS)[number];

/** Somebody at a seat, as their screen begins. */
export interface SeatShift {
  /** As on the badge. */
  readonly person: string;
  readonly seat: string;
  readonly site: string;
  /** `samedi 5 décembre, 20 h – 23 h`. */
  readonly when: string;
  /** The session ends then, whatever is on the screen. */
  readonly endsAtMs: number;
  readonly hasCharter: boolean;
  /** Practice calls passed, of how many. */
  readonly practiceDone: number;
  readonly practiceCalls: number;
  readonly isTrained: boolean;
  /** The form of the practice: every way of the link, whatever is open tonight. */
  readonly practiceLine: PledgeLine;
  /** The form of real callers; absent while the line takes none. */
  readonly line?: PledgeLine;
  /** A PBX gives the seat its callers; else the person says by a key that the telephone rings. */
  readonly hasPbx: boolean;
}

/** A practice call as its caller says it. */
export interface PracticeCaller {
  /** From 1. */
  readonly number: number;
  readonly says: readonly string[];
  /** The same caller, or the same telephone, as that earlier call. */
  readonly likeCall?: number;
}

/** What came of a practice call. */
export interface PracticeVerdict {
  readonly passed: boolean;
  /** French, one a line; none when it is passed. */
  readonly faults: readonly string[];
  /** From the first word of the caller to the end. */
  readonly seconds: number;
  readonly practiceDone: number;
  readonly isTrained: boolean;
}

/** How a practice call ended: a form that was read back, or a way out whose words were read. */
export type LineCallEnd = { readonly form: TypedPledge } | { readonly exit: LineExit };

/** A real caller at a seat. */
export interface SeatCall {
  readonly callId: string;
  /** Since when they are spoken to, or about to be. */
  readonly atMs: number;
  /** They hung up, or the line was lost: what is on the screen may still be saved. */
  readonly isOver: boolean;
  /** The seat rang them back: they had hung up before anybody answered. */
  readonly isBack?: true;
}

/** A seat as the house knows it now. */
export interface SeatNow {
  readonly line: 'up' | 'down' | 'manual';
  /** Callers are given to it, once the one it has is over. */
  readonly isReady: boolean;
  /** Somebody of the charity's team takes callers who are passed on, as far as the PBX knows. */
  readonly isTeamThere: boolean;
  readonly call?: SeatCall;
}

/** The end of a real call, and whether another may come. */
export interface SeatCallEnd {
  readonly callId: string;
  readonly how: 'hang-up' | 'hand-over';
  /** The way out whose words were read: counted by the hour, never kept of a call (docs/rules/line-calls.md). */
  readonly exit?: LineExit | undefined;
  readonly isReady: boolean;
}

/** What a form asks of the house at a seat whose telephone it follows; each rejects with an AppError. */
export interface SeatDesk extends PledgeDesk {
  /** Opens the seat's line at the first time, which rings its telephone once where there is a PBX. */
  ready(isReady: boolean): Promise<void>;
  /** Without a PBX: the telephone rang, and was picked up. */
  pickUp(): Promise<SeatCall>;
  /** Rings back who hung up while they waited; the seat then has them as a caller. */
  ringBack(): Promise<void>;
  /** Whom the charity knows by the number that shows, at most three. */
  known(callId: string): Promise<readonly KnownCaller[]>;
  /** False: the caller could not be passed on, and is still at the seat. */
  endCall(end: SeatCallEnd): Promise<boolean>;
  /** Tells the seat as it is and at each change; the function given back stops that. */
  onNow(listener: (now: SeatNow) => void): () => void;
  /** Tells when the house ends the session, and what a lead says; the function given back stops that. */
  onLive(heard: {
    readonly ended: (text: string) => void;
    readonly said: (from: string, text: string) => void;
  }): () => void;
}

/** What the screen of a badge's seat asks beside: the shift, and its practice. */
export interface LineSeatDesk extends SeatDesk {
  shift(): Promise<SeatShift>;
  acceptCharter(): Promise<void>;
  nextPractice(): Promise<PracticeCaller>;
  endPractice(end: LineCallEnd): Promise<PracticeVerdict>;
}
