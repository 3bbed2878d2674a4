import { isCancelled } from '../../domain/call/corrected-call.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CheckRow, CheckState } from '../../ports/rows/checks.ts';
import type { StoreReader } from '../../ports/store.ts';

export interface StandingCheck {
  readonly check: CheckRow;
  readonly call: CallRow;
}

/** Agreements whose verification stands there, oldest call first; cancelled ones have nothing to verify any more. */
export function checksInForce(
  rows: StoreReader,
  campaign: string,
  states: readonly CheckState[],
): readonly StandingCheck[] {
  return rows.checks
    .inForce(campaign, states)
    .flatMap((check) => {
      const call = rows.calls.byId(check.callId);
      return call && !isCancelled(rows.corrections.ofCall(check.callId)) ? [{ check, call }] : [];
    })
    .toSorted((a, b) => a.call.endedAtMs - b.call.endedAtMs || (a.call.callId < b.call.callId ? -1 : 1));
}

/**
 * How many agreements of calls ended by then a file does not carry: nobody has verified them, or they were rejected; and
 * corrections of lines that left, whose M line waits for the same.
 */
export interface HeldBack {
  readonly waiting: number;
  readonly rejected: number;
  readonly corrections: number;
}

/** Counted by the state they are in now; what was cancelled, taken back or told whole is not counted. */
export function heldBack(rows: StoreReader, campaign: string, beforeMs: number): HeldBack {
  const held = checksInForce(rows, campaign, ['to-check', 'rejected']).filter(
    ({ call }) => call.endedAtMs < beforeMs,
  );
  const unsent = held.filter(({ call }) => !rows.deliveries.isLineSent(call.callId, 'N'));
  const waiting = unsent.filter(({ check }) => check.state === 'to-check').length;
  return { waiting, rejected: unsent.length - waiting, corrections: held.length - unsent.length };
}

/** Agreements that a verifier let through since the campaign's last weekly file was built: the next one owes them. */
export function releasedSince(rows: StoreReader, campaign: string): readonly CallRow[] {
  const built = rows.deliveries.all(campaign).filter(({ kind }) => kind === 'weekly');
  const lastMs = Math.max(0, ...built.map(({ builtAtMs }) => builtAtMs));
  return checksInForce(rows, campaign, ['approved', 'observed', 'acknowledged'])
    .filter(({ check, call }) => check.atMs >= lastMs && !rows.deliveries.isLineSent(call.callId, 'N'))
    .map(({ call }) => call);
}
