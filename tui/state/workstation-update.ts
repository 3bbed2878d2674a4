import { PAGES } from '../words/french-pages.ts';
import { AIDS_NEWS, withAids } from './aids.ts';
import { CALL_KEYS } from './call-machine.ts';
import { LINE_NEWS } from './connection.ts';
import { DIAL_KEYS, DIAL_NEWS } from './dial.ts';
import type { Gesture } from './gestures.ts';
import { handAfter } from './hand.ts';
import { withLastSaved } from './last-saved.ts';
import { LOGGED_IN_NEWS } from './logged-in.ts';
import type { AgentMessage, Command, Message, WorldMessage } from './messages.ts';
import { cardDue, leaseDue, NEXT_CARD_NEWS, withNextReserved, wrapUpOver } from './next-card.ts';
import { ASK_LEAD_KEYS, ASK_LEAD_NEWS } from './overlays/ask-lead.ts';
import { DIARY_KEYS, DIARY_NEWS } from './overlays/diary.ts';
import { PRACTICE_KEYS, PRACTICE_NEWS } from './overlays/exercise.ts';
import { FREEZE_KEYS, FREEZE_NEWS } from './overlays/freeze.ts';
import { openHelp } from './overlays/help.ts';
import { KNOWLEDGE_KEYS } from './overlays/knowledge.ts';
import { LESSON_NEWS } from './overlays/lesson.ts';
import { MESSAGES_KEYS, MESSAGES_NEWS } from './overlays/messages.ts';
import { MY_DAY_KEYS, MY_DAY_NEWS } from './overlays/my-day.ts';
import { OBJECTIONS_KEYS } from './overlays/objections.ts';
import type { OverlayOf } from './overlays/overlay.ts';
import { PAGE, type PageKind } from './overlays/pages.ts';
import { chosenInPalette, PALETTE_KEYS } from './overlays/palette.ts';
import { PAUSE_KEYS } from './overlays/pause-choice.ts';
import { askToQuit } from './overlays/quit.ts';
import { SEARCH_KEYS, SEARCH_NEWS } from './overlays/search.ts';
import { SEAT_NEWS } from './overlays/seat.ts';
import { SHIFT_END_KEYS } from './overlays/shift-end.ts';
import { TODAY_KEYS, TODAY_NEWS } from './overlays/today-calls.ts';
import { UNDO_KEYS, UNDO_NEWS } from './overlays/undo.ts';
import { PASSPHRASE_KEYS, PASSPHRASE_NEWS } from './passphrase.ts';
import { PAUSE_NEWS } from './pause.ts';
import { practiceUpdate } from './practice.ts';
import { callbackDue } from './promised-callback.ts';
import { retrySave, SAVING_NEWS } from './saving.ts';
import { onStage } from './stages.ts';
import { TOWNS_NEWS, withTowns } from './towns.ts';
import {
  noticeByKey,
  noticeOver,
  type Rows,
  type Update,
  uncovered,
  update,
  type Wake,
  withNotice,
} from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/**
 * THE table from message to reducer, in two sections; one that is missing does not compile. Each subject brings its
 * own rows; gestures go to whatever is on screen.
 */
const BY_HAND: Rows<AgentMessage, Command> = {
  typed: gestured,
  edit: gestured,
  move: gestured,
  scroll: gestured,
  accept: gestured,
  escape: gestured,
  yes: gestured,
  no: gestured,
  help: gestured,
  quit: gestured,
  repaint: (state) => update(state, { do: 'repaint' }),
  refused: (state, { why }) => withNotice(update(state), why),
  ...CALL_KEYS,
  ...PASSPHRASE_KEYS,
  ...PAUSE_KEYS,
  ...MY_DAY_KEYS,
  ...KNOWLEDGE_KEYS,
  ...OBJECTIONS_KEYS,
  ...DIARY_KEYS,
  ...SHIFT_END_KEYS,
  ...PRACTICE_KEYS,
  ...PALETTE_KEYS,
  ...SEARCH_KEYS,
  ...TODAY_KEYS,
  ...ASK_LEAD_KEYS,
  ...UNDO_KEYS,
  ...FREEZE_KEYS,
  ...DIAL_KEYS,
  ...MESSAGES_KEYS,
};
const FROM_OUTSIDE: Rows<WorldMessage, Command> = {
  resized: (state, { size }) => update({ ...state, size }),
  'request-failed': (state, { problem }) =>
    withNotice(update(state), `${problem.message} ${problem.hint}`, 'alert'),
  wake: (state, { wake }) => wokenUp(state, wake),
  ...LOGGED_IN_NEWS,
  ...NEXT_CARD_NEWS,
  ...SAVING_NEWS,
  ...LINE_NEWS,
  ...AIDS_NEWS,
  ...TOWNS_NEWS,
  ...PASSPHRASE_NEWS,
  ...PAUSE_NEWS,
  ...MY_DAY_NEWS,
  ...DIARY_NEWS,
  ...PRACTICE_NEWS,
  ...LESSON_NEWS,
  ...SEARCH_NEWS,
  ...TODAY_NEWS,
  ...ASK_LEAD_NEWS,
  ...UNDO_NEWS,
  ...FREEZE_NEWS,
  ...DIAL_NEWS,
  ...SEAT_NEWS,
  ...MESSAGES_NEWS,
};

