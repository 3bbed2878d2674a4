import { localDay } from '../../../shared/local-day.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { earliestMs } from './cadence.ts';
import type { Try } from './cadence-counting.ts';
import { zoneOfArea } from './calling-area.ts';

/**
 * The other records of the charity that bear one of the record's numbers: a couple, parents and children, a switchboard.
 *
 * @internal for tests
 */
export interface SharedNumber {
  readonly isOnScreen: boolean;
  /** Last instant at which a card taken back from a living screen may still be talked about; 0 without one. */
  readonly talkingUntilMs: number;
  /** The soonest callback that one of them waits for. */
  readonly promisedAtMs: number | null;
  /** Calls of those records, counted or not, oldest first. */
  readonly calls: readonly Try[];
}

export interface NumberRestQuestion {
  readonly row: {
    readonly queue: 'new' | 'retry' | 'callback';
    readonly dueAtMs: number;
    readonly area: string;
  };
  readonly shared: SharedNumber;
  /** Calls of the record itself, oldest first. */
  readonly own: readonly Try[];
  readonly settings: CampaignSettings;
  readonly nowMs: number;
}

/** Calls older than this weigh on no limit: the strict profile counts thirty days. */
export const WEIGHS_MS = 30 * 86_400_000;

/**
 * A number is one telephone, whoever answers (docs/rules/cadence.md): never on two screens at once, never rung for two records
 * on one day of the donor’s, and the limits of the cadence hold for the calls of all of them together. A callback promised to
 * one keeps that day from the others; itself it waits only for the day’s end when another was called first. The instant until
 * which the record rests, undefined when it need not.
 */
export function numberRestMs({ row, shared, own, settings, nowMs }: NumberRestQuestion): number | undefined {
  const { fromMs: todayMs, toMs: tomorrowMs } = localDay(nowMs, zoneOfArea(row.area));
  const isAwaited = row.queue === 'callback' && row.dueAtMs <= nowMs;
  const rang = shared.calls.some((one) => one.atMs >= todayMs);
  const isPromised = shared.promisedAtMs !== null && shared.promisedAtMs < tomorrowMs;
  const together = [...own, ...shared.calls].filter((one) => one.counted).toSorted((a, b) => a.atMs - b.atMs);
  const until = Math.max(
    shared.isOnScreen ? nowMs + settings.cadence.leaseMinutes * 60_000 : 0,
    shared.talkingUntilMs,
    rang || (isPromised && !isAwaited) ? tomorrowMs : 0,
    isAwaited || shared.calls.length === 0 ? 0 : earliestMs(together, { settings, area: row.area }),
  );
  return until > nowMs ? until : undefined;
}
