import type { LiveEvent } from '../../../shared/card.ts';
import type { Period } from '../../../shared/time.ts';

export type PresenceState = 'card' | 'waiting' | 'pause' | 'away';

/** What an agent is doing now. */
export interface PresenceRow {
  readonly agent: string;
  readonly state: PresenceState;
  readonly sinceMs: number;
  readonly campaign: string;
  /** When a pause after the card on screen was asked for; null: none. */
  readonly pauseAskedMs: number | null;
}

/**
 * Spans of work: production hours are the sum of `production` spans (breaks and training excluded,
 * docs/rules/indicators.md).
 */
export interface WorkSpan {
  readonly agent: string;
  readonly campaign: string;
  readonly kind: 'production' | 'pause';
  readonly fromMs: number;
  /** null while it runs. */
  readonly toMs: number | null;
}

/**
 * A live event for one agent or, with agent null, for all; polled by the server so that any process may add one in its
 * transaction.
 */
export interface LiveEventRow {
  readonly seq: number;
  readonly atMs: number;
  readonly agent: string | null;
  readonly event: LiveEvent;
}

export interface MoveRow {
  readonly id: string;
  readonly atMs: number;
  readonly author: string;
  readonly reason: string;
  readonly moved: number;
}

export interface FloorReader {
  presence(): Promise<readonly PresenceRow[]>;
  presenceOf(agent: string): Promise<PresenceRow | undefined>;
  /** Seconds of production in the period, running spans counted to `nowMs`. */
  productionSeconds(
    scope: { readonly campaign?: string; readonly agent?: string },
    period: Period,
    nowMs: number,
  ): Promise<number>;
  /** Seats held in production in the period, one for each agent and day. */
  seatDays(campaign: string, period: Period): Promise<number>;
  liveEventsAfter(seq: number, limit: number): Promise<readonly LiveEventRow[]>;
  lastLiveEvent(): Promise<number>;
  moves(limit: number): Promise<readonly MoveRow[]>;
}

export interface FloorWriter extends FloorReader {
  /** A pause asked for before goes with it. */
  setPresence(row: Omit<PresenceRow, 'pauseAskedMs'>): Promise<void>;
  /** Somebody who waits for a card of that campaign has one; a pause asked for goes. False, and nothing changes, for others. */
  takesCard(agent: string, campaign: string, atMs: number): Promise<boolean>;
  /** Somebody with a card of that campaign has none left, and waits. False, and nothing changes, for others. */
  leavesCard(agent: string, campaign: string, atMs: number): Promise<boolean>;
  /** null: not asked for any more. Nothing for somebody who was never seen. */
  setPauseAsked(agent: string, atMs: number | null): Promise<void>;
  /** Closes the running span of the agent, if any, and opens the next one; `next` absent ends work. */
  switchSpan(
    agent: string,
    atMs: number,
    /** `code`: which break. */
    next?: Pick<WorkSpan, 'campaign' | 'kind'> & { readonly code?: string },
  ): Promise<void>;
  addLiveEvent(event: Omit<LiveEventRow, 'seq'>): Promise<void>;
  dropLiveEvents(beforeMs: number): Promise<void>;
  addMove(
    row: MoveRow,
    items: readonly {
      readonly recordId: number;
      readonly fromOwner: string | null;
      readonly toOwner: string | null;
    }[],
  ): Promise<void>;
}
