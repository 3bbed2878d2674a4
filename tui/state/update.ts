import type { NoticeTone } from './notice.ts';
import type { Overlay } from './overlays/overlay.ts';
import type { WorkstationState } from './workstation-state.ts';

/** What is on screen next, and what is to be done: `session/conductor.ts` is the only one who does it. */
export interface Update<C> {
  readonly state: WorkstationState;
  readonly commands: readonly C[];
}

/** What happened, and the hour → what is on screen next. Pure. */
export type Reducer<M, C> = (state: WorkstationState, message: M, nowMs: number) => Update<C>;

/** The reducers of a subject's messages, one each. */
export type Rows<M extends { readonly type: string }, C> = {
  readonly [T in M['type']]: Reducer<Extract<M, { readonly type: T }>, C>;
};

/** Why something cannot be done now, in one French line; undefined when it can. */
export type WhyNot = (state: WorkstationState) => string | undefined;

/** Why a timer was set; a wake-up whose reason is past does nothing. */
export type Wake =
  | { readonly for: 'notice'; readonly serial: number }
  | { readonly for: 'lease'; readonly callId: string }
  | { readonly for: 'retry-save'; readonly callId: string }
  | { readonly for: 'next-card'; readonly retryAtMs: number }
  | { readonly for: 'wrap-up'; readonly untilMs: number }
  | { readonly for: 'callback'; readonly atMs: number };

export interface WakeCommand {
  readonly do: 'wake';
  readonly afterMs: number;
  readonly wake: Wake;
}

export function update<const C = never>(state: WorkstationState, ...commands: readonly C[]): Update<C> {
  return { state, commands };
}

/** A refusal stays two seconds; what matters stays long enough to be read. */
const NOTICE_MS: Record<NoticeTone, number> = { refusal: 2000, info: 6000, success: 6000, alert: 20_000 };

/** The same update with a line at the bottom of the screen. */
export function withNotice<C>(
  { state, commands }: Update<C>,
  text: string,
  tone: NoticeTone = 'refusal',
): Update<C | WakeCommand> {
  const serial = state.noticeSerial + 1;
  const wake: WakeCommand = { do: 'wake', afterMs: NOTICE_MS[tone], wake: { for: 'notice', serial } };
  return {
    state: { ...state, notice: { serial, text, tone }, noticeSerial: serial },
    commands: [...commands, wake],
  };
}

/** The notice goes when its time is over, unless another took its place. */
export function noticeOver(
  state: WorkstationState,
  { serial }: Wake & { readonly for: 'notice' },
): Update<never> {
  if (state.notice?.serial !== serial) return update(state);
  const { notice: _, ...rest } = state;
  return update(rest);
}

/**
 * What a key said dies with its cause: the next key that has nothing to say is accepted, and clears it. What came from
 * elsewhere (a card saved, a word of the lead) keeps its time, since nobody pressed a key for it.
 */
export function noticeByKey<C>(before: WorkstationState, { state, commands }: Update<C>): Update<C> {
  const { notice, ...rest } = state;
  if (!notice) return { state, commands };
  if (notice.serial !== before.notice?.serial)
    return { state: { ...state, notice: { ...notice, byKey: true } }, commands };
  return { state: notice.byKey ? rest : state, commands };
}

/** The screen under a page. */
export function uncovered(state: WorkstationState): WorkstationState {
  const { overlay: _, ...rest } = state;
  return rest;
}

export function covered(state: WorkstationState, overlay: Overlay): WorkstationState {
  return { ...state, overlay };
}