function isByHand(message: AgentMessage | WorldMessage): message is AgentMessage {
  return message.type in BY_HAND;
}

function byHand<T extends AgentMessage['type']>(
  type: T,
  message: Extract<AgentMessage, { readonly type: T }>,
  { state, nowMs }: Moment,
): Update<Command> {
  return BY_HAND[type](state, message, nowMs);
}

function fromOutside<T extends WorldMessage['type']>(
  type: T,
  message: Extract<WorldMessage, { readonly type: T }>,
  { state, nowMs }: Moment,
): Update<Command> {
  return FROM_OUTSIDE[type](state, message, nowMs);
}

interface Moment {
  readonly state: WorkstationState;
  readonly nowMs: number;
}

/**
 * The whole workstation as one pure function: what is on screen, what happened, what time it is → what is on screen
 * next and what to do. No clock, no chance, no I/O here or below (`state/`).
 */
export function workstationUpdate(state: WorkstationState, message: Message, nowMs: number): Update<Command> {
  if (message.type === 'key') {
    const hand = handAfter(state.hand, message.key, nowMs);
    return noticeByKey(state, workstationUpdate({ ...state, hand }, message.means, nowMs));
  }
  const next = withTowns(withAids(withLastSaved(state, plainUpdate(state, message, nowMs), nowMs)));
  // A fictitious card has no next one.
  return next.state.practice ? next : withNextReserved(next, nowMs);
}

function plainUpdate(
  state: WorkstationState,
  message: AgentMessage | WorldMessage,
  nowMs: number,
): Update<Command> {
  if (!isByHand(message)) return fromOutside(message.type, message, { state, nowMs });
  const asReal = (now: WorkstationState) => byHand(message.type, message, { state: now, nowMs });
  const { practice } = state;
  return practice ? practiceUpdate(state, practice, { message, nowMs, asReal }) : asReal(state);
}

/** The page over the screen has the gesture; without one, the stage. */
function gestured(state: WorkstationState, gesture: Gesture, nowMs: number): Update<Command> {
  const { overlay } = state;
  if (overlay?.kind === 'exercise' || overlay?.kind === 'lesson') return update(state);
  if (overlay?.kind === 'palette' && gesture.type === 'accept') return doChosen(state, nowMs);
  if (overlay) return onPage(overlay.kind, overlay, { state, gesture });
  if (gesture.type === 'help') return openHelp(state);
  return gesture.type === 'quit' ? askToQuit(state) : onStage(state, gesture, nowMs);
}

/** What is the same on every page is done here, the rest by the page. */
function onPage<K extends PageKind>(
  kind: K,
  overlay: OverlayOf<K>,
  { state, gesture }: { readonly state: WorkstationState; readonly gesture: Gesture },
): Update<Command> {
  const page = PAGE[kind];
  switch (gesture.type) {
    case 'escape':
    case 'no':
      return update(uncovered(state));
    case 'quit':
      return page.staysOnQuit ? update(state) : askToQuit(state);
    case 'help':
      if (page.help === 'lays') return openHelp(state);
      return update(page.help === 'closes' ? uncovered(state) : state);
    default:
      return page.keys(state, overlay, gesture);
  }
}

/** Enter in the palette: the action under the arrows, as if its key had been pressed. */
function doChosen(state: WorkstationState, nowMs: number): Update<Command> {
  const chosen = chosenInPalette(state);
  if (!chosen) return withNotice(update(state), PAGES.palette.none);
  if ('whyNot' in chosen) return withNotice(update(state), chosen.whyNot);
  return plainUpdate(uncovered(state), chosen.message, nowMs);
}

/** Timers, by reason. */
function wokenUp(state: WorkstationState, wake: Wake): Update<Command> {
  switch (wake.for) {
    case 'notice':
      return noticeOver(state, wake);
    case 'lease':
      return leaseDue(state, wake);
    case 'retry-save':
      return retrySave(state, wake.callId);
    case 'next-card':
      return cardDue(state, wake);
    case 'wrap-up':
      return wrapUpOver(state, wake);
    case 'callback':
      return callbackDue(state, wake);
  }
}
