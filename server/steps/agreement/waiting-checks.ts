import { inTurn } from '../../../shared/in-turn.ts';
import { isCancelled } from '../../domain/call/corrected-call.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CheckRow, CheckState } from '../../ports/rows/checks.ts';
import type { StoreReader } from '../../ports/store.ts';

export interface StandingCheck {
  readonly check: CheckRow;
  readonly call: CallRow;
}

/** Agreements whose verification stands there, oldest call first; cancelled ones have nothing to verify any more. */
export async function checksInForce(
  rows: StoreReader,
  campaign: string,
  states: readonly CheckState[],
): Promise<readonly StandingCheck[]> {
  return (
    await inTurn.flatMap(await rows.checks.inForce(campaign, states), async (check) => {
      const call = await rows.calls.byId(check.callId);
      return call && !isCancelled(await rows.corrections.ofCall(check.callId)) ? [{ check, call }] : [];
    })
  ).toSorted((a, b) => a.call.endedAtMs - b.call.endedAtMs || (a.call.callId < b.call.callId ? -1 : 1));
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
export async function heldBack(rows: StoreReader, campaign: string, beforeMs: number): Promise<HeldBack> {
  const held = (await checksInForce(rows, campaign, ['to-check', 'rejected'])).filter(
    ({ call }) => call.endedAtMs < beforeMs,
  );
  const unsent = await inTurn.filter(
    held,
    async ({ call }) => !(await rows.deliveries.isLineSent(call.callId, 'N')),
  );
  const waiting = unsent.filter(({ check }) => check.state === 'to-check').length;
  return { waiting, rejected: unsent.length - waiting, corrections: held.length - unsent.length };
}

/** Agreements that a verifier let through since the campaign's last weekly file was built: the next one owes them. */
export async function releasedSince(rows: StoreReader, campaign: string): Promise<readonly CallRow[]> {
  const built = (await rows.deliveries.all(campaign)).filter(({ kind }) => kind === 'weekly');
  const lastMs = Math.max(0, ...built.map(({ builtAtMs }) => builtAtMs));
  return (
    await inTurn.filter(
      await checksInForce(rows, campaign, ['approved', 'observed', 'acknowledged']),
      async ({ check, call }) =>
        check.atMs >= lastMs && !(await rows.deliveries.isLineSent(call.callId, 'N')),
    )
  ).map(({ call }) => call);
}
