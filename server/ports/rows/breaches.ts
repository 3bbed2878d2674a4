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
  byId(id: string): BreachRow | undefined;
  /** Oldest first. */
  all(): readonly BreachRow[];
  eventsOf(id: string): readonly BreachEventRow[];
  /** Records of a campaign, and those called at least once. */
  exposure(campaign: string): { readonly records: number; readonly called: number };
}

/** Added, never changed, never removed: triggers of the base refuse. */
export interface BreachWriter extends BreachReader {
  add(row: BreachRow): void;
  addEvent(row: BreachEventRow): void;
}
