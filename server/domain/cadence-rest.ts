import { dispositionOf } from '../../shared/dispositions.ts';
import type { CampaignSettings } from './campaign-settings.ts';

/** The same donor in another campaign of the charity. A `RecordRow` fits. */
export interface OtherRecord {
  readonly state: 'staged' | 'ready' | 'leased' | 'closed' | 'excluded';
  readonly disposition: string | null;
  readonly lastAttemptAtMs: number | null;
  readonly closedAtMs: number | null;
}

const HOUR_MS = 3_600_000;
/** D. 223-9: no contact for sixty days after a refusal (domain/03 §3.1). */
const STRICT_REST_MS = 60 * 24 * HOUR_MS;
const REFUSALS = new Set(['REFUS ARGUMENTÉ', 'REFUS SANS ÉCOUTE']);

/**
 * The contact budget of a donor across the charity's campaigns (brief F12): rest after a try of any campaign, sixty
 * days after a refusal under the strict profile, and never two screens at once. Undefined: nothing to wait for.
 */
export function restUntilMs(
  others: readonly OtherRecord[],
  settings: CampaignSettings,
  nowMs: number,
): number | undefined {
  const waits = others.flatMap((other) => [
    other.state === 'leased' ? nowMs + settings.cadence.leaseMinutes * 60_000 : 0,
    (other.lastAttemptAtMs ?? Number.NEGATIVE_INFINITY) + settings.cadence.minHoursBetween * HOUR_MS,
    refusedAtMs(other, settings) + STRICT_REST_MS,
  ]);
  const until = Math.max(0, ...waits);
  return until > nowMs ? until : undefined;
}

function refusedAtMs(other: OtherRecord, settings: CampaignSettings): number {
  const family = dispositionOf(other.disposition ?? '')?.family ?? '';
  const rests = settings.callingProfile === 'STRICT_D223-9' && REFUSALS.has(family);
  return rests && other.closedAtMs !== null ? other.closedAtMs : Number.NEGATIVE_INFINITY;
}
