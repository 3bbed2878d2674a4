/** What an agent's hands do in one call of `upgrade-fr`: keys, and where the time goes. */
export interface CallKeys {
  /** Each waits its share of the call. */
  readonly spoken: readonly string[];
  /** Typed in a note, at the pace of a typist. */
  readonly typed: string;
  /** The last key: it saves. */
  readonly last: string;
}

const CTRL_N = '\u000e';
const ENTER = '\r';
/** No space and no digit: each letter paints something that the clock does not. */
const NOTE = 'souhaitesonrecuparcourrieretdesnouvelles';

/** One key, whatever other number the donor has: « no answer » would ask about it. */
const MACHINE: CallKeys = { spoken: [], typed: '', last: 'R' };
const NOTED: CallKeys = { spoken: [CTRL_N], typed: `${NOTE}${ENTER}`, last: 'R' };
/** Everything is refused: the last key checks the address and records the reason heard. */
const REFUSED: CallKeys = { spoken: [...'oossnnnn'], typed: '', last: 'o' };

/** Out of twenty calls: most are not reached, some are talked to their end, a note now and then. */
export function drawCall(chance: () => number): CallKeys {
  const drawn = chance() * 20;
  if (drawn < 11) return MACHINE;
  return drawn < 16 ? REFUSED : NOTED;
}
