import type { BreachEventKind, BreachFacts, BreachKind } from '../../domain/papers/breach.ts';

export interface BreachRow {
  readonly id: string;
  readonly kinds: readonly BreachKind[];
  readonly campaigns: readonly string[];
  readonly discoveredAtMs: number;
  readonly openedAtMs: number;
  /** Account id. */
  readonly author: string;
  readonly reason: string;
  readonly facts: BreachFacts;
}

export interface BreachEventRow {
  readonly breachId: string;
  /** From 1. */
  readonly rank: number;
  readonly kind: BreachEventKind;
  readonly atMs: number;
  readonly author: string;
  readonly text: string;
}

export interface BreachReader {
  byId(id: string): Promise<BreachRow | undefined>;
  /** Oldest first. */
  all(): Promise<readonly BreachRow[]>;
  eventsOf(id: string): Promise<readonly BreachEventRow[]>;
  /** Records of a campaign, and those called at least once. */
  exposure(campaign: string): Promise<{ readonly records: number; readonly called: number }>;
}

/** Added, never changed, never removed: triggers of the base refuse. */
export interface BreachWriter extends BreachReader {
  add(row: BreachRow): Promise<void>;
  addEvent(row: BreachEventRow): Promise<void>;
}
