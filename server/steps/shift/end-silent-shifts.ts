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

/**
 * Ends the shift that an agent's former workstation left running, at its last sign of life, before another begins: a stopped
 * server counts for nobody's hours. Within the caller's transaction; nothing happens while that workstation lives.
 */
export function closeFormerShift(rows: StoreWriter, agent: string, nowMs: number): void {
  const shift = rows.shifts.running().find((one) => one.agent === agent);
  const seenMs = shift && silentSinceMs(rows, shift, nowMs);
  if (seenMs !== undefined) closeAt(rows, agent, { seenMs, nowMs });
}

/** Its last sign of life, when it is old enough; undefined while the workstation lives. */
function silentSinceMs(
  rows: StoreWriter,
  { agent, fromMs, seenMs }: ShiftRow,
  nowMs: number,
): number | undefined {
  const seen = Math.min(nowMs, Math.max(fromMs, seenMs, rows.shifts.lastActMs(agent)));
  return nowMs - seen < SILENCE_MS ? undefined : seen;
}

function closeIfSilent(rows: StoreWriter, shift: ShiftRow, nowMs: number): boolean {
  const seenMs = silentSinceMs(rows, shift, nowMs);
  // A card on screen comes back with its lease (return-leases.ts), which ends the work of that agent too.
  if (seenMs === undefined || rows.records.leaseOfAgent(shift.agent)) return false;
  closeAt(rows, shift.agent, { seenMs, nowMs });
  return true;
}

function closeAt(
  rows: StoreWriter,
  agent: string,
  { seenMs: seen, nowMs }: { readonly seenMs: number; readonly nowMs: number },
): void {
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
}
