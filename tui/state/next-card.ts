import type { CallScript } from '../../shared/call-script.ts';
import type { Card, DayNow } from '../../shared/card.ts';
import { OTHER_SCREEN } from '../../shared/card.ts';
import { PAGES } from '../words/french-pages.ts';
import { currentNode } from './call/call.ts';
import { mendForm } from './call/mend-form.ts';
import { begunCall } from './last-saved.ts';
import { openLogin } from './login.ts';
import { owedPassphrase } from './passphrase-stage.ts';
import { type PauseCommand, pauseNow } from './pause.ts';
import type { Problem } from './problem.ts';
import { withPromised } from './promised-callback.ts';
import { type Rows, type Update, update, type Wake, type WakeCommand, withNotice } from './update.ts';
import type { Stage, WorkstationState } from './workstation-state.ts';

/** A card comes, or why none does. */
export type NextCardNews =
  | { readonly type: 'card-came'; readonly card: Card; readonly script: CallScript }
  | {
      readonly type: 'no-card';
      readonly why: string;
      readonly retryAtMs: number;
      readonly toPractise?: boolean;
      readonly promisedAtMs?: number;
      readonly today?: DayNow;
    }
  | { readonly type: 'card-failed'; readonly problem: Problem }
  | { readonly type: 'pause-failed'; readonly problem: Problem }
  | { readonly type: 'lease-failed'; readonly callId: string; readonly problem: Problem };

export interface NextCardCommand {
  readonly do: 'next-card';
}

/** After a pause, or from the practice. */
export interface ResumeCommand {
  readonly do: 'resume';
}

export type CardCommand =
  | NextCardCommand
  | ResumeCommand
  | { readonly do: 'renew-lease'; readonly callId: string }
  /** A record for the next call, while this one ends. */
  | { readonly do: 'reserve-next' }
  /** This workstation instead of the agent's other one, then the card. */
  | { readonly do: 'take-over' };

/** The server is told this often that the card is still on screen. */
const LEASE_PERIOD_MS = 60_000;

function leaseWake(callId: string): WakeCommand {
  return { do: 'wake', afterMs: LEASE_PERIOD_MS, wake: { for: 'lease', callId } };
}

/** Asks for a card, or begins the pause that was asked for in its place; the screen says so. */
export function askCard(state: WorkstationState): Update<NextCardCommand | PauseCommand> {
  return state.pauseAsked
    ? pauseNow(state)
    : update({ ...state, stage: { at: 'loading' } }, { do: 'next-card' });
}

function cardFailed(state: WorkstationState, problem: Problem): Update<never> {
  if (problem.kind === 'unauthenticated')
    return update({ ...state, stage: openLogin(state.session?.account, problem) });
  // Who came by SSH, or with a session of the commands, learns it here.
  if (problem.code === 'passphrase-owed') return update({ ...state, stage: owedPassphrase() });
  return update({ ...state, stage: { at: 'trouble', problem } });
}

function leaseFailed(
  state: WorkstationState,
  { callId, problem }: NextCardNews & { type: 'lease-failed' },
): Update<WakeCommand> {
  const { stage } = state;
  if (stage.at !== 'call' || stage.call.card.callId !== callId) return update(state);
  // The next sign of life is on its way: a second timer would double with each failure.
  if (problem.kind === 'unavailable') return update(state);
  return withNotice(update(state), `${problem.message} ${problem.hint}`, 'alert');
}

/** The wait that the server asked for, never a busy loop and never a wake-up beyond Node's longest timer. */
function waitMs(retryAtMs: number, nowMs: number): number {
  return Math.min(Math.max(1000, retryAtMs - nowMs), 24 * 3_600_000);
}

function noCard(
  state: WorkstationState,
  message: NextCardNews & { type: 'no-card' },
  nowMs: number,
): Update<WakeCommand> {
  if (state.stage.at !== 'loading') return update(state);
  const { why, retryAtMs, toPractise = false } = message;
  const waiting = { at: 'waiting', why, retryAtMs, ...(toPractise ? { toPractise } : {}) } as const;
  const wake = { for: 'next-card', retryAtMs } as const;
  const next = { ...state, stage: waiting, ...(message.today ? { today: message.today } : {}) };
  return withPromised(update(next, { do: 'wake', afterMs: waitMs(retryAtMs, nowMs), wake }), message, nowMs);
}

