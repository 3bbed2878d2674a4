import type { Clock } from '../../ports/clock.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/**
 * Gives back the cards of screens that went silent: no attempt is counted, the record is ready again as it was. Run
 * every few seconds; twice finds nothing more. Returns how many came back.
 */
export async function returnExpiredLeases(deps: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<number> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const expired = await rows.records.expiredLeases(nowMs);
    for (const lease of expired) await giveBack(rows, lease, nowMs);
    return expired.length;
  });
}

/** After the hour went back, a card of later would stay on its screen until that later hour: it is given back at the start. */
export async function returnLaterLeases(deps: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<number> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const later = (await rows.records.expiredLeases(Number.MAX_SAFE_INTEGER)).filter(
      (one) => one.seenAtMs > nowMs,
    );
    for (const lease of later) await giveBack(rows, lease, nowMs);
    return later.length;
  });
}

async function giveBack(rows: StoreWriter, lease: LeaseRow, nowMs: number): Promise<void> {
  const { agent, callId, campaign, recordId } = lease;
  await rows.records.releaseLease(callId);
  await rows.records.endReservation(agent);
  await trail(rows, { actor: 'system', atMs: nowMs })('lease.return', String(recordId), {
    campaign,
    reason: 'Écran sans signe de vie',
    detail: { agent, callId },
  });
  const presence = await rows.floor.presenceOf(agent);
  if (presence?.state === 'card') {
    // Production hours stop at the last sign of life, not when somebody noticed.
    const lastSeenMs = Math.min(nowMs, Math.max(lease.seenAtMs, presence.sinceMs));
    await rows.floor.setPresence({ agent, state: 'away', sinceMs: lastSeenMs, campaign: presence.campaign });
    await rows.floor.switchSpan(agent, lastSeenMs);
  }
  const text = 'La fiche est restée trop longtemps sans signe de vie : elle est retournée dans la file.';
  await rows.floor.addLiveEvent({ atMs: nowMs, agent, event: { kind: 'record-moved', text } });
}
