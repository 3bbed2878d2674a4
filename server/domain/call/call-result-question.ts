import type { CallOutcome } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { civilDate } from '../../../shared/time.ts';
import { mandateAction } from '../agreement/mandate-action.ts';
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

/**
 * True when a resumed gift cannot run on the old mandate (docs/rules/direct-debit.md): the agreement then waits for a
 * signature.
 */
export function needsSignature({ campaign, content, nowMs }: OutcomeQuestion): boolean {
  const { gift, mandate } = content.donor;
  const today = civilDate(nowMs);
  return mandateAction({ kind: campaign.kind, gift, mandate, today }) === 'NOUVEAU_SIGNATURE';
}
