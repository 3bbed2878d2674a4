import { dispositionOf } from '../../../shared/dispositions.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { earliestMs } from './cadence.ts';
import type { Try } from './cadence-counting.ts';

/** The same donor in another campaign of the charity. */
export interface OtherRecord {
  readonly state: 'staged' | 'ready' | 'leased' | 'closed' | 'excluded';
  readonly disposition: string | null;
  readonly closedAtMs: number | null;
  /** Its calls, oldest first. */
  readonly tries: readonly Try[];
}

export interface RestQuestion {
  /** Calls of the record itself, oldest first. */
  readonly own: readonly Try[];
  readonly others: readonly OtherRecord[];
  readonly settings: CampaignSettings;
  readonly area: string;
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;
/** D. 223-9: no contact for sixty days after a refusal (docs/rules/law.md#france). */
const STRICT_REST_DAYS = 60;
const REFUSALS = new Set(['REFUS ARGUMENTÉ', 'REFUS SANS ÉCOUTE']);

/**
 * The contact budget of a donor across the charity's campaigns (F-12): the limits of the cadence hold for the tries of
 * all of them together (rest between two, so many a day, in seven days, in thirty under the strict profile), some weeks pass
 * after a refusal, and never two screens at once. Undefined: nothing to wait for.
 */
export function restUntilMs({ own, others, settings, area, nowMs }: RestQuestion): number | undefined {
  const elsewhere = others.flatMap((other) => other.tries).filter((one) => one.counted);
  const together = [...own.filter((one) => one.counted), ...elsewhere].toSorted((a, b) => a.atMs - b.atMs);
  const until = Math.max(
    elsewhere.length > 0 ? earliestMs(together, { settings, area }) : 0,
    ...others.flatMap((other) => [
      other.state === 'leased' ? nowMs + settings.cadence.leaseMinutes * 60_000 : 0,
      refusedAtMs(other) + restDays(settings) * DAY_MS,
    ]),
  );
  return until > nowMs ? until : undefined;
}

function restDays({ callingProfile, cadence }: CampaignSettings): number {
  return callingProfile === 'STANDARD'
    ? cadence.refusalRestDays
    : Math.max(STRICT_REST_DAYS, cadence.refusalRestDays);
}

function refusedAtMs({ disposition, closedAtMs }: OtherRecord): number {
  const family = dispositionOf(disposition ?? '')?.family ?? '';
  return REFUSALS.has(family) && closedAtMs !== null ? closedAtMs : Number.NEGATIVE_INFINITY;
}
