import { MAX_MESSAGE } from '../../shared/floor-message.ts';
import { editField, type TextField, textField, typeInto } from '../state/text-field.ts';
import { LINE_BOARD } from './french-line-board.ts';
import {
  type LineAsk,
  type LineBoardCommand,
  type LineBoardMessage,
  type LineBoardState,
  type LineList,
  openList,
  shownBoard,
} from './line-board-state.ts';

interface LineBoardStep {
  readonly state: LineBoardState;
  readonly commands: readonly LineBoardCommand[];
}

const { orders: WORDS } = LINE_BOARD;
/** Shortest and longest reason of the server. */
const REASON = { least: 5, most: 200 } as const;

function stay(state: LineBoardState, ...commands: LineBoardCommand[]): LineBoardStep {
  return { state, commands };
}

function quiet({ said: _, ...state }: LineBoardState): LineBoardState {
  return state;
}

function closed({ overlay: _, ...state }: LineBoardState): LineBoardState {
  return quiet(state);
}

/** Asks the server, once at a time. */
function asked(state: LineBoardState, command: LineBoardCommand): LineBoardStep {
  return stay({ ...quiet(state), isSending: true }, command);
}

const campaignOf = (state: LineBoardState): string => shownBoard(state)?.campaign ?? '';

/** The board as a pure function of what it hears: from the server, from the keys. */
export function lineBoardUpdate(state: LineBoardState, message: LineBoardMessage): LineBoardStep {
  switch (message.type) {
    case 'resized':
      return stay({ ...state, size: message.size });
    case 'came': {
      const { failure: _, ...rest } = state;
      return stay({ ...rest, boards: message.boards, isConnected: true });
    }
    case 'failed':
      return stay({ ...state, failure: { message: message.message, hint: message.hint } });
    case 'connected':
      return stay({ ...state, isConnected: message.isConnected });
    case 'listed':
      return stay(listed(state, message.list));
    case 'made-by':
      return stay({
        ...quiet(state),
        isSending: false,
        overlay: { at: 'maker', id: message.id, maker: message.maker },
      });
    case 'done': {
      const { list, text } = message;
      const said = { ...closed(state), isSending: false, said: text };
      return list === undefined ? stay(said) : stay(said, { do: 'list', campaign: campaignOf(state), list });
    }
    case 'refused':
      return stay({ ...state, isSending: false, said: message.text });
    case 'leave':
    case 'repaint':
      return stay(state, message.type === 'leave' ? { do: 'leave' } : { do: 'repaint' });
    default:
      return byHand(state, message);
  }
}

type ByHand = Exclude<
  LineBoardMessage,
  {
    type:
      | ('resized' | 'came' | 'failed' | 'connected' | 'listed')
      | ('made-by' | 'done' | 'refused' | 'leave' | 'repaint');
  }
>;

function byHand(state: LineBoardState, message: ByHand): LineBoardStep {
  switch (message.type) {
    case 'next': {
      const all = state.boards ?? [];
      const at = all.findIndex((one) => one.campaign === campaignOf(state));
      return stay({ ...quiet(state), campaign: all[(at + 1) % Math.max(1, all.length)]?.campaign ?? '' });
    }
    case 'help':
      return stay(
        state.overlay?.at === 'keys' ? closed(state) : { ...quiet(state), overlay: { at: 'keys' } },
      );
    case 'open':
      return asked(state, { do: 'list', campaign: campaignOf(state), list: message.list });
    case 'move':
      return stay(moved(state, message.by));
    case 'ask':
      return stay({ ...quiet(state), overlay: { at: 'ask', ask: message.ask, field: fieldOf(message.ask) } });
    case 'typed':
      return stay(written(state, (field) => typeInto(field, message.text)));
    case 'edit':
      return stay(written(state, (field) => editField(field, message.edit)));
    case 'accept':
      return accepted(state);
    case 'undo': {
      const open = openList(state);
      const rule = open?.list.kind === 'limits' ? open.list.items[open.row]?.rule : undefined;
      if (rule === undefined) return stay(state);
      return asked(state, { do: 'undo-limit', campaign: campaignOf(state), rule });
    }
    case 'check': {
      const { overlay } = state;
      if (overlay?.at !== 'maker') return stay(state);
      return asked(state, { do: 'check', campaign: campaignOf(state), id: overlay.id });
    }
    case 'back':
      return stay(closed(state));
  }
}

