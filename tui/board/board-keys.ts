import { keyName } from '../keys/key-labels.ts';
import type { Key } from '../keys/key-names.ts';
import { boardAction, boardContext } from './board-actions.ts';
import type { BoardMessage, BoardState } from './board-state.ts';
import { BOARD } from './french-board.ts';

/**
 * What a key means now: an action of the table, or why not; text for the field. Undefined for sequences of no keyboard
 * of ours.
 */
export function boardMessageFor(state: BoardState, key: Key): BoardMessage | undefined {
  const context = boardContext(state);
  const action = boardAction(context, key.name);
  if (action) {
    const why = action.whyNot?.(state);
    return why === undefined ? action.message(state) : { type: 'refused', text: why };
  }
  if (context === 'ask' && key.text !== undefined) return { type: 'typed', text: key.text };
  if (key.name === 'unknown') return undefined;
  const text = key.name === 'paste' ? BOARD.refusals.paste : BOARD.refusals.noSuchKey(keyName(key.name));
  return { type: 'refused', text };
}
