/** The last key of the keyboard and how it came. A terminal tells no key up: what the hand does is read off the hours. */
export interface Hand {
  readonly key: string;
  readonly atMs: number;
  /** The same key as before, without a real pause: held, or struck again. */
  readonly isRepeat: boolean;
  /** The same, faster than fingers: a contact that bounces, or the keyboard’s own repetition. */
  readonly isBounce: boolean;
  /** Key before, whatever its hour. */
  readonly before?: { readonly key: string; readonly atMs: number };
}

/** Longer than the wait of any keyboard before it begins to repeat a key that is held (one second at most). */
const REAL_PAUSE_MS = 1000;
/** No finger strikes the same key twice on purpose in less. */
const BOUNCE_MS = 200;

/** A key of the keyboard, with what it means there. */
export interface KeyPressed<M> {
  readonly type: 'key';
  readonly key: string;
  readonly means: M;
}

/** The hand that pressed that key. A clock set back makes one press more a repeat, never one less. */
export function handAfter(hand: Hand | undefined, key: string, nowMs: number): Hand {
  const since = hand?.key === key ? nowMs - hand.atMs : Number.POSITIVE_INFINITY;
  return {
    key,
    atMs: nowMs,
    isRepeat: since < REAL_PAUSE_MS,
    isBounce: since < BOUNCE_MS,
    ...(hand ? { before: { key: hand.key, atMs: hand.atMs } } : {}),
  };
}

function isCapital(key: string): boolean {
  return /^[A-Z]$/.test(key);
}

/** Two capital letters in a row since that hour: a keyboard locked in capitals ends calls instead of answering. */
export function seemsLocked(hand: Hand | undefined, sinceMs: number): boolean {
  const { before } = hand ?? {};
  return hand !== undefined && isCapital(hand.key) && before !== undefined && isCapital(before.key)
    ? before.atMs >= sinceMs
    : false;
}
