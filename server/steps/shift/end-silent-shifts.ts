import { inTurn } from '../../../shared/in-turn.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ShiftRow } from '../../ports/rows/shifts.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** A workstation that says nothing for that long is gone: as long as a lease (docs/rules/cadence.md). */
const SILENCE_MS = 10 * 60_000;
/** What an employer must be able to show of working hours: one year (Code du travail, D3171-16). */
const KEPT_MS = 366 * 86_400_000;

/**
 * Signs of life of the workstations that listen, and the end of shifts that nobody ended: killed program, cut line, closed
 * laptop. Hours stop at the last sign of life, not when somebody noticed. Run every minute; twice finds nothing more.
 * Returns how many shifts it closed.
 */
export async function endSilentShifts(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly live: { listening(): ReadonlySet<string> };
}): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const listening = [...deps.live.listening()];
  return await deps.store.write(async (rows) => {
    await rows.shifts.seen(listening, nowMs);
    await rows.shifts.dropBefore(nowMs - KEPT_MS);
    const silent = await inTurn.filter(await rows.shifts.running(), (shift) =>
      closeIfSilent(rows, shift, nowMs),
    );
    return silent.length;
  });
}

/**
 * Ends the shift that an agent's former workstation left running, at its last sign of life, before another begins: a stopped
 * server counts for nobody's hours. Within the caller's transaction; nothing happens while that workstation lives.
 */
export async function closeFormerShift(rows: StoreWriter, agent: string, nowMs: number): Promise<void> {
  const shift = (await rows.shifts.running()).find((one) => one.agent === agent);
  const seenMs = shift && (await silentSinceMs(rows, shift, nowMs));
  if (seenMs !== undefined) await closeAt(rows, agent, { seenMs, nowMs });
}

/** Its last sign of life, when it is old enough; undefined while the workstation lives. */
async function silentSinceMs(
  rows: StoreWriter,
  { agent, fromMs, seenMs }: ShiftRow,
  nowMs: number,
): Promise<number | undefined> {
  const seen = Math.min(nowMs, Math.max(fromMs, seenMs, await rows.shifts.lastActMs(agent)));
  return nowMs - seen < SILENCE_MS ? undefined : seen;
}

async function closeIfSilent(rows: StoreWriter, shift: ShiftRow, nowMs: number): Promise<boolean> {
  const seenMs = await silentSinceMs(rows, shift, nowMs);
  // A card on screen comes back with its lease (return-leases.ts), which ends the work of that agent too.
  if (seenMs === undefined || (await rows.records.leaseOfAgent(shift.agent))) return false;
  await closeAt(rows, shift.agent, { seenMs, nowMs });
  return true;
}

async function closeAt(
  rows: StoreWriter,
  agent: string,
  { seenMs: seen, nowMs }: { readonly seenMs: number; readonly nowMs: number },
): Promise<void> {
  await rows.shifts.end(agent, seen, 'silence');
  const presence = await rows.floor.presenceOf(agent);
  if (presence && presence.state !== 'away') {
    await rows.records.endReservation(agent);
    await rows.floor.setPresence({ agent, state: 'away', sinceMs: seen, campaign: presence.campaign });
    await rows.floor.switchSpan(agent, seen);
  }
  await trail(rows, { actor: 'system', atMs: nowMs })('shift.silent', agent, {
    reason: 'Poste sans signe de vie',
    detail: { seenAtMs: seen },
  });
}
