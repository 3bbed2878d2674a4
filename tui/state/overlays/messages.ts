import type { FloorMessage } from '../../../shared/floor-message.ts';
import { PAGES } from '../../words/french-pages.ts';
import type { Problem } from '../problem.ts';
import {
  covered,
  type Rows,
  uncovered,
  update,
  type WakeCommand,
  type WhyNot,
  withNotice,
} from '../update.ts';
import type { OverlayOf } from './overlay.ts';
import { isOf, MAX_SCROLL, onPage, opens, type Page, stepped } from './page.ts';

/** What the list shows was read. */
export interface AcknowledgeMessage {
  readonly type: 'acknowledge';
}

export type MessagesNews =
  | { readonly type: 'message-came'; readonly message: FloorMessage }
  | { readonly type: 'messages-read'; readonly list?: readonly FloorMessage[]; readonly problem?: Problem };

export type MessagesCommand =
  | { readonly do: 'read-messages' }
  /** Then the list is read again. */
  | { readonly do: 'acknowledge'; readonly ids: readonly string[] };

/** Feedback that the list shows and that its reader has not acknowledged. */
function toAcknowledge({ list = [] }: OverlayOf<'messages'>): readonly FloorMessage[] {
  return list.filter(({ acknowledged }) => acknowledged === false);
}

export const nothingToAcknowledge: WhyNot = ({ overlay }) =>
  isOf('messages', overlay) && toAcknowledge(overlay).length > 0 ? undefined : PAGES.messages.nothing;

export const MESSAGES_KEYS = {
  messages: opens('messages', (state) =>
    update(covered({ ...state, unread: 0 }, { kind: 'messages', scroll: 0 }), { do: 'read-messages' }),
  ),
  acknowledge: onPage('messages', (state, overlay) =>
    update(state, { do: 'acknowledge', ids: toAcknowledge(overlay).map(({ id }) => id) }),
  ),
};

export const messagesPage: Page<'messages', never> = {
  help: 'nothing',
  keys: (state, overlay, gesture) => {
    if (gesture.type === 'accept') return update(uncovered(state));
    if (gesture.type !== 'move') return update(state);
    return update(covered(state, { ...overlay, scroll: stepped(overlay.scroll, gesture.by, MAX_SCROLL) }));
  },
};

export const MESSAGES_NEWS: Rows<MessagesNews, WakeCommand> = {
  'messages-read': (state, { type: _, ...came }) => {
    const { overlay } = state;
    return update(overlay?.kind === 'messages' ? covered(state, { ...overlay, ...came }) : state);
  },
  'message-came': (state, { message: { from, text } }) => {
    const told = update({ ...state, unread: (state.unread ?? 0) + 1 });
    return withNotice(told, PAGES.messages.came(from, text), 'alert');
  },
};
