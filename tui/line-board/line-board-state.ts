import type { LineBoard } from '../../shared/line-board.ts';
import type { Size } from '../screen/size.ts';

export interface LineBoardState {
  readonly size: Size;
  /** The way to the server. */
  readonly isConnected: boolean;
  /** As they came last; undefined until the first. */
  readonly boards?: readonly LineBoard[];
  /** Which line is shown, by its code: another may come before it. */
  readonly campaign: string;
  /** Why nothing comes. */
  readonly failure?: { readonly message: string; readonly hint: string };
  readonly isHelp: boolean;
  readonly said?: string;
}

export type LineBoardMessage =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'came'; readonly boards: readonly LineBoard[] }
  | { readonly type: 'failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'connected'; readonly isConnected: boolean }
  | { readonly type: 'next' }
  | { readonly type: 'help' }
  | { readonly type: 'refused'; readonly text: string };

export function emptyLineBoard(size: Size): LineBoardState {
  return { size, isConnected: true, campaign: '', isHelp: false };
}

/** The line that is shown; the first when that one has gone. */
export function shownBoard({ boards, campaign }: LineBoardState): LineBoard | undefined {
  return boards?.find((one) => one.campaign === campaign) ?? boards?.[0];
}

/** The board as a pure function of what it hears. */
export function lineBoardUpdate(state: LineBoardState, message: LineBoardMessage): LineBoardState {
  switch (message.type) {
    case 'resized':
      return { ...state, size: message.size };
    case 'came': {
      const { failure: _, ...rest } = state;
      return { ...rest, boards: message.boards, isConnected: true };
    }
    case 'failed':
      return { ...state, failure: { message: message.message, hint: message.hint } };
    case 'connected':
      return { ...state, isConnected: message.isConnected };
    case 'next': {
      const all = state.boards ?? [];
      const at = all.findIndex((one) => one.campaign === shownBoard(state)?.campaign);
      return { ...quiet(state), campaign: all[(at + 1) % Math.max(1, all.length)]?.campaign ?? '' };
    }
    case 'help':
      return { ...quiet(state), isHelp: !state.isHelp };
    case 'refused':
      return { ...state, said: message.text };
  }
}

function quiet({ said: _, ...state }: LineBoardState): LineBoardState {
  return state;
}
