import { type BoardMessage, type BoardState, selectedAgent, selectedCampaign } from './board-state.ts';
import { BOARD } from './french-board.ts';

/** Where a key means something. */
export type BoardContext = 'board' | 'help' | 'ask' | 'campaigns';

export interface BoardAction {
  readonly keys: readonly string[];
  readonly in: readonly BoardContext[];
  /** The key bar; absent: in the help only. */
  readonly label?: string;
  /** In the key bar of a wide screen only. */
  readonly isExtra?: boolean;
  /** One sentence: the help. */
  readonly help: string;
  /** French, while it cannot be done. */
  readonly whyNot?: (state: BoardState) => string | undefined;
  readonly message: (state: BoardState) => BoardMessage;
}

const { refusals } = BOARD;

/** An order needs a line, and one at a time. */
function orders(whyNot: (state: BoardState) => string | undefined): BoardAction['whyNot'] {
  return (state) => {
    if (state.line !== 'connected') return refusals.offline;
    return state.isSending ? refusals.sending : whyNot(state);
  };
}

const someAgent = (state: BoardState) => (selectedAgent(state) ? undefined : refusals.noAgent);
const someCampaign = (state: BoardState) => (selectedCampaign(state) ? undefined : refusals.noCampaign);

function whyNotPull(state: BoardState): string | undefined {
  const agent = selectedAgent(state);
  if (!agent) return refusals.noAgent;
  return agent.recordId === null ? refusals.noCard(agent.login) : undefined;
}

function whyNotPause(state: BoardState): string | undefined {
  const campaign = selectedCampaign(state);
  if (!campaign) return refusals.noCampaign;
  return campaign.state === 'open' ? undefined : refusals.closed(campaign.code);
}

function messageToSelected(state: BoardState): BoardMessage {
  const { focus } = state;
  if (focus === 'queues')
    return ask({ do: 'message', to: { kind: 'campaign', campaign: selectedCampaign(state)?.code ?? '' } });
  return ask({ do: 'message', to: { kind: 'one', login: selectedAgent(state)?.login ?? '' } });
}

function ask(what: Extract<BoardMessage, { type: 'ask' }>['ask']): BoardMessage {
  return { type: 'ask', ask: what };
}

const BOARD_KEYS: readonly BoardAction[] = [
  {
    keys: ['m'],
    in: ['board'],
    label: 'Écrire',
    help: 'Écrire à la personne choisie ; dans les files, à toute la campagne.',
    whyNot: orders((state) => (state.focus === 'queues' ? someCampaign(state) : someAgent(state))),
    message: messageToSelected,
  },
  {
    keys: ['M'],
    in: ['board'],
    label: 'À tous',
    isExtra: true,
    help: 'Écrire à toute l’équipe.',
    whyNot: orders(someAgent),
    message: () => ask({ do: 'message', to: { kind: 'all' } }),
  },
  {
    keys: ['r'],
    in: ['board'],
    label: 'Reprendre',
    help: 'Reprendre la fiche à l’écran de la personne choisie.',
    whyNot: orders(whyNotPull),
    message: (state) => {
      const agent = selectedAgent(state);
      return ask({ do: 'pull', recordId: agent?.recordId ?? 0, login: agent?.login ?? '' });
    },
  },
  {
    keys: ['s'],
    in: ['board'],
    label: 'Suspendre',
    help: 'Suspendre pour aujourd’hui la campagne choisie, ou la rouvrir.',
    whyNot: orders(whyNotPause),
    message: (state) => {
      const campaign = selectedCampaign(state);
      return ask({ do: campaign?.paused ? 'resume' : 'pause', campaign: campaign?.code ?? '' });
    },
  },
  {
    keys: ['c'],
    in: ['board'],
    label: 'Campagnes',
    help: 'Changer les campagnes de la personne choisie.',
    whyNot: orders(someAgent),
    message: () => ({ type: 'choose' }),
  },
];

