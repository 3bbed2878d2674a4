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
export function endSilentShifts(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly live: { listening(): ReadonlySet<string> };
}): number {
  const nowMs = deps.clock.nowMs();
  const listening = [...deps.live.listening()];
  return deps.store.write((rows) => {
    rows.shifts.seen(listening, nowMs);
    rows.shifts.dropBefore(nowMs - KEPT_MS);
    const silent = rows.shifts.running().filter((shift) => closeIfSilent(rows, shift, nowMs));
    return silent.length;
  });
}

function closeIfSilent(rows: StoreWriter, { agent, fromMs, seenMs }: ShiftRow, nowMs: number): boolean {
  const seen = Math.min(nowMs, Math.max(fromMs, seenMs, rows.shifts.lastActMs(agent)));
  if (nowMs - seen < SILENCE_MS) return false;
  // A card on screen comes back with its lease (return-leases.ts), which ends the work of that agent too.
  if (rows.records.leaseOfAgent(agent)) return false;
  rows.shifts.end(agent, seen, 'silence');
  const presence = rows.floor.presenceOf(agent);
  if (presence && presence.state !== 'away') {
    rows.records.endReservation(agent);
    rows.floor.setPresence({ agent, state: 'away', sinceMs: seen, campaign: presence.campaign });
    rows.floor.switchSpan(agent, seen);
  }
  trail(rows, { actor: 'system', atMs: nowMs })('shift.silent', agent, {
    reason: 'Poste sans signe de vie',
    detail: { seenAtMs: seen },
  });
  return true;
}
