import type { BoardAgent, BoardCampaign, BoardFigures, FloorBoard } from '../../shared/floor-board.ts';
import type { Size } from '../screen/size.ts';
import type { FieldEdit, TextField } from '../state/text-field.ts';
import type { Audience, BoardLine } from './board-desk.ts';

/** What the lead is about to do, once the words are typed: a message's text, else a reason. */
export type Ask =
  | { readonly do: 'message'; readonly to: Audience }
  | { readonly do: 'pull'; readonly recordId: number; readonly login: string }
  | { readonly do: 'pause' | 'resume'; readonly campaign: string }
  | { readonly do: 'campaigns'; readonly login: string; readonly campaigns: readonly string[] };

export type Overlay =
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'ask'; readonly ask: Ask; readonly field: TextField }
  | {
      readonly kind: 'campaigns';
      readonly login: string;
      readonly at: number;
      readonly chosen: readonly string[];
    };

interface Said {
  readonly text: string;
  readonly tone: 'good' | 'warn' | 'bad';
}

export interface BoardState {
  readonly size: Size;
  /** E.g. « heure simulée ». */
  readonly clockNote: string;
  readonly line: BoardLine;
  /** The last that came; undefined until the first. */
  readonly board?: FloorBoard;
  readonly targets: readonly BoardFigures[];
  /** Why the last reading failed. */
  readonly failure?: { readonly message: string; readonly hint: string };
  readonly focus: 'team' | 'queues';
  /** Kept by name: a row may move under the eyes. */
  readonly login: string;
  readonly code: string;
  readonly overlay?: Overlay;
  readonly said?: Said;
  /** An order is on its way: no second one. */
  readonly isSending: boolean;
}

export type BoardMessage =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'board-came'; readonly board: FloorBoard }
  | { readonly type: 'targets-came'; readonly targets: readonly BoardFigures[] }
  | { readonly type: 'failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'line'; readonly line: BoardLine }
  | { readonly type: 'live'; readonly text: string }
  | { readonly type: 'done'; readonly text: string }
  | { readonly type: 'refused'; readonly text: string }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'switch' }
  | { readonly type: 'ask'; readonly ask: Ask }
  | { readonly type: 'choose' }
  | { readonly type: 'toggle' }
  | { readonly type: 'accept' }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'edit'; readonly edit: FieldEdit }
  | { readonly type: 'help' }
  | { readonly type: 'back' }
  | { readonly type: 'repaint' }
  | { readonly type: 'leave' };

export type BoardCommand =
  | { readonly do: 'send'; readonly ask: Ask; readonly words: string }
  | { readonly do: 'refresh' }
  | { readonly do: 'repaint' }
  | { readonly do: 'leave' };

export function emptyBoard(clockNote: string): BoardState {
  return {
    size: { columns: 80, rows: 24 },
    clockNote,
    line: 'connected',
    targets: [],
    focus: 'team',
    login: '',
    code: '',
    isSending: false,
  };
}

/** The agent that the cursor is on; the first when theirs has gone. */
export function selectedAgent({ board, login }: BoardState): BoardAgent | undefined {
  return board?.agents.find((one) => one.login === login) ?? board?.agents[0];
}

export function selectedCampaign({ board, code }: BoardState): BoardCampaign | undefined {
  return board?.campaigns.find((one) => one.code === code) ?? board?.campaigns[0];
}