const move = (by: number) => (): BoardMessage => ({ type: 'move', by });
const edit =
  (how: Extract<BoardMessage, { type: 'edit' }>['edit']): (() => BoardMessage) =>
  () => ({ type: 'edit', edit: how });
const MOVING: readonly BoardContext[] = ['board', 'help', 'campaigns'];

/** THE table of the board's keys: the feed, the key bar and the help read it. */
export const BOARD_ACTIONS: readonly BoardAction[] = [
  ...BOARD_KEYS,
  {
    keys: ['tab'],
    in: ['board'],
    label: 'Files',
    help: 'Passer de l’équipe aux files, et retour.',
    message: () => ({ type: 'switch' }),
  },
  { keys: ['up'], in: MOVING, help: 'Monter d’une ligne.', message: move(-1) },
  { keys: ['down'], in: MOVING, help: 'Descendre d’une ligne.', message: move(1) },
  { keys: ['pageup'], in: MOVING, help: 'Monter de dix lignes.', message: move(-10) },
  { keys: ['pagedown'], in: MOVING, help: 'Descendre de dix lignes.', message: move(10) },
  {
    keys: [' '],
    in: ['campaigns'],
    label: 'Donner/ôter',
    help: 'Donner ou ôter la campagne de la ligne.',
    message: () => ({ type: 'toggle' }),
  },
  {
    keys: ['enter'],
    in: ['ask', 'campaigns'],
    label: 'Valider',
    help: 'Valider ce qui est écrit ou choisi.',
    whyNot: orders(() => undefined),
    message: () => ({ type: 'accept' }),
  },
  {
    keys: ['escape'],
    in: ['ask', 'campaigns', 'help'],
    label: 'Retour',
    help: 'Revenir au plateau sans rien faire.',
    message: () => ({ type: 'back' }),
  },
  { keys: ['backspace'], in: ['ask'], help: 'Effacer le signe d’avant.', message: edit('backspace') },
  { keys: ['delete'], in: ['ask'], help: 'Effacer le signe d’après.', message: edit('delete') },
  { keys: ['left'], in: ['ask'], help: 'Un signe à gauche.', message: edit('left') },
  { keys: ['right'], in: ['ask'], help: 'Un signe à droite.', message: edit('right') },
  { keys: ['home'], in: ['ask'], help: 'Au début du texte.', message: edit('home') },
  { keys: ['end'], in: ['ask'], help: 'À la fin du texte.', message: edit('end') },
  { keys: ['ctrl-u'], in: ['ask'], help: 'Effacer tout le texte.', message: edit('clear') },
  { keys: ['ctrl-w'], in: ['ask'], help: 'Effacer le mot d’avant.', message: edit('delete-word') },
  {
    keys: ['?', 'f1'],
    in: ['board', 'help'],
    label: 'Aide',
    help: 'Montrer toutes les touches, ou les cacher.',
    message: () => ({ type: 'help' }),
  },
  {
    keys: ['ctrl-l'],
    in: ['board', 'help', 'ask', 'campaigns'],
    help: 'Redessiner l’écran et relire les chiffres.',
    message: () => ({ type: 'repaint' }),
  },
  {
    keys: ['q', 'ctrl-q', 'ctrl-c'],
    in: ['board', 'help'],
    label: 'Quitter',
    help: 'Quitter le plateau : rien ne s’arrête.',
    message: () => ({ type: 'leave' }),
  },
  {
    keys: ['ctrl-q', 'ctrl-c'],
    in: ['ask', 'campaigns'],
    help: 'Quitter le plateau sans envoyer.',
    message: () => ({ type: 'leave' }),
  },
];

export function boardContext({ overlay }: BoardState): BoardContext {
  return overlay?.kind ?? 'board';
}

export function boardAction(context: BoardContext, key: string): BoardAction | undefined {
  return BOARD_ACTIONS.find((one) => one.in.includes(context) && one.keys.includes(key));
}
