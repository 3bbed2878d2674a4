import { keyLabel, keyName } from '../keys/key-labels.ts';
import type { Key } from '../keys/key-names.ts';
import type { DirectoryMessage, DirectoryState } from './directory-state.ts';
import { DIRECTORY } from './french-directory.ts';

/** Where a key means something. */
type DirectoryContext = 'list' | 'card' | 'searches' | 'filters' | 'keys';

interface DirectoryAction {
  readonly keys: readonly string[];
  readonly in: readonly DirectoryContext[];
  /** The key bar; absent: in the help only. */
  readonly label?: string;
  readonly help: string;
  readonly message: DirectoryMessage;
}

/** Lines of one leap. */
const PAGE = 10;

const LIST: readonly DirectoryAction[] = [
  {
    keys: ['enter'],
    in: ['list'],
    label: 'Fiche',
    help: 'Ouvrir la fiche de la personne choisie ; c’est noté au journal.',
    message: { type: 'open' },
  },
  {
    keys: ['f2'],
    in: ['list'],
    label: 'Filtres',
    help: 'Les filtres de la recherche : Entrée écrit celui qui est choisi.',
    message: { type: 'filters' },
  },
  {
    keys: ['enter'],
    in: ['filters'],
    label: 'Écrire',
    help: 'Écrire ce filtre dans la recherche ; tapez ensuite sa valeur.',
    message: { type: 'open' },
  },
  {
    keys: ['f3'],
    in: ['list'],
    label: 'Mes recherches',
    help: 'Les recherches que vous gardez : en relancer une, garder celle-ci.',
    message: { type: 'searches' },
  },
];

const SEARCHES: readonly DirectoryAction[] = [
  {
    keys: ['enter'],
    in: ['searches'],
    label: 'Relancer, ou garder',
    help: 'Relancer celle qui est choisie ; un nom tapé : garder la vôtre.',
    message: { type: 'open' },
  },
  {
    keys: ['delete'],
    in: ['searches'],
    label: 'Retirer',
    help: 'Retirer la recherche choisie : deux fois.',
    message: { type: 'forget' },
  },
];

const MOVES = (
  [
    ['up', -1, 'Ligne d’avant.'],
    ['down', 1, 'Ligne d’après.'],
    ['pageup', -PAGE, 'Dix lignes plus haut.'],
    ['pagedown', PAGE, 'Dix lignes plus bas.'],
  ] as const
).map(([key, by, help]): DirectoryAction => {
  return { keys: [key], in: ['list', 'card', 'searches', 'filters'], help, message: { type: 'move', by } };
});

const EDITS = (
  [
    ['backspace', 'backspace', 'Effacer le signe d’avant.'],
    ['left', 'left', 'Un signe à gauche.'],
    ['right', 'right', 'Un signe à droite.'],
    ['home', 'home', 'Au début du texte.'],
    ['end', 'end', 'À la fin du texte.'],
    ['ctrl-u', 'clear', 'Effacer tout le texte.'],
    ['ctrl-w', 'delete-word', 'Effacer le mot d’avant.'],
  ] as const
).map(([key, edit, help]): DirectoryAction => {
  return { keys: [key], in: ['list', 'searches'], help, message: { type: 'edit', edit } };
});

const EVERYWHERE: readonly DirectoryAction[] = [
  {
    keys: ['delete'],
    in: ['list'],
    help: 'Effacer le signe d’après.',
    message: { type: 'edit', edit: 'delete' },
  },
  {
    keys: ['escape'],
    in: ['list'],
    label: 'Vider',
    help: 'Vider la recherche, ou revenir à la liste.',
    message: { type: 'back' },
  },
  {
    keys: ['escape'],
    in: ['card', 'searches', 'filters', 'keys'],
    label: 'Retour',
    help: 'Revenir à la liste.',
    message: { type: 'back' },
  },
  {
    keys: ['?', 'f1'],
    in: ['list', 'card', 'keys'],
    label: 'Aide',
    help: 'Montrer toutes les touches, ou les cacher.',
    message: { type: 'help' },
  },
  {
    keys: ['ctrl-l'],
    in: ['list', 'card', 'searches', 'filters', 'keys'],
    help: 'Redessiner l’écran.',
    message: { type: 'repaint' },
  },
  {
    keys: ['ctrl-q', 'ctrl-c'],
    in: ['list', 'card', 'searches', 'filters', 'keys'],
    label: 'Quitter',
    help: 'Quitter l’annuaire : rien n’en reste sur l’écran.',
    message: { type: 'leave' },
  },
];

/** THE table of the keys of « Annuaire »: feed, key bar and help read it. */
export const DIRECTORY_ACTIONS: readonly DirectoryAction[] = [
  ...LIST,
  ...SEARCHES,
  ...MOVES,
  ...EDITS,
  ...EVERYWHERE,
];

/** Where the person is. */
export const directoryContext = ({ overlay, card }: DirectoryState): DirectoryContext =>
  overlay?.at ?? (card ? 'card' : 'list');

/** What a key means now; letters go to the text that is typed. Undefined for sequences of no keyboard of ours. */
export function directoryMessageFor(
  state: DirectoryState,
  { name, text }: Key,
): DirectoryMessage | undefined {
  const context = directoryContext(state);
  const action = DIRECTORY_ACTIONS.find((one) => one.in.includes(context) && one.keys.includes(name));
  if (action) return action.message;
  // A letter over a card goes on with the search.
  if (text !== undefined && context !== 'keys' && context !== 'filters') return { type: 'typed', text };
  return name === 'unknown' ? undefined : { type: 'refused', text: DIRECTORY.noSuchKey(keyName(name)) };
}

/** « Entrée », « ? F1 ». */
export const keysOf = ({ keys }: DirectoryAction): string => keys.map(keyLabel).join(' ');
