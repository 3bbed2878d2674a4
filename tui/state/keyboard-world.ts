import { PAGES } from '../words/french-pages.ts';
import type { KeyboardWorldMessage } from './keyboard-messages.ts';
import { openOwn } from './keyboard-overlays.ts';
import { mayLeave, resumedCall } from './last-saved.ts';
import { type Update, update, withNotice } from './messages.ts';
import type { WorkstationState } from './workstation-state.ts';
import { leaseWake } from './world.ts';

/** An answer about what the keyboard asked; one that no longer fits the screen changes nothing. */
export function keyboardWorldUpdate(
  state: WorkstationState,
  message: KeyboardWorldMessage,
  nowMs: number,
): Update {
  const { overlay, stage } = state;
  switch (message.type) {
    case 'own-records': {
      const { type: _, ...came } = message;
      return overlay?.kind === 'search'
        ? update({ ...state, overlay: { ...overlay, ...came } })
        : update(state);
    }
    case 'messages-read': {
      const { type: _, ...came } = message;
      return overlay?.kind === 'messages'
        ? update({ ...state, overlay: { ...overlay, ...came } })
        : update(state);
    }
    case 'own-card':
      return ownCard(state, message, nowMs);
    case 'own-card-refused':
      return stage.at === 'loading' ? nextInstead(state, message.problem.message) : update(state);
    case 'undone':
      return undone(state, message);
    case 'frozen':
      return stage.at === 'call' && stage.call.card.callId === message.callId
        ? withNotice(
            update({ ...state, stage: { at: 'loading' } }, { do: 'next-card' }),
            PAGES.freeze.done,
            'success',
          )
        : update(state);
    case 'message-came': {
      const { from, text } = message.message;
      const told = update({ ...state, unread: (state.unread ?? 0) + 1 });
      return withNotice(told, PAGES.messages.came(from, text), 'alert');
    }
  }
}

function nextInstead(state: WorkstationState, why: string): Update {
  const { undone: _, ...rest } = state;
  return withNotice(update(rest, { do: 'next-card' }), PAGES.search.refused(why), 'alert');
}

function ownCard(
  state: WorkstationState,
  came: KeyboardWorldMessage & { type: 'own-card' },
  nowMs: number,
): Update {
  if (state.stage.at !== 'loading') return update(state);
  const { undone: before, ...rest } = state;
  const call = resumedCall(came, before, nowMs);
  const { callId, campaign } = came.card;
  const shown = update(
    { ...rest, campaignName: campaign.name, stage: { at: 'call', call } },
    leaseWake(callId),
  );
  return before ? withNotice(shown, PAGES.undo.back, 'success') : shown;
}

/** The record comes back at once when nobody is being talked to; else the queue gives it back after this card. */
function undone(state: WorkstationState, { receipt }: KeyboardWorldMessage & { type: 'undone' }): Update {
  const { lastSaved, ...rest } = state;
  if (lastSaved?.callId !== receipt.callId) return update(state);
  const next = { ...rest, closedCards: Math.max(0, state.closedCards - 1) };
  if (!mayLeave(state.stage) || state.overlay) return withNotice(update(next), PAGES.undo.later, 'success');
  return openOwn({ ...next, undone: lastSaved.call }, receipt.recordId);
}
