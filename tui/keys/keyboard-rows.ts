import type { AgentMessage } from '../state/messages.ts';
import type { StopWord } from '../words/french.ts';
import type { ActionId, Binding, Row } from './action-row.ts';
import { CONTEXTS, type Context, FIELD_CONTEXTS } from './contexts.ts';
import * as reasons from './reasons.ts';

/** Pages over the screen: one at a time. */
const COVERS: readonly Context[] = [
  'help',
  'my-day',
  'quit',
  'pause-choice',
  'knowledge',
  'objections',
  'diary',
  'shift-end',
  'exercise',
  'palette',
  'search',
  'undo',
  'freeze',
  'messages',
];
const UNCOVERED = CONTEXTS.filter(
  (context) => !COVERS.includes(context) && context !== 'small' && context !== 'leaving',
);
/** Between two cards: small letters are free there, they answer nothing. */
const QUIET: readonly Context[] = ['waiting', 'trouble', 'pause'];
/** In a call, wherever a letter is not text: the stop keys answer at once, even in the middle of a closing. */
const TALKING: readonly Context[] = ['script', 'endings', 'confirm', 'coordinates', 'read-back'];

const stop = (word: StopWord): AgentMessage => ({ type: 'stop-word', word });

/** Capital letters, as the hot dispositions: small ones answer the script. */
export const KEYBOARD_CALL: readonly Row[] = [
  ['stop-vulnerable', 'V', TALKING, stop('vulnerable')],
  ['stop-bereaved', 'D', TALKING, stop('bereaved')],
  ['stop-hardship', 'G', TALKING, stop('hardship')],
  ['stop-anger', 'C', TALKING, stop('anger')],
  ['freeze', 'X', TALKING, { type: 'freeze' }, reasons.notInPractice],
];

export const KEYBOARD_GENERAL: readonly Row[] = [
  ['palette', ':', UNCOVERED.filter((context) => !FIELD_CONTEXTS.includes(context)), { type: 'palette' }],
  ['search', '/', ['script', 'waiting', 'trouble'], { type: 'search' }, reasons.notInPractice],
  ['undo', 'U', ['script', ...QUIET], { type: 'undo' }, reasons.nothingToUndo],
  ['messages', 'M', ['script', ...QUIET, 'messages'], { type: 'messages' }],
  ['acknowledge', 'v', ['messages'], { type: 'acknowledge' }, reasons.nothingToAcknowledge],
];

/** Other keys of the same actions, elsewhere. */
export const MORE_KEYS: Partial<Record<ActionId, readonly Binding[]>> = {
  // Where `:` is text: no terminal, multiplexer or SSH client keeps this one for itself.
  palette: [{ key: 'ctrl-y', in: UNCOVERED }],
  undo: [{ key: 'u', in: QUIET }],
  messages: [{ key: 'm', in: [...QUIET, 'messages'] }],
  help: [{ key: 'f12', in: CONTEXTS.filter((context) => context !== 'leaving') }],
};
