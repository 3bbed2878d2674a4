import { keyLabel, keyName } from '../keys/key-labels.ts';
import type { Key } from '../keys/key-names.ts';
import { LINE_BOARD } from './french-line-board.ts';
import { type LineBoardMessage, type LineBoardState, openList, shownBoard } from './line-board-state.ts';

/** Where a key means something. */
type LineBoardContext = 'board' | 'keys' | 'list' | 'ask' | 'maker';

interface LineBoardAction {
  readonly keys: readonly string[];
  readonly in: readonly LineBoardContext[];
  /** The key bar; absent: in the help only. */
  readonly label?: string;
  readonly help: string;
  /** French, while it cannot be done. */
  readonly whyNot?: (state: LineBoardState) => string | undefined;
  readonly message: (state: LineBoardState) => LineBoardMessage;
}

const { orders: WORDS } = LINE_BOARD;

/** An order needs a line, a way to the server, and one at a time. */
function whyNotOrder(state: LineBoardState): string | undefined {
  if (!state.isConnected) return WORDS.offline;
  if (state.isSending) return WORDS.sending;
  return shownBoard(state) ? undefined : WORDS.noLine;
}

const say = (message: LineBoardMessage) => () => message;
const isLimits = (state: LineBoardState) =>
  openList(state)?.list.kind === 'limits' ? whyNotOrder(state) : WORDS.noUndo;

/** THE table of the board's keys: feed, key bar and help read it. */
export const LINE_BOARD_ACTIONS: readonly LineBoardAction[] = [
  {
    keys: ['d'],
    in: ['board'],
    label: 'Débordement',
    help: 'Changer un seuil de débordement, ou le reprendre.',
    whyNot: whyNotOrder,
    message: say({ type: 'open', list: 'limits' }),
  },
  {
    keys: ['p'],
    in: ['board'],
    label: 'Places',
    help: 'Qui tient un poste, les créneaux, les postes bloqués.',
    whyNot: whyNotOrder,
    message: say({ type: 'open', list: 'places' }),
  },
  {
    keys: ['m'],
    in: ['board'],
    label: 'Message',
    help: 'Écrire à tous ceux qui tiennent un poste de vos sites.',
    whyNot: whyNotOrder,
    message: say({ type: 'ask', ask: { do: 'say-all' } }),
  },
  {
    keys: ['v'],
    in: ['board'],
    label: 'À vérifier',
    help: 'Les promesses à rappeler avant que leur lien parte.',
    whyNot: whyNotOrder,
    message: say({ type: 'open', list: 'checks' }),
  },
  {
    keys: ['a'],
    in: ['board'],
    label: 'Aide',
    help: 'Ceux qui ont demandé de l’aide (F9), et leur répondre.',
    whyNot: whyNotOrder,
    message: say({ type: 'open', list: 'help' }),
  },
  {
    keys: ['tab'],
    in: ['board'],
    help: 'Montrer une autre des lignes qui vous sont confiées.',
    whyNot: ({ boards = [] }) => (boards.length > 1 ? undefined : LINE_BOARD.oneLine),
    message: say({ type: 'next' }),
  },
  { keys: ['up'], in: ['list'], help: 'Monter d’une ligne.', message: say({ type: 'move', by: -1 }) },
  { keys: ['down'], in: ['list'], help: 'Descendre d’une ligne.', message: say({ type: 'move', by: 1 }) },
  {
    keys: ['enter'],
    in: ['list', 'ask'],
    label: 'Valider',
    help: 'Choisir la ligne, ou valider ce qui est écrit.',
    whyNot: whyNotOrder,
    message: say({ type: 'accept' }),
  },
  {
    keys: ['u'],
    in: ['list'],
    label: 'Reprendre',
    help: 'Reprendre le dernier changement de ce seuil.',
    whyNot: isLimits,
    message: say({ type: 'undo' }),
  },
  {
    keys: ['c'],
    in: ['maker'],
    label: 'Confirmée',
    help: 'La personne rappelée confirme : le lien part.',
    whyNot: whyNotOrder,
    message: say({ type: 'check' }),
  },
  {
    keys: ['escape'],
    in: ['keys', 'list', 'ask', 'maker'],
    label: 'Retour',
    help: 'Revenir au tableau sans rien faire.',
    message: say({ type: 'back' }),
  },
  ...(
    [
      ['backspace', 'backspace', 'Effacer le signe d’avant.'],
      ['delete', 'delete', 'Effacer le signe d’après.'],
      ['left', 'left', 'Un signe à gauche.'],
      ['right', 'right', 'Un signe à droite.'],
      ['ctrl-u', 'clear', 'Effacer tout le texte.'],
    ] as const
  ).map(
    ([key, edit, help]): LineBoardAction => ({
      keys: [key],
      in: ['ask'],
      help,
      message: say({ type: 'edit', edit }),
    }),
  ),
  {
    keys: ['f1', '?'],
    in: ['board', 'keys', 'list', 'maker'],
    label: 'Touches',
    help: 'Montrer toutes les touches, ou les cacher.',
    message: say({ type: 'help' }),
  },
  {
    keys: ['ctrl-l'],
    in: ['board', 'keys', 'list', 'ask', 'maker'],
    help: 'Redessiner l’écran.',
    message: say({ type: 'repaint' }),
  },
  {
    keys: ['q', 'ctrl-q', 'ctrl-c'],
    in: ['board', 'keys', 'list', 'maker'],
    label: 'Quitter',
    help: 'Quitter le tableau : la ligne continue.',
    message: say({ type: 'leave' }),
  },
  {
    keys: ['ctrl-q', 'ctrl-c'],
    in: ['ask'],
    help: 'Quitter sans rien envoyer.',
    message: say({ type: 'leave' }),
  },
];

export const lineBoardContext = ({ overlay }: LineBoardState): LineBoardContext => overlay?.at ?? 'board';

/** Undefined for sequences of no keyboard of ours. */
export function lineBoardMessageFor(
  state: LineBoardState,
  { name, text }: Key,
): LineBoardMessage | undefined {
  const context = lineBoardContext(state);
  const action = LINE_BOARD_ACTIONS.find((one) => one.in.includes(context) && one.keys.includes(name));
  if (action) {
    const why = action.whyNot?.(state);
    return why === undefined ? action.message(state) : { type: 'refused', text: why };
  }
  if (context === 'ask' && text !== undefined) return { type: 'typed', text };
  if (name === 'unknown') return undefined;
  return { type: 'refused', text: LINE_BOARD.noSuchKey(keyName(name)) };
}

/** « F1 », « ? ». */
export const keysOf = ({ keys }: LineBoardAction): string => keys.map(keyLabel).join(' ');
