import { countryFacts } from '../../../shared/country.ts';
import { civilDate } from '../../../shared/time.ts';
import { triesOf } from '../call/call-result-record.ts';
import { nextTry } from '../calling-rules/cadence.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import { donorExclusion } from '../contact-file/contact-exclusions.ts';
import { contactProfile } from '../contact-file/contact-profile.ts';
import { NEVER_CHECKED } from '../contact-file/list-check.ts';
import type { Donor } from '../donor.ts';
import type { CalledCampaign, PastCall, QueuedRecord } from '../next-card/next-card-record.ts';
import { isAskable, WITHOUT_NUMBER } from './enrichment-request.ts';

export interface EnrichedRecordQuestion {
  readonly row: QueuedRecord;
  /** With the numbers added. */
  readonly donor: Donor;
  readonly campaign: CalledCampaign;
  /** Calls of the record, in order of time. */
  readonly history: readonly PastCall[];
  readonly rules: CallingRules;
  readonly nowMs: number;
}

type Change = Partial<
  Pick<QueuedRecord, 'state' | 'queue' | 'dueAtMs' | 'nextPart' | 'disposition' | 'closedAtMs' | 'owner'>
> & { readonly hold?: 'list-check' | null; readonly dncmCheckedOn?: string | null };

/** What a new number makes of a closed record. `closed`: it stays as it is, and the number is not even added. */
export type EnrichedRecord =
  | { readonly kind: 'callable' | 'list-check' | 'excluded'; readonly change: Change }
  | { readonly kind: 'closed' };

/**
 * A record without a number comes into the queue as a new one, the exclusions asked again; one whose numbers were wrong goes
 * on at its ordinary pace, its attempts counted, or stays closed when they are used up. Where numbers are checked
 * against a list, one that nobody checked is not called: the record waits for the next check (docs/rules/enrichment.md).
 */
export function enrichedRecord(question: EnrichedRecordQuestion): EnrichedRecord {
  const { row } = question;
  if (!isAskable(row.disposition ?? '')) return { kind: 'closed' };
  if (row.state === 'excluded' && row.disposition === WITHOUT_NUMBER) return firstNumber(question);
  return row.state === 'closed' ? anotherNumber(question) : { kind: 'closed' };
}

function firstNumber({ donor, campaign, nowMs }: EnrichedRecordQuestion): EnrichedRecord {
  const exclusion = donorExclusion({ donor, profile: contactProfile(campaign.settings, civilDate(nowMs)) });
  if (exclusion) return { kind: 'excluded', change: { disposition: exclusion.code } };
  if (countryFacts(campaign.country).doNotCallList !== null)
    return { kind: 'list-check', change: { disposition: 'EF_EXCLU', ...LIST_CHECK } };
  return {
    kind: 'callable',
    change: { state: 'ready', queue: 'new', disposition: null, closedAtMs: null, dueAtMs: nowMs },
  };
}

const LIST_CHECK = { hold: 'list-check', dncmCheckedOn: NEVER_CHECKED } as const;

function anotherNumber({ row, campaign, history, rules, nowMs }: EnrichedRecordQuestion): EnrichedRecord {
  const last = history.at(-1);
  if (!last) return { kind: 'closed' };
  const next = nextTry({
    past: triesOf({ history: history.slice(0, -1) }),
    outcome: { atMs: last.endedAtMs, part: last.dayPart, code: last.disposition },
    settings: campaign.settings,
    area: row.area,
    rules,
  });
  if (next.kind !== 'again') return { kind: 'closed' };
  const change: Change = {
    state: 'ready',
    queue: 'retry',
    closedAtMs: null,
    owner: null,
    dueAtMs: Math.max(nowMs, next.dueAtMs),
    nextPart: next.nextPart,
  };
  return countryFacts(campaign.country).doNotCallList !== null
    ? { kind: 'list-check', change: { ...change, ...LIST_CHECK } }
    : { kind: 'callable', change };
}
