import type { LineCallChange } from '../../../server/ports/rows/line-calls.ts';
import type { StoreWriter } from '../../../server/ports/store.ts';

/** Sunday 6 December 2026 in Paris: until 23:30 to MAISON, 15 at once, then PARTENAIRE. */
export const SUNDAY = '2026-12-06';
const OPENS_MS = Date.parse('2026-12-06T20:00:00+01:00');

/**
 * An evening of calls, the same each time: 20:00 to 01:00, a spike at 20:45, one call in twelve abandoned, seats taken in turn. Calls
 * beyond fifteen at once are the partner's.
 */
export function eveningCalls(): readonly LineCallChange[] {
  const busyUntil = new Map<string, number>();
  const changes: LineCallChange[] = [];
  let call = 0;
  for (let minute = 0; minute < 300; minute += 1) {
    const spike = minute >= 45 && minute < 55 ? 14 : 0;
    const many = minute < 150 ? 4 + (minute % 3) + spike : minute % 2;
    for (let at = 0; at < many; at += 1) {
      const waitingAtMs = OPENS_MS + minute * 60_000 + at * 3_000;
      call += 1;
      const house = seatOf('MAISON', 15, { busyUntil, atMs: waitingAtMs });
      const site = house === undefined ? 'PARTENAIRE' : 'MAISON';
      const seat = house ?? seatOf('PARTENAIRE', 55, { busyUntil, atMs: waitingAtMs }) ?? null;
      const common = {
        lineCallId: `1796.${call}`,
        campaign: 'PL-2026',
        site,
        ruleSite: 'MAISON',
        waitingAtMs,
      };
      const isAbandoned = call % 12 === 0 || seat === null;
      const answeredAtMs = waitingAtMs + 2_000 + (call % 7) * (spike > 0 ? 6_000 : 1_500);
      const endedAtMs = answeredAtMs + 55_000 + (call % 5) * 8_000;
      changes.push({ ...common, kind: 'waiting', atMs: waitingAtMs, seat: null });
      if (isAbandoned) changes.push({ ...common, kind: 'abandoned', atMs: answeredAtMs, seat: null });
      else {
        busyUntil.set(seat, endedAtMs);
        changes.push({ ...common, kind: 'answered', atMs: answeredAtMs, seat });
        changes.push({ ...common, kind: 'ended', atMs: endedAtMs, seat });
      }
    }
  }
  return changes;
}

interface Hall {
  readonly busyUntil: ReadonlyMap<string, number>;
  readonly atMs: number;
}

function seatOf(site: string, seats: number, { busyUntil, atMs }: Hall): string | undefined {
  const names = Array.from({ length: seats }, (_, at) => `${site}-${String(at + 1).padStart(2, '0')}`);
  return names.find((name) => (busyUntil.get(name) ?? 0) <= atMs);
}

/** Written as the line's watch writes them. */
export async function noteEvening(rows: StoreWriter): Promise<void> {
  for (const change of eveningCalls()) await rows.lineCalls.note(change);
}
