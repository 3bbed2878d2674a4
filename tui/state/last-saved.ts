import type { CallScript } from '../../shared/call-script.ts';
import type { Card } from '../../shared/card.ts';
import { PAGES } from '../words/french-pages.ts';
import { type Call, firstNumber, openCall } from './call/call.ts';
import { heardIn, stepWith } from './call/heard-objections.ts';
import { isStopped, stoppedCall } from './call/no-more-asks.ts';
import type { Update } from './update.ts';
import type { CallStage, SavedCall, Stage, TakenBack, WorkstationState } from './workstation-state.ts';

/** Nothing was said, noted or dialled anew on that card yet: it may go back for another one. */
export function isUntouched(stage: Stage): stage is CallStage {
  if (stage.at !== 'call' || stage.form) return false;
  const { call } = stage;
  const { path, note, corrections, closing, wanted, agreed, oneOff, phoneSlot, lineSaid } = call;
  const isNoted =
    note !== '' || Object.keys(corrections).length > 0 || agreed !== undefined || oneOff !== undefined;
  const isBegun = path.length > 1 || heardIn(call).size > 0 || closing !== undefined || wanted !== undefined;
  return !isBegun && !isNoted && !lineSaid && phoneSlot === firstNumber(call.card)?.slot;
}

const BETWEEN_CARDS: ReadonlySet<Stage['at']> = new Set(['waiting', 'trouble', 'wrap-up']);

/** Another record may be opened now: nobody is being talked to. */
export function mayLeave(stage: Stage): boolean {
  return BETWEEN_CARDS.has(stage.at) || isUntouched(stage);
}

/** The card that leaving gives back. */
export function cardToRelease(stage: Stage): string | undefined {
  return stage.at === 'call' ? stage.call.card.callId : undefined;
}

/** What had been noted, from this memory. */
export function notedOf({ disposition, call: { script, card, ...call } }: SavedCall): TakenBack {
  const { path, note, corrections, phoneSlot, coordinates, agreed, oneOff } = call;
  return {
    recordId: card.recordId,
    disposition,
    scriptVersion: script.version,
    ...{ path, note, corrections },
    ...(phoneSlot ? { phoneSlot } : {}),
    ...(coordinates ? { coordinates } : {}),
    ...(agreed ? { agreed } : {}),
    ...(oneOff ? { oneOff } : {}),
  };
}

/** A fresh call on the record that came back, standing where the former one stood, with all that was noted. */
function resumedCall(
  { card, script }: { readonly card: Card; readonly script: CallScript },
  before: TakenBack | undefined,
  nowMs: number,
): Call {
  const fresh = openCall(card, script, nowMs);
  if (before?.recordId !== card.recordId) return fresh;
  const { note, corrections, agreed, oneOff, coordinates, phoneSlot, path } = before;
  const last = path.at(-1);
  // The last step awaits its answer again; another version of the script starts anew.
  const again =
    before.scriptVersion === script.version && last
      ? [...path.slice(0, -1), stepWith({ node: last.node }, last)]
      : fresh.path;
  const resumed = { ...fresh, path: again };
  return {
    ...resumed,
    ...(isStopped(resumed) ? { stopStands: true } : {}),
    note,
    corrections,
    ...(agreed ? { agreed } : {}),
    ...(oneOff ? { oneOff } : {}),
    ...(coordinates ? { coordinates } : {}),
    ...(phoneSlot ? { phoneSlot } : {}),
  };
}

/** An act for the person that arrived before this screen showed the card is on it from the start. */
function shownCall(...[came, before, nowMs]: Parameters<typeof resumedCall>): Call {
  const call = resumedCall(came, before, nowMs);
  return came.card.stop ? stoppedCall(call, came.card.stop) : call;
}

/** More than anybody takes back before the e-mails leave; what a call says of its donor is not kept longer than needed. */
const MOST_LEVELS = 10;

/** A disposition that the server has just recorded can be taken back; whatever message said so. */
export function withLastSaved<C>(before: WorkstationState, next: Update<C>, nowMs: number): Update<C> {
  const { stage } = before;
  if (stage.at !== 'saving' || next.state.closedCards <= before.closedCards) return next;
  const { callId, disposition } = stage.outcome;
  const last = { callId, disposition, savedAtMs: nowMs, call: stage.call };
  const saved = [last, ...(before.saved ?? [])].slice(0, MOST_LEVELS);
  return { ...next, state: { ...next.state, saved } };
}

/** Nothing of that call is taken back any more: it was, or it cannot be. */
export function withoutSaved(state: WorkstationState, callId: string): WorkstationState {
  return { ...state, saved: (state.saved ?? []).filter((one) => one.callId !== callId) };
}

/**
 * The call that a card begins: a fresh one, or, when its last disposition was taken back here, the former one as it
 * stood, whichever way the card came.
 */
export function begunCall(
  state: WorkstationState,
  came: { readonly card: Card; readonly script: CallScript },
  nowMs: number,
): { readonly state: WorkstationState; readonly call: Call; readonly back?: TakenBack } {
  const { recordId } = came.card;
  const before = state.undone?.find((one) => one.recordId === recordId);
  if (!before) return { state, call: shownCall(came, undefined, nowMs) };
  const undone = state.undone?.filter((one) => one !== before) ?? [];
  const card = { ...came.card, why: PAGES.undo.why };
  return { state: { ...state, undone }, call: shownCall({ ...came, card }, before, nowMs), back: before };
}

/** What one person can take back, and their unread messages, are not the next person's at the same screen. */
export function forPerson(state: WorkstationState, account: string): WorkstationState {
  if (state.session?.account === account) return state;
  const {
    saved: _,
    undone: __,
    unread: ___,
    promised: ____,
    today: _____,
    onLine: ______,
    seat: _______,
    ...rest
  } = state;
  return rest;
}
