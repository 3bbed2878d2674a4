import type { CallScript } from '../../shared/call-script.ts';
import type { Card } from '../../shared/card.ts';
import type { FloorMessage } from '../../shared/floor-message.ts';
import type { OwnRecord, UndoReceipt } from '../../shared/own-record.ts';
import type { StopWord } from '../words/french.ts';
import type { Problem } from './problem.ts';
import type { TextField } from './text-field.ts';

/** Pages that the keyboard opens over anything; what is underneath does not move. */
export type KeyboardOverlay =
  | { readonly kind: 'palette'; readonly field: TextField; readonly index: number }
  | {
      readonly kind: 'search';
      readonly field: TextField;
      readonly index: number;
      /** Absent while they are on their way, or when `problem` says why not. */
      readonly found?: readonly OwnRecord[];
      readonly problem?: Problem;
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'freeze' }
  | {
      readonly kind: 'messages';
      readonly list?: readonly FloorMessage[];
      readonly problem?: Problem;
      readonly scroll: number;
    };

/** Feedback that the list shows and that its reader has not acknowledged. */
export function toAcknowledge({
  list = [],
}: KeyboardOverlay & { kind: 'messages' }): readonly FloorMessage[] {
  return list.filter(({ acknowledged }) => acknowledged === false);
}

/** What the agent did beside the call. */
export type KeyboardAgentMessage =
  | { readonly type: 'palette' }
  | { readonly type: 'search' }
  | { readonly type: 'undo' }
  | { readonly type: 'freeze' }
  | { readonly type: 'messages' }
  | { readonly type: 'stop-word'; readonly word: StopWord };

/** What came back, or came by itself. */
export type KeyboardWorldMessage =
  | { readonly type: 'own-records'; readonly found?: readonly OwnRecord[]; readonly problem?: Problem }
  | { readonly type: 'own-card'; readonly card: Card; readonly script: CallScript }
  | { readonly type: 'own-card-refused'; readonly problem: Problem }
  | { readonly type: 'undone'; readonly receipt: UndoReceipt }
  | { readonly type: 'frozen'; readonly callId: string }
  | { readonly type: 'message-came'; readonly message: FloorMessage }
  | { readonly type: 'messages-read'; readonly list?: readonly FloorMessage[]; readonly problem?: Problem };

export type KeyboardCommand =
  | { readonly do: 'own-records' }
  /** `release`: the untouched card on screen goes back first, undialled. */
  | { readonly do: 'open-own'; readonly recordId: number; readonly release?: string }
  | { readonly do: 'undo'; readonly callId: string }
  | { readonly do: 'freeze'; readonly callId: string }
  | { readonly do: 'read-messages' }
  /** Then the list is read again. */
  | { readonly do: 'acknowledge'; readonly ids: readonly string[] };

const OVERLAYS = new Set<string>([
  'palette',
  'search',
  'undo',
  'freeze',
  'messages',
] satisfies KeyboardOverlay['kind'][]);

export function isKeyboardOverlay<O extends { readonly kind: string }>(
  overlay: O | KeyboardOverlay | undefined,
): overlay is KeyboardOverlay {
  return overlay !== undefined && OVERLAYS.has(overlay.kind);
}

const AGENT = new Set<string>([
  'palette',
  'search',
  'undo',
  'freeze',
  'messages',
] satisfies KeyboardAgentMessage['type'][]);

/** One of the pages is asked for; a stop word belongs to the call (`stop-words.ts`). */
export function opensKeyboardPage<M extends { readonly type: string }>(
  message: M | KeyboardAgentMessage,
): message is Exclude<KeyboardAgentMessage, { type: 'stop-word' }> {
  return AGENT.has(message.type);
}

const WORLD = new Set<string>([
  'own-records',
  'own-card',
  'own-card-refused',
  'undone',
  'frozen',
  'message-came',
  'messages-read',
] satisfies KeyboardWorldMessage['type'][]);

export function isKeyboardWorld<M extends { readonly type: string }>(
  message: M | KeyboardWorldMessage,
): message is KeyboardWorldMessage {
  return WORLD.has(message.type);
}

const COMMANDS = new Set<string>([
  'own-records',
  'open-own',
  'undo',
  'freeze',
  'read-messages',
  'acknowledge',
] satisfies KeyboardCommand['do'][]);

export function isKeyboardCommand<C extends { readonly do: string }>(
  command: C | KeyboardCommand,
): command is KeyboardCommand {
  return COMMANDS.has(command.do);
}
