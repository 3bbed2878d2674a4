import type { CardPhone } from '../../shared/card.ts';
import { type DialPhase, phaseFacts } from '../../shared/dial.ts';
import { shortLabelOf } from '../keys/disposition-keys.ts';
import { FRENCH_LINE } from '../words/french-line.ts';
import type { Call } from './call/call.ts';
import { undialled, withLineSaid } from './call/line-said.ts';
import type { OnLine } from './on-line.ts';
import { NEEDS_SEAT, openSeatPage } from './overlays/seat.ts';
import type { Problem } from './problem.ts';
import { type Rows, type Update, update, type WakeCommand, type WhyNot, withNotice } from './update.ts';
import type { CallStage, WorkstationState } from './workstation-state.ts';

/** The agent’s two gestures on the line. */
export type DialMessage = { readonly type: 'dial' } | { readonly type: 'hang-up' };

export type DialNews =
  /** What the line says of the number that was dialled for that call. */
  | { readonly type: 'dial-told'; readonly callId: string; readonly phase: DialPhase; readonly atMs: number }
  | { readonly type: 'dial-refused'; readonly callId: string; readonly problem: Problem }
  | { readonly type: 'hung-up'; readonly callId: string }
  /** False: this terminal has no clipboard that we may write. */
  | { readonly type: 'copied'; readonly isDone: boolean };

/** Done by the session itself: the number goes to the terminal and nowhere else. */
export interface CopyCommand {
  readonly do: 'copy';
  readonly text: string;
}

export type DialCommand =
  /** The number itself never leaves from here. */
  | { readonly do: 'dial'; readonly callId: string; readonly slot: CardPhone['slot'] }
  | { readonly do: 'hang-up'; readonly callId: string };

function callOf({ stage, overlay }: WorkstationState): Call | undefined {
  return stage.at === 'call' && !overlay ? stage.call : undefined;
}

/** The number chosen, as the agent would dial it; undefined: the card has none. */
function numberOf({ card, phoneSlot, corrections }: Call): string | undefined {
  const phone = card.donor.phones.find(({ slot }) => slot === phoneSlot);
  return phone && (corrections[phone.slot] ?? phone.national);
}

/** Why the key neither dials nor copies now; undefined where it does. */
export const noDial: WhyNot = (state) => {
  const text = FRENCH_LINE.refusals;
  const call = callOf(state);
  const { hasLine, mayCopyNumber } = call?.card.campaign ?? {};
  if (!call || state.practice || !(hasLine || mayCopyNumber)) return text.noLine;
  if (state.onLine) return text.underWay;
  if (numberOf(call) === undefined) return text.noNumber;
  if (hasLine && call.phoneSlot && call.corrections[call.phoneSlot] !== undefined) return text.corrected;
  return call.stopped?.text;
};

export const nothingOnLine: WhyNot = ({ onLine }) =>
  onLine ? undefined : FRENCH_LINE.refusals.nothingOnLine;

function dialled(state: WorkstationState, nowMs: number): Update<DialCommand | CopyCommand | WakeCommand> {
  const why = noDial(state);
  if (why !== undefined) return withNotice(update(state), why);
  const { stage } = state;
  if (stage.at !== 'call' || stage.call.phoneSlot === undefined) return update(state);
  const { card, phoneSlot: slot } = stage.call;
  if (!card.campaign.hasLine) return update(state, { do: 'copy', text: numberOf(stage.call) ?? '' });
  const { callId } = card;
  const onLine: OnLine = { callId, phase: 'asked', sinceMs: nowMs };
  const { lineSaid } = stage.call;
  const call: Call = { ...stage.call, lineSaid: lineSaid?.slot === slot ? lineSaid : { slot } };
  return update({ ...state, onLine, stage: { ...stage, call } }, { do: 'dial', callId, slot });
}

function hungUp(state: WorkstationState): Update<DialCommand> {
  const { onLine } = state;
  return onLine ? update(state, { do: 'hang-up', callId: onLine.callId }) : update(state);
}

export const DIAL_KEYS: Rows<DialMessage, DialCommand | CopyCommand | WakeCommand> = {
  dial: (state, _, nowMs) => dialled(state, nowMs),
  'hang-up': hungUp,
};

function withoutLine({ onLine: _, ...rest }: WorkstationState): WorkstationState {
  return rest;
}

/** Is that the call of the number on the line, or of the card on screen? Else it was said of a card that has left. */
function isKnown({ onLine, stage }: WorkstationState, callId: string): boolean {
  return onLine?.callId === callId || (stage.at === 'call' && stage.call.card.callId === callId);
}

interface Proposal {
  readonly phase: DialPhase;
  readonly nowMs: number;
}

/**
 * The endings that the line proposes, the likeliest under the arrows, unless the agent is at something else: they say how the
 * call ended. Nothing is accepted in its first moment: a key meant for the script must not file the card.
 */
function proposed(state: WorkstationState, stage: CallStage, { phase, nowMs }: Proposal) {
  const { told, endings: codes } = phaseFacts(phase);
  const [likeliest] = codes;
  if (stage.form || state.overlay || likeliest === undefined) return withNotice(update(state), told, 'info');
  const call = { ...stage.call, shownAtMs: nowMs };
  const form = { kind: 'endings', codes, index: 0, byLine: true } as const;
  const label = shortLabelOf(likeliest, call.card.campaign.country);
  return withNotice(
    update({ ...state, stage: { ...stage, call, form } }),
    FRENCH_LINE.proposed(told, label),
    'info',
  );
}

function told(before: WorkstationState, news: DialNews & { type: 'dial-told' }, nowMs: number) {
  const { callId, phase, atMs } = news;
  if (!isKnown(before, callId)) return update(before);
  const { isOver, told: words, endings } = phaseFacts(phase);
  const onLine: OnLine = { callId, phase, sinceMs: atMs };
  const state = isOver ? withoutLine(before) : { ...before, onLine };
  const { stage } = state;
  if (stage.at !== 'call' || stage.call.card.callId !== callId)
    return isOver ? withNotice(update(state), words, 'info') : update(state);
  const heard = { ...stage, call: withLineSaid(stage.call, phase) };
  const next = { ...state, stage: heard };
  if (endings.length > 0) return proposed(next, heard, { phase, nowMs });
  return isOver ? withNotice(update(next), words, 'info') : update(next);
}

function refused(state: WorkstationState, { callId, problem }: DialNews & { type: 'dial-refused' }) {
  const { stage } = state;
  const freed = state.onLine?.callId === callId ? withoutLine(state) : state;
  const next = stage.at === 'call' ? { ...freed, stage: { ...stage, call: undialled(stage.call) } } : freed;
  const isHere = next.stage.at === 'call' && next.stage.call.card.callId === callId && !next.overlay;
  if (isHere && NEEDS_SEAT.has(problem.code)) return update(openSeatPage(next, problem));
  return withNotice(update(next), `${problem.message} ${problem.hint}`, 'alert');
}

export const DIAL_NEWS: Rows<DialNews, WakeCommand> = {
  'dial-told': told,
  'dial-refused': refused,
  copied: (state, { isDone }) =>
    isDone
      ? withNotice(update(state), FRENCH_LINE.copied, 'success')
      : withNotice(update(state), FRENCH_LINE.notCopied),
  // The line tells the rest; should it stay silent, the key has freed the screen.
  'hung-up': (state, { callId }) =>
    state.onLine?.callId === callId
      ? withNotice(update(withoutLine(state)), FRENCH_LINE.hungUp, 'info')
      : update(state),
};