/** What somebody said of the last order stays beside the list that it changed. */
function listed(state: LineBoardState, list: LineList) {
  const before = openList(state)?.list.kind === list.kind ? (openList(state)?.row ?? 0) : 0;
  const now = list.kind === 'limits' ? list.items.findIndex(({ isNow }) => isNow) : before;
  const row = Math.max(0, Math.min(list.items.length - 1, now));
  return { ...state, isSending: false, overlay: { at: 'list' as const, list, row } };
}

function moved(state: LineBoardState, by: number): LineBoardState {
  const open = openList(state);
  if (!open) return state;
  const last = Math.max(0, open.list.items.length - 1);
  const row = Math.max(0, Math.min(last, open.row + by));
  return { ...quiet(state), overlay: { at: 'list', list: open.list, row } };
}

function fieldOf(ask: LineAsk): TextField {
  if (ask.do === 'limit') return textField(String(ask.limit.max), { max: 4, proposed: true });
  if (ask.do === 'say') return textField(WORDS.coming, { max: MAX_MESSAGE, proposed: true });
  return textField('', { max: ask.do === 'say-all' ? MAX_MESSAGE : REASON.most });
}

function written(state: LineBoardState, change: (field: TextField) => TextField): LineBoardState {
  const { overlay } = state;
  return overlay?.at === 'ask' ? { ...state, overlay: { ...overlay, field: change(overlay.field) } } : state;
}

function warn(state: LineBoardState, said: string): LineBoardStep {
  return stay({ ...state, said });
}

/** Enter: the chosen line of a list, or what was typed. */
function accepted(state: LineBoardState): LineBoardStep {
  const { overlay } = state;
  const campaign = campaignOf(state);
  if (overlay?.at === 'ask') return answered(state, overlay);
  const open = openList(state);
  if (!open) return stay(state);
  const { list, row } = open;
  if (list.kind === 'limits') {
    const limit = list.items[row];
    return limit ? byHand(state, { type: 'ask', ask: { do: 'limit', limit } }) : stay(state);
  }
  if (list.kind === 'checks') {
    const id = list.items[row]?.id;
    return id === undefined ? stay(state) : asked(state, { do: 'maker', campaign, id });
  }
  const place = list.items[row];
  if (!place) return stay(state);
  if (place.frozenAtMs !== null)
    return byHand(state, { type: 'ask', ask: { do: 'unfreeze', seat: place.seat } });
  const { login, person } = place;
  return byHand(state, { type: 'ask', ask: { do: 'say', login, person } });
}

function answered(
  state: LineBoardState,
  { ask, field }: { readonly ask: LineAsk; readonly field: TextField },
): LineBoardStep {
  const words = field.text.trim();
  if (ask.do === 'limit') {
    const { rule, least, most } = ask.limit;
    const max = /^\d{1,4}$/.test(words) ? Number(words) : Number.NaN;
    if (!(max >= least && max <= most)) return warn(state, WORDS.bounds(least, most));
    return byHand(state, { type: 'ask', ask: { do: 'limit-reason', rule, max } });
  }
  const isMessage = ask.do === 'say' || ask.do === 'say-all';
  if (isMessage && words === '') return warn(state, WORDS.noText);
  if (!isMessage && words.length < REASON.least) return warn(state, WORDS.tooShort);
  return asked(state, { do: 'send', campaign: campaignOf(state), ask, words });
}
