import { keyLabel, keyName } from '../keys/key-labels.ts';
import type { Key } from '../keys/key-names.ts';
import { TONIGHT } from './french-tonight.ts';
import { personShown, slotShown, type TonightMessage, type TonightState } from './tonight-state.ts';

/** Where a key means something. */
type TonightContext = 'evening' | 'keys' | 'sure' | 'code' | 'swap';

interface TonightAction {
  readonly keys: readonly string[];
  readonly in: readonly TonightContext[];
  /** The key bar; absent: in the help only. */
  readonly label?: string;
  readonly help: string;
  /** French, while it cannot be done. */
  readonly whyNot?: (state: TonightState) => string | undefined;
  readonly message: (state: TonightState) => TonightMessage;
}

const { not: NOT } = TONIGHT;
const say = (message: TonightMessage) => () => message;

/** An order needs a slot, a way to the server, and one at a time. */
function whyNotOrder(state: TonightState): string | undefined {
  if (!state.isConnected) return NOT.away;
  if (state.isSending) return NOT.sending;
  return slotShown(state) ? undefined : NOT.slot;
}

/** It is about somebody who has a place. */
function whyNotHeld(state: TonightState): string | undefined {
  const why = whyNotOrder(state);
  if (why !== undefined) return why;
  const one = personShown(state);
  if (!one) return NOT.person;
  return one.state === 'held' ? undefined : NOT.waits;
}

/** And who has no seat yet. */
function whyNotStanding(state: TonightState): string | undefined {
  return whyNotHeld(state) ?? (personShown(state)?.seat === undefined ? undefined : NOT.seated);
}

const noneWaits = (state: TonightState) => (slotShown(state)?.waiting ?? 0) === 0;

function whyNotSwap(state: TonightState): string | undefined {
  return whyNotStanding(state) ?? (noneWaits(state) ? NOT.nobodyWaits : undefined);
}

function whyNotMoveUp(state: TonightState): string | undefined {
  const why = whyNotOrder(state);
  if (why !== undefined) return why;
  if (noneWaits(state)) return NOT.nobodyWaits;
  const slot = slotShown(state);
  return slot && slot.held >= slot.capacity ? NOT.full : undefined;
}

function whyNotCall(state: TonightState): string | undefined {
  const slot = slotShown(state);
  return whyNotOrder(state) ?? (slot && slot.held >= slot.capacity ? NOT.noPlace : undefined);
}

function whyNotPrint(state: TonightState): string | undefined {
  const slot = slotShown(state);
  return whyNotOrder(state) ?? (state.canPrint || !slot ? undefined : NOT.elsewhere(slot.id));
}

/** Absent, then excused, then absent again. */
function away(state: TonightState): TonightMessage {
  return { type: 'mark', as: personShown(state)?.attendance === 'absent' ? 'excused' : 'absent' };
}

const whyNotTurn = ({ tonight }: TonightState) =>
  (tonight?.slots.length ?? 0) > 1 ? undefined : NOT.oneSlot;

