import type { AccountReader, AccountWriter } from './rows/accounts.ts';
import type { AuditReader, AuditWriter } from './rows/audit.ts';
import type { CallReader, CallWriter } from './rows/calls.ts';
import type { CampaignReader, CampaignWriter } from './rows/campaigns.ts';
import type { CorrectionReader, CorrectionWriter } from './rows/corrections.ts';
import type { DecisionReader, DecisionWriter } from './rows/decisions.ts';
import type { DeliveryReader, DeliveryWriter } from './rows/deliveries.ts';
import type { EmailReader, EmailWriter } from './rows/emails.ts';
import type { EnrichmentReader, EnrichmentWriter } from './rows/enrichments.ts';
import type { FloorReader, FloorWriter } from './rows/floor.ts';
import type { FollowUpReader, FollowUpWriter } from './rows/follow-ups.ts';
import type { InsightReader } from './rows/insights.ts';
import type { MandateReader, MandateWriter } from './rows/mandates.ts';
import type { PurgeReader, PurgeWriter } from './rows/purges.ts';
import type { RecordReader, RecordWriter } from './rows/records.ts';

/** Reading and writing are different types: a parameter's type says whether a function can change anything. */
export interface StoreReader {
  readonly accounts: AccountReader;
  readonly audit: AuditReader;
  readonly calls: CallReader;
  readonly campaigns: CampaignReader;
  readonly corrections: CorrectionReader;
  readonly decisions: DecisionReader;
  readonly deliveries: DeliveryReader;
  readonly emails: EmailReader;
  readonly enrichments: EnrichmentReader;
  readonly floor: FloorReader;
  readonly followUps: FollowUpReader;
  readonly insights: InsightReader;
  readonly mandates: MandateReader;
  readonly purges: PurgeReader;
  readonly records: RecordReader;
}

export interface StoreWriter extends StoreReader {
  readonly accounts: AccountWriter;
  readonly audit: AuditWriter;
  readonly calls: CallWriter;
  readonly campaigns: CampaignWriter;
  readonly corrections: CorrectionWriter;
  readonly decisions: DecisionWriter;
  readonly deliveries: DeliveryWriter;
  readonly emails: EmailWriter;
  readonly enrichments: EnrichmentWriter;
  readonly floor: FloorWriter;
  readonly followUps: FollowUpWriter;
  readonly mandates: MandateWriter;
  readonly purges: PurgeWriter;
  readonly records: RecordWriter;
}

/**
 * The database. `work` is synchronous: nothing foreign is ever awaited inside a transaction (stack.md decision 3).
 * `write` runs in BEGIN IMMEDIATE with synchronous=FULL and is rolled back whole when `work` throws.
 */
export interface Store {
  read<T>(work: (rows: StoreReader) => T): T;
  write<T>(work: (rows: StoreWriter) => T): T;
  /** Physical erasure after deletes: WAL checkpoint (TRUNCATE), VACUUM, checkpoint. Not inside a transaction. */
  compact(): void;
  /** Absolute paths of every file that holds rows (base, WAL, shared memory): the purge re-scans them. */
  files(): readonly string[];
  close(): void;
}
