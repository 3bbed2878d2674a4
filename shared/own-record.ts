import type { AskLevel, COORDINATES_ANSWERS, Corrections } from './call-outcome.ts';
import type { PathStep } from './call-script.ts';
import type { Money } from './money.ts';
import type { PhoneSlot } from './phone-slots.ts';

/** What became of the disposition taken back. */
export interface UndoReceipt {
  readonly callId: string;
  readonly recordId: number;
  /** One French sentence. */
  readonly summary: string;
  /** When it was asked for. */
  readonly noted?: NotedCall;
}

/** What had been noted in a call that was taken back: the screen stands again where it stood. Personal: memory only. */
export interface NotedCall {
  readonly disposition: string;
  readonly scriptVersion: string;
  readonly path: readonly PathStep[];
  readonly note: string;
  readonly corrections: Corrections;
  readonly phoneSlot?: PhoneSlot;
  readonly coordinates?: (typeof COORDINATES_ANSWERS)[number];
  readonly agreed?: { readonly level: AskLevel; readonly amount: Money };
  readonly oneOff?: Money;
}

/** Most calls of the day that one look opens: a long shift. */
export const MOST_CALLS = 300;

/** A call of the agent's, of today. Personal: memory only. */
export interface OwnCall {
  readonly callId: string;
  readonly recordId: number;
  /** `M. Zéphyrin TESTEUR` */
  readonly name: string;
  readonly city: string;
  readonly disposition: string;
  /** When it was recorded. */
  readonly atMs: number;
  /** When the donor asked to be called back; null: not asked. */
  readonly callbackAtMs: number | null;
  /** The donor's place. */
  readonly zone: string;
  /** Why it can no longer be taken back, and what to do instead, in French; '' when it can. */
  readonly whyNot: string;
}

export const OWN_KINDS = ['callback', 'today'] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** Most records of a kind that one look opens. */
export const MOST_OWN: Readonly<Record<OwnKind, number>> = { callback: 100, today: 60 };

/** A record that the agent may look for: a callback of theirs, or one they called today. Personal: memory only. */
export interface OwnRecord {
  readonly recordId: number;
  /** Its name. */
  readonly campaign: string;
  /** `M. Zéphyrin TESTEUR` */
  readonly name: string;
  readonly city: string;
  readonly kind: OwnKind;
  /** When it is to be called back, or when it was called. */
  readonly atMs: number;
  /** The donor's place. */
  readonly zone: string;
  /** Code of how the last call ended, or that call of today; '' when never called. */
  readonly disposition: string;
  /** Counted attempts so far. */
  readonly attempts: number;
  /** Why it cannot be opened now, in French; '' when it can be tried. */
  readonly whyNot: string;
}
