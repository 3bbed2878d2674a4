import { MAX_MESSAGE } from '../../shared/floor-message.ts';
import { editField, textField, typeInto } from '../state/text-field.ts';
import {
  type Ask,
  type BoardCommand,
  type BoardMessage,
  type BoardState,
  type Overlay,
  selectedAgent,
  selectedCampaign,
} from './board-state.ts';
import { BOARD } from './french-board.ts';

export interface BoardStep {
  readonly state: BoardState;
  readonly commands: readonly BoardCommand[];
}

/** Shortest and longest reason of the server. */
const REASON = { least: 5, most: 200 } as const;

function stay(state: BoardState, ...commands: BoardCommand[]): BoardStep {
  return { state, commands };
}

function warn(state: BoardState, text: string): BoardStep {
  return stay({ ...state, said: { text, tone: 'warn' } });
}

function closed({ overlay: _, said: _said, ...state }: BoardState): BoardState {
  return state;
}

/** The board as a pure function of what it hears: from the server, from the keys. */
export function boardUpdate(state: BoardState, message: BoardMessage): BoardStep {
  switch (message.type) {
    case 'resized':
      return stay({ ...state, size: message.size });
    case 'board-came': {
      const { failure: _, ...rest } = state;
      // It came: whatever was last told of the line, it is there. A retired socket may tell its end after the next one opened.
      return stay({ ...rest, board: message.board, line: 'connected' });
    }
    case 'targets-came':
      return stay({ ...state, targets: message.targets });
    case 'failed':
      return stay({ ...state, failure: { message: message.message, hint: message.hint } });
    case 'line':
      return stay({ ...state, line: message.line }, ...(message.line === 'connected' ? [REFRESH] : []));
    case 'live':
      return stay({ ...state, said: { text: message.text, tone: 'warn' } }, REFRESH);
    case 'done':
      return stay(
        { ...closed(state), isSending: false, said: { text: message.text, tone: 'good' } },
        REFRESH,
      );
    case 'refused':
      return stay({ ...state, isSending: false, said: { text: message.text, tone: 'warn' } });
    case 'repaint':
      return stay(state, { do: 'repaint' }, REFRESH);
    case 'leave':
      return stay(state, { do: 'leave' });
    default:
      return byHand(state, message);
  }
}

const REFRESH: BoardCommand = { do: 'refresh' };

type ByHand = Extract<
  BoardMessage,
  { type: 'move' | 'switch' | 'ask' | 'choose' | 'toggle' | 'accept' | 'typed' | 'edit' | 'help' | 'back' }
>;

function byHand(state: BoardState, message: ByHand): BoardStep {
  switch (message.type) {
    case 'move':
      return stay(moved(state, message.by));
    case 'switch':
      return stay({ ...closed(state), focus: state.focus === 'team' ? 'queues' : 'team' });
    case 'ask':
      return stay(asking(state, message.ask));
    case 'choose':
      return stay(choosing(state));
    case 'toggle':
      return stay(toggled(state));
    case 'accept':
      return accepted(state);
    case 'typed':
      return stay(written(state, (field) => typeInto(field, message.text)));
    case 'edit':
      return stay(written(state, (field) => editField(field, message.edit)));
    case 'help':
      return stay(
        state.overlay?.kind === 'help'
          ? closed(state)
          : { ...closed(state), overlay: { kind: 'help', scroll: 0 } },
      );
    case 'back':
      return stay(closed(state));
  }
}

function within(at: number, length: number): number {
  return Math.max(0, Math.min(length - 1, at));
}

function moved(state: BoardState, by: number): BoardState {
  const { overlay, board, focus } = state;
  if (overlay?.kind === 'help')
    return { ...state, overlay: { ...overlay, scroll: Math.max(0, overlay.scroll + by) } };
  if (overlay?.kind === 'campaigns')
    return { ...state, overlay: { ...overlay, at: within(overlay.at + by, board?.campaigns.length ?? 0) } };
  const { said: _, ...quiet } = state;
  if (focus === 'queues') {
    const all = board?.campaigns ?? [];
    const at = all.findIndex((one) => one.code === selectedCampaign(state)?.code);
    return { ...quiet, code: all[within(at + by, all.length)]?.code ?? '' };
  }
  const all = board?.agents ?? [];
  const at = all.findIndex((one) => one.login === selectedAgent(state)?.login);
  return { ...quiet, login: all[within(at + by, all.length)]?.login ?? '' };
}

function asking(state: BoardState, ask: Ask): BoardState {
  const max = ask.do === 'message' ? MAX_MESSAGE : REASON.most;
  return { ...closed(state), overlay: { kind: 'ask', ask, field: textField('', { max }) } };
}

function choosing(state: BoardState): BoardState {
  const agent = selectedAgent(state);
  if (!agent) return state;
  const mine = (state.board?.campaigns ?? []).map((one) => one.code);
  const chosen = agent.campaigns.filter((code) => mine.includes(code));
  return { ...closed(state), overlay: { kind: 'campaigns', login: agent.login, at: 0, chosen } };
}

function toggled(state: BoardState): BoardState {
  const { overlay, board } = state;
  const code = overlay?.kind === 'campaigns' ? board?.campaigns[overlay.at]?.code : undefined;
  if (overlay?.kind !== 'campaigns' || code === undefined) return state;
  const chosen = overlay.chosen.includes(code)
    ? overlay.chosen.filter((one) => one !== code)
    : [...overlay.chosen, code];
  return { ...state, overlay: { ...overlay, chosen } };
}

function accepted(state: BoardState): BoardStep {
  const { overlay } = state;
  if (overlay?.kind === 'campaigns') {
    const { login, chosen: campaigns } = overlay;
    if (campaigns.length === 0) return warn(state, BOARD.ask.noCampaign);
    return stay(asking(state, { do: 'campaigns', login, campaigns }));
  }
  if (overlay?.kind !== 'ask') return stay(state);
  const words = overlay.field.text.trim();
  if (overlay.ask.do === 'message' && words === '') return warn(state, BOARD.ask.noText);
  if (overlay.ask.do !== 'message' && words.length < REASON.least) return warn(state, BOARD.ask.tooShort);
  return stay({ ...state, isSending: true }, { do: 'send', ask: overlay.ask, words });
}

type Field = Extract<Overlay, { kind: 'ask' }>['field'];

function written(state: BoardState, change: (field: Field) => Field): BoardState {
  const { overlay } = state;
  if (overlay?.kind !== 'ask') return state;
  return { ...state, overlay: { ...overlay, field: change(overlay.field) } };
}
