import { keyLabel, keyName } from '../keys/key-labels.ts';
import type { Key } from '../keys/key-names.ts';
import { LINE_BOARD } from './french-line-board.ts';
import type { LineBoardMessage, LineBoardState } from './line-board-state.ts';

/** What a key asks of whoever runs the board, or changes of it. */
export type LineBoardAct = LineBoardMessage | { readonly type: 'leave' } | { readonly type: 'repaint' };

interface LineBoardAction {
  readonly keys: readonly string[];
  /** The key bar; absent: in the help only. */
  readonly label?: string;
  readonly help: string;
  readonly act: (state: LineBoardState) => LineBoardAct;
}

/** The table of the keys: feed, key bar and help read it. */
export const LINE_BOARD_ACTIONS: readonly LineBoardAction[] = [
  {
    keys: ['tab'],
    label: 'Ligne suivante',
    help: 'Montrer une autre des lignes qui vous sont confiées.',
    act: ({ boards = [] }) =>
      boards.length > 1 ? { type: 'next' } : { type: 'refused', text: LINE_BOARD.oneLine },
  },
  {
    keys: ['f1', '?'],
    label: 'Aide',
    help: 'Montrer toutes les touches, ou les cacher.',
    act: () => ({ type: 'help' }),
  },
  { keys: ['ctrl-l'], help: 'Redessiner l’écran.', act: () => ({ type: 'repaint' }) },
  {
    keys: ['q', 'ctrl-q', 'ctrl-c'],
    label: 'Quitter',
    help: 'Quitter le tableau : la ligne continue.',
    act: () => ({ type: 'leave' }),
  },
];

/** Undefined for sequences of no keyboard of ours. */
export function lineBoardAct(state: LineBoardState, { name }: Key): LineBoardAct | undefined {
  const action = LINE_BOARD_ACTIONS.find(({ keys }) => keys.includes(name));
  if (action) return action.act(state);
  if (name === 'unknown') return undefined;
  if (name === 'escape' && state.isHelp) return { type: 'help' };
  return { type: 'refused', text: LINE_BOARD.noSuchKey(keyName(name)) };
}

/** « F1 », « ? ». */
export const keysOf = ({ keys }: LineBoardAction): string => keys.map(keyLabel).join(' ');
