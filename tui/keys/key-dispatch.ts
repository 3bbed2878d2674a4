import type { AgentMessage } from '../state/messages.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { actionFor } from './actions.ts';
import { tableOf } from './chosen-keys.ts';
import { type Context, contextOf, FIELD_CONTEXTS } from './contexts.ts';
import { keyName } from './key-labels.ts';
import type { Key } from './key-names.ts';

/** Characters there choose instead of writing. */
const CHOOSING: readonly Context[] = ['dispositions', 'endings', 'objections', 'lesson'];

function refused(why: string): AgentMessage {
  return { type: 'refused', why };
}

function textMessage(context: Context, key: Key & { readonly text: string }): AgentMessage {
  if (FIELD_CONTEXTS.includes(context)) return { type: 'typed', text: key.text };
  if (key.name === 'paste') return refused(FRENCH.refusals.pasteHere);
  if (CHOOSING.includes(context)) return { type: 'typed', text: key.text };
  if (context === 'script' && /^[a-z1-9]$/.test(key.text)) return { type: 'answer', key: key.text };
  return refused(FRENCH.refusals.noSuchKey(keyName(key.text)));
}

/**
 * What a key means now: an action of the table (or the reason why not), an answer of the script, text for a field.
 * Undefined for sequences that no keyboard of ours sends.
 */
export function messageFor(state: WorkstationState, key: Key): AgentMessage | undefined {
  const context = contextOf(state);
  const action = actionFor(context, key.name, tableOf(state.chosenKeys));
  if (action) {
    const why = action.whyNot?.(state);
    return why === undefined ? action.message(state) : refused(why);
  }
  if (key.text !== undefined) return textMessage(context, { ...key, text: key.text });
  if (key.name === 'ctrl-z') return refused(FRENCH.refusals.suspendKey);
  return key.name === 'unknown' ? undefined : refused(FRENCH.refusals.noSuchKey(keyName(key.name)));
}
