import type { CallOutcome } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { type PlannedDebit, plannedDebit } from '../agreement/first-debit.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { RecordContent } from '../donor.ts';
import type { CalledCampaign, GiftColumns, PastCall, QueuedRecord } from '../next-card/next-card-record.ts';

/** All that decides what an outcome does; the decision is pure. */
export interface OutcomeQuestion {
  readonly row: QueuedRecord & GiftColumns;
  readonly content: RecordContent;
  readonly campaign: CalledCampaign;
  /** The script of the version said by the outcome; undefined when that version is unknown. */
  readonly script: CallScript | undefined;
  readonly history: readonly PastCall[];
  readonly outcome: CallOutcome;
  /** Account id. */
  readonly agent: string;
  /** When the card was served. */
  readonly startedAtMs: number;
  readonly nowMs: number;
  readonly rules: CallingRules;
}

const DAY_MS = 86_400_000;

/**
 * What the donor was told of their first debit: as the card said it when it was served, unless the outcome comes so late
 * (the workstation was cut off) that the notice would be short.
 */
export function debitOfCall({ content, campaign, rules, startedAtMs, nowMs }: OutcomeQuestion): PlannedDebit {
  const toldAtMs = nowMs - startedAtMs > DAY_MS ? nowMs : startedAtMs;
  return plannedDebit({ donor: content.donor, campaign, rules, toldAtMs });
}
