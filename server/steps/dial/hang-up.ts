import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import type { Telephony } from '../../ports/telephony.ts';
import { lineSilent } from './dial-refusals.ts';
import { lineCallOf } from './line-call-name.ts';
import { noteDial } from './note-dial.ts';

interface HangUpDeps {
  readonly telephony: Pick<Telephony, 'hangUp'>;
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Hangs up the number that the agent dialled for that call, whether its card is still on the screen or not; the seat’s line stays
 * open. Twice, or once it is over, does nothing. AppError `line-unreachable`.
 */
export async function hangUpDial(
  { telephony, store, clock }: HangUpDeps,
  { agent, callId }: { readonly agent: Pick<AccountRow, 'id'>; readonly callId: string },
): Promise<void> {
  const last = (await store.read((rows) => rows.dials.ofCall(callId))).at(-1);
  if (!last || last.agent !== agent.id || last.endedAtMs !== null) return;
  const done = await telephony.hangUp(lineCallOf(last));
  if (done === 'unavailable') throw lineSilent();
  if (done === 'done') return;
  // It was over before: whatever the line still tells of it comes too late.
  const phase = last.answeredAtMs === null ? 'unanswered' : 'ended';
  await store.write((rows) => noteDial(rows, last, { phase, atMs: clock.nowMs() }));
}
