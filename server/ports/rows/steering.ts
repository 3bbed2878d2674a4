import type { MoveRow } from './floor.ts';

/** A move as the history shows it. `next`: its records were put on top for one person. */
export interface PastMove extends MoveRow {
  readonly kind: 'move' | 'next';
  /** All four null until it is undone. */
  readonly undoneAtMs: number | null;
  /** Account id. */
  readonly undoneBy: string | null;
  readonly undoneReason: string | null;
  /** How many of its records went back. */
  readonly goneBack: number | null;
}

export interface MoveItem {
  readonly recordId: number;
  readonly campaign: string;
  readonly fromOwner: string | null;
  readonly toOwner: string | null;
}

/** No card of the campaign is served until then: a lead's decision for the day. */
export interface CampaignPause {
  readonly campaign: string;
  readonly atMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  /** Account id. */
  readonly author: string;
  readonly reason: string;
}

export interface SteeringReader {
  move(id: string): Promise<PastMove | undefined>;
  /** In record order; none once the records' campaign is purged. */
  itemsOf(moveId: string): Promise<readonly MoveItem[]>;
  /** Newest first: that author's moves, and those of records of these campaigns. */
  history(scope: {
    readonly author: string;
    readonly campaigns: readonly string[];
    readonly limit: number;
  }): Promise<readonly PastMove[]>;
  /** Did another move, that stands, take the record after that one? */
  movedAfter(recordId: number, move: Pick<MoveRow, 'id' | 'atMs'>): Promise<boolean>;
  /** Records put on top for the agent, the next one first. */
  onTop(agent: string): Promise<readonly number[]>;
  /** The pause in force at that instant. */
  pauseOf(campaign: string, nowMs: number): Promise<CampaignPause | undefined>;
}

export interface SteeringWriter extends SteeringReader {
  markUndone(
    id: string,
    undone: {
      readonly atMs: number;
      readonly by: string;
      readonly reason: string;
      readonly goneBack: number;
    },
  ): Promise<void>;
  /**
   * Before what was put on top earlier. The records are the agent's already; leaving their hands ends it
   * (migrations/until-0.4.0/015-moves).
   */
  putOnTop(top: {
    readonly moveId: string;
    readonly agent: string;
    readonly atMs: number;
    readonly records: readonly { readonly recordId: number; readonly campaign: string }[];
  }): Promise<void>;
  /** Twice, or without one, does nothing. */
  endOnTop(recordId: number): Promise<void>;
  /** In place of a former one. */
  pause(row: CampaignPause): Promise<void>;
  /** How many ended: 0 or 1. */
  endPause(campaign: string): Promise<number>;
}
