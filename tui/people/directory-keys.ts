import { keyName } from '../keys/key-labels.ts';
import type { Key } from '../keys/key-names.ts';
import type { DirectoryMessage, DirectoryState } from './directory-state.ts';
import { DIRECTORY } from './french-directory.ts';

const PAGE = 10;

const KEYS: Readonly<Record<string, DirectoryMessage>> = {
  up: { type: 'move', by: -1 },
  down: { type: 'move', by: 1 },
  'page-up': { type: 'move', by: -PAGE },
  'page-down': { type: 'move', by: PAGE },
  enter: { type: 'open' },
  escape: { type: 'back' },
  backspace: { type: 'edit', edit: 'backspace' },
  delete: { type: 'edit', edit: 'delete' },
  left: { type: 'edit', edit: 'left' },
  right: { type: 'edit', edit: 'right' },
  home: { type: 'edit', edit: 'home' },
  end: { type: 'edit', edit: 'end' },
  'ctrl-u': { type: 'edit', edit: 'clear' },
  'ctrl-w': { type: 'edit', edit: 'delete-word' },
  'ctrl-l': { type: 'repaint' },
  'ctrl-q': { type: 'leave' },
  'ctrl-c': { type: 'leave' },
};

/** What a key means now; letters go to the search. Undefined for sequences of no keyboard of ours. */
export function directoryMessageFor(_state: DirectoryState, key: Key): DirectoryMessage | undefined {
  const known = KEYS[key.name];
  if (known) return known;
  if (key.text !== undefined) return { type: 'typed', text: key.text };
  return key.name === 'unknown'
    ? undefined
    : { type: 'refused', text: DIRECTORY.noSuchKey(keyName(key.name)) };
}