/** Shown where one was asked for; elsewhere it changes nothing. */
export function cardCame(
  state: WorkstationState,
  { card, script }: { readonly card: Card; readonly script: CallScript },
  nowMs: number,
): Update<WakeCommand> {
  if (state.stage.at !== 'loading') return update(state);
  const { state: next, call: begun, back } = begunCall(state, { card, script }, nowMs);
  const { call, form } = mendForm(begun, back, nowMs);
  const stage = { at: 'call', call, ...(form ? { form } : {}) } as const;
  const told = { campaignName: card.campaign.name, ...(card.today ? { today: card.today } : {}) };
  const taken = update({ ...next, ...told, stage }, leaseWake(card.callId));
  const shown = withPromised(taken, card, nowMs);
  return back ? withNotice(shown, PAGES.undo.backTo[back.mend ?? 'call'], 'success') : shown;
}

export const NEXT_CARD_NEWS: Rows<NextCardNews, WakeCommand> = {
  'card-came': cardCame,
  'no-card': noCard,
  'card-failed': (state, { problem }) =>
    state.stage.at === 'loading' ? cardFailed(state, problem) : update(state),
  // Asked for between two cards, it leaves the screen as it is.
  'pause-failed': (state, { problem }) =>
    state.stage.at === 'loading'
      ? cardFailed(state, problem)
      : withNotice(update(state), `${problem.message} ${problem.hint}`, 'alert'),
  'lease-failed': leaseFailed,
};

/** Time for a sign of life of the card on screen; the next one is set at once. */
export function leaseDue(
  state: WorkstationState,
  { callId }: Wake & { for: 'lease' },
): Update<CardCommand | WakeCommand> {
  const { stage } = state;
  if (stage.at !== 'call' || stage.call.card.callId !== callId) return update(state);
  return { state, commands: [{ do: 'renew-lease', callId }, leaseWake(callId)] };
}

/** The hour that the server named for asking again. */
export function cardDue(
  state: WorkstationState,
  { retryAtMs }: Wake & { for: 'next-card' },
): Update<NextCardCommand | PauseCommand> {
  const { stage } = state;
  return stage.at === 'waiting' && stage.retryAtMs === retryAtMs ? askCard(state) : update(state);
}

/** After an ending: its campaign's time to finish what the call asked for, then the card; the pause that was asked for first. */
export function afterEnding(
  state: WorkstationState,
  wrapUpSeconds: number,
  nowMs: number,
): Update<NextCardCommand | PauseCommand | WakeCommand> {
  if (state.pauseAsked || wrapUpSeconds === 0) return askCard(state);
  const afterMs = wrapUpSeconds * 1000;
  const untilMs = nowMs + afterMs;
  const wake = { for: 'wrap-up', untilMs } as const;
  return update({ ...state, stage: { at: 'wrap-up', untilMs } }, { do: 'wake', afterMs, wake });
}

/** The time after an ending is over. */
export function wrapUpOver(
  state: WorkstationState,
  { untilMs }: Wake & { for: 'wrap-up' },
): Update<NextCardCommand | PauseCommand> {
  const { stage } = state;
  return stage.at === 'wrap-up' && stage.untilMs === untilMs ? askCard(state) : update(state);
}

/** What Enter does where the server refused: ask again, or take the place of the other workstation. */
export function afterTrouble(state: WorkstationState, { code }: Problem): Update<CardCommand | PauseCommand> {
  return code === OTHER_SCREEN
    ? update({ ...state, stage: { at: 'loading' } }, { do: 'take-over' })
    : askCard(state);
}

/** A reservation is asked anew when a call stays that long in its last steps; the server keeps one for three minutes. */
const RENEW_MS = 150_000;

/**
 * The call may be over in a few keys: nobody has answered yet, a closing has begun, its ending is being chosen, or an answer of
 * this step is one.
 */
function isNearEnd(stage: Stage): stage is Stage & { at: 'call' } {
  if (stage.at !== 'call') return false;
  const { call, form } = stage;
  if (call.closing || form?.kind === 'endings' || form?.kind === 'dispositions') return true;
  return call.path.length === 1 || currentNode(call).answers.some((answer) => answer.ends !== undefined);
}

/** In a call's last steps, a record is reserved for the next one: once, and again if they last. */
export function withNextReserved<C>({ state, commands }: Update<C>, nowMs: number): Update<C | CardCommand> {
  const { stage, reserved, practice, pauseAsked } = state;
  if (practice || pauseAsked || state.line !== 'connected' || !isNearEnd(stage)) return { state, commands };
  const { callId } = stage.call.card;
  if (reserved?.callId === callId && nowMs - reserved.atMs < RENEW_MS) return { state, commands };
  return {
    state: { ...state, reserved: { callId, atMs: nowMs } },
    commands: [...commands, { do: 'reserve-next' }],
  };
}
