import { FRENCH } from '../../words/french.ts';
import { type Hand, seemsLocked } from '../hand.ts';
import type { Call } from './call.ts';
import type { Turn } from './closing.ts';

/** How long a card is only read before it may be ended, unless the installation says otherwise. */
export const CARD_GUARD_MS = 1500;

interface Pressed {
  /** What the key meant. */
  readonly type: string;
  /** Absent: not a key of the keyboard. */
  readonly hand: Hand | undefined;
  /** 0: no guard, for trials that type faster than people. */
  readonly guardMs: number;
  readonly nowMs: number;
}

/** The turn ends the call, or begins to: nothing of it is undone by looking again. */
function endsCall(before: Call, turn: Turn, type: string): boolean {
  const { closing } = turn.call;
  return (
    type === 'disposition' ||
    turn.save === true ||
    turn.form?.kind === 'endings' ||
    (closing !== undefined && closing !== before.closing)
  );
}

/** Answers of the script, and Enter, which gives the main one or what a form holds. */
const ANSWERS = new Set(['answer', 'accept']);
/** Answers to the questions of a closing: a key held since the script must not give them. */
const CLOSING_ANSWERS = new Set(['yes', 'coordinates']);

/**
 * Why that key does nothing, in French; undefined when the turn stands. Nothing ends a card that has just come, and a key
 * that repeats ends none: held across the change of cards, it would file people whom nobody called. An answer held does
 * not walk through the script either, nor does it answer the doubt that it raised.
 */
export function whyHeldBack(before: Call, turn: Turn, pressed: Pressed): string | undefined {
  const { type, hand, guardMs, nowMs } = pressed;
  if (guardMs === 0) return undefined;
  const ends = endsCall(before, turn, type);
  // Enter is the key of every form: one that was meant for the card before names nobody on this one.
  const isEarly = ends || type === 'accept';
  if (isEarly && nowMs < before.shownAtMs + guardMs) return FRENCH.refusals.freshCard;
  if (hand?.isRepeat && (ends || turn.overDoubt || CLOSING_ANSWERS.has(type)))
    return FRENCH.refusals.repeatedKey;
  return ANSWERS.has(type) && hand?.isBounce ? FRENCH.refusals.repeatedKey : undefined;
}

/** A capital letter that would end the call right after another one is asked about first. */
export function askedIfLocked(turn: Turn, { type, hand, guardMs }: Pressed): Turn {
  const { closing, shownAtMs } = turn.call;
  if (type !== 'disposition' || guardMs === 0 || !closing || !seemsLocked(hand, shownAtMs)) return turn;
  const { save: _, ...rest } = turn;
  return { ...rest, form: { kind: 'confirm', code: closing.code, why: FRENCH.closing.capsLock } };
}
