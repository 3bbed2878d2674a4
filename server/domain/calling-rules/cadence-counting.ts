import { dispositionOf } from '../../../shared/dispositions.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { CallPart } from './calling-rules-spans.ts';

/** One try of a record: when it ended, in which part of the donor's day, how, and whether it counts as an attempt. */
export interface Try {
  readonly atMs: number;
  readonly part: CallPart;
  readonly code: string;
  readonly counted: boolean;
}

const BUSY = 'NJ_OCC';
/** A cut or failed line is tried again that soon, that often in a row; the next one counts, so that every record ends. */
const TECHNICAL_RETRY_MINUTES = 5;
const TECHNICAL_RETRIES = 3;

function freeRetries(code: string, settings: CampaignSettings): number {
  return code === BUSY ? settings.cadence.busyRetries : TECHNICAL_RETRIES;
}

/**
 * Does this outcome count as an attempt? Busy is free `busyRetries` times in a row and a technical failure three
 * times (docs/rules/cadence.md); all else counts as the dispositions table says.
 */
export function isCountedTry(past: readonly Try[], code: string, settings: CampaignSettings): boolean {
  if (dispositionOf(code)?.countsAttempt !== false) return true;
  const sinceCounted = past.slice(past.findLastIndex((one) => one.counted) + 1);
  const sameKind = sinceCounted.filter((one) => (one.code === BUSY) === (code === BUSY)).length;
  return sameKind >= freeRetries(code, settings);
}

/** Minutes to wait after an outcome that is not counted. */
export function quickRetryMinutes(code: string, settings: CampaignSettings): number {
  return code === BUSY ? settings.cadence.busyRetryMinutes : TECHNICAL_RETRY_MINUTES;
}