const EVENING: readonly TonightAction[] = [
  {
    keys: ['enter'],
    in: ['evening'],
    label: 'Venu',
    help: 'Pointer la personne : elle est là.',
    whyNot: whyNotHeld,
    message: say({ type: 'mark', as: 'came' }),
  },
  {
    keys: ['a'],
    in: ['evening'],
    label: 'Absent',
    help: 'Pointer la personne absente ; une deuxième fois : excusée.',
    whyNot: whyNotStanding,
    message: away,
  },
  {
    keys: ['c'],
    in: ['evening'],
    label: 'Code de poste',
    help: 'Tirer un code de poste, bon une fois, et le montrer en grand.',
    whyNot: whyNotHeld,
    message: say({ type: 'sure', sure: 'code' }),
  },
  {
    keys: ['r'],
    in: ['evening'],
    label: 'Remplacer',
    help: 'La personne ne vient plus : la première en attente a sa place.',
    whyNot: whyNotSwap,
    message: say({ type: 'swap' }),
  },
  {
    keys: ['l'],
    in: ['evening'],
    label: 'Attente',
    help: 'Donner une place libre à la première personne en attente.',
    whyNot: whyNotMoveUp,
    message: say({ type: 'move-up' }),
  },
  {
    keys: ['i'],
    in: ['evening'],
    label: 'Badges',
    help: 'Imprimer les badges du créneau : un code neuf chacun.',
    whyNot: whyNotPrint,
    message: say({ type: 'sure', sure: 'print' }),
  },
  {
    keys: ['e'],
    in: ['evening'],
    label: 'Écrire',
    help: 'Écrire à qui est formé et libre qu’il manque du monde à ce créneau.',
    whyNot: whyNotCall,
    message: say({ type: 'count-call' }),
  },
  {
    keys: ['delete', 'backspace'],
    in: ['evening'],
    help: 'Ôter la marque de la personne : pas encore pointée.',
    whyNot: (state) => whyNotHeld(state) ?? (personShown(state)?.attendance ? undefined : NOT.unmarked),
    message: say({ type: 'mark', as: null }),
  },
  { keys: ['up'], in: ['evening'], help: 'Personne d’avant.', message: say({ type: 'move', by: -1 }) },
  { keys: ['down'], in: ['evening'], help: 'Personne d’après.', message: say({ type: 'move', by: 1 }) },
  {
    keys: ['left'],
    in: ['evening'],
    help: 'Créneau d’avant.',
    whyNot: whyNotTurn,
    message: say({ type: 'turn', by: -1 }),
  },
  {
    keys: ['right'],
    in: ['evening'],
    help: 'Créneau d’après.',
    whyNot: whyNotTurn,
    message: say({ type: 'turn', by: 1 }),
  },
];

const OVER: readonly TonightAction[] = [
  {
    keys: ['enter'],
    in: ['sure', 'swap'],
    label: 'Valider',
    help: 'Faire ce qui est demandé.',
    whyNot: whyNotOrder,
    message: say({ type: 'accept' }),
  },
  {
    keys: ['escape'],
    in: ['keys', 'sure', 'code', 'swap'],
    label: 'Retour',
    help: 'Revenir au créneau.',
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
    ([key, edit, help]): TonightAction => ({
      ...{ keys: [key], in: ['swap'], help, message: say({ type: 'edit', edit }) },
    }),
  ),
];

const EVERYWHERE: readonly TonightAction[] = [
  {
    keys: ['?', 'f1'],
    in: ['evening', 'keys'],
    label: 'Aide',
    help: 'Montrer toutes les touches, ou les cacher.',
    message: say({ type: 'help' }),
  },
  {
    keys: ['ctrl-l'],
    in: ['evening', 'keys', 'sure', 'code', 'swap'],
    help: 'Redessiner l’écran.',
    message: say({ type: 'repaint' }),
  },
  {
    keys: ['ctrl-q', 'ctrl-c'],
    in: ['evening', 'keys', 'sure', 'code', 'swap'],
    label: 'Quitter',
    help: 'Quitter l’écran : rien n’est défait.',
    message: say({ type: 'leave' }),
  },
];

/** THE table of the keys of « Ce soir »: feed, key bar and help read it. */
export const TONIGHT_ACTIONS: readonly TonightAction[] = [...EVENING, ...OVER, ...EVERYWHERE];

export const tonightContext = ({ overlay }: TonightState): TonightContext => overlay?.at ?? 'evening';

/** What a key means now; undefined for sequences of no keyboard of ours. */
export function tonightMessageFor(state: TonightState, { name, text }: Key): TonightMessage | undefined {
  const context = tonightContext(state);
  const action = TONIGHT_ACTIONS.find((one) => one.in.includes(context) && one.keys.includes(name));
  if (action) {
    const why = action.whyNot?.(state);
    return why === undefined ? action.message(state) : { type: 'refused', text: why };
  }
  if (context === 'swap' && text !== undefined) return { type: 'typed', text };
  return name === 'unknown' ? undefined : { type: 'refused', text: TONIGHT.noSuchKey(keyName(name)) };
}

/** « Entrée », « ? F1 ». */
export const keysOf = ({ keys }: TonightAction): string => keys.map(keyLabel).join(' ');
