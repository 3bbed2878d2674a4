import type { LineFloor, PledgeMaker, PledgeToCheck } from '../../shared/line/line-floor.ts';
import type { LineBoard, ShownLimit } from '../../shared/line-board.ts';
import type { Size } from '../screen/size.ts';
import type { FieldEdit, TextField } from '../state/text-field.ts';

export type ListKind = 'limits' | 'checks' | 'places' | 'help';

/** What a key opens over the seats. */
export type LineList =
  | { readonly kind: 'limits'; readonly items: readonly ShownLimit[] }
  | { readonly kind: 'checks'; readonly items: readonly PledgeToCheck[] }
  | { readonly kind: 'help'; readonly items: LineFloor['places'] }
  | { readonly kind: 'places'; readonly items: LineFloor['places']; readonly hours: LineFloor['hours'] };

/** What the lead is about to do, once the words are typed: a number, a reason, a message. */
export type LineAsk =
  | { readonly do: 'limit'; readonly limit: ShownLimit }
  | { readonly do: 'limit-reason'; readonly rule: number; readonly max: number }
  | { readonly do: 'unfreeze'; readonly seat: string }
  | { readonly do: 'say'; readonly login: string; readonly person: string }
  | { readonly do: 'say-all' };

export type LineOverlay =
  | { readonly at: 'keys' }
  | { readonly at: 'list'; readonly list: LineList; readonly row: number }
  | { readonly at: 'ask'; readonly ask: LineAsk; readonly field: TextField }
  | { readonly at: 'maker'; readonly id: string; readonly maker: PledgeMaker };

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
  readonly overlay?: LineOverlay;
  /** An order is on its way: no second one. */
  readonly isSending: boolean;
  readonly said?: string;
}

export type LineBoardMessage =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'came'; readonly boards: readonly LineBoard[] }
  | { readonly type: 'failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'connected'; readonly isConnected: boolean }
  | { readonly type: 'next' }
  | { readonly type: 'help' }
  | { readonly type: 'open'; readonly list: ListKind }
  | { readonly type: 'listed'; readonly list: LineList }
  | { readonly type: 'made-by'; readonly id: string; readonly maker: PledgeMaker }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'ask'; readonly ask: LineAsk }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'edit'; readonly edit: FieldEdit }
  | { readonly type: 'accept' }
  | { readonly type: 'undo' }
  | { readonly type: 'check' }
  | { readonly type: 'back' }
  | { readonly type: 'leave' }
  | { readonly type: 'repaint' }
  /** Done: what was open is read again, or closed. */
  | { readonly type: 'done'; readonly text: string; readonly list?: ListKind }
  | { readonly type: 'refused'; readonly text: string };

/** Asked of the server, or of the terminal. */
export type LineBoardCommand =
  | { readonly do: 'leave' }
  | { readonly do: 'repaint' }
  | { readonly do: 'list'; readonly campaign: string; readonly list: ListKind }
  | { readonly do: 'maker' | 'check'; readonly campaign: string; readonly id: string }
  | { readonly do: 'undo-limit'; readonly campaign: string; readonly rule: number }
  | {
      readonly do: 'send';
      readonly campaign: string;
      readonly ask: Exclude<LineAsk, { do: 'limit' }>;
      readonly words: string;
    };

export function emptyLineBoard(size: Size): LineBoardState {
  return { size, isConnected: true, campaign: '', isSending: false };
}

/** The line that is shown; the first when that one has gone. */
export function shownBoard({ boards, campaign }: LineBoardState): LineBoard | undefined {
  return boards?.find((one) => one.campaign === campaign) ?? boards?.[0];
}

/** The list that is open, and the item that the cursor is on. */
export function openList({
  overlay,
}: LineBoardState): { readonly list: LineList; readonly row: number } | undefined {
  return overlay?.at === 'list' ? overlay : undefined;
}
