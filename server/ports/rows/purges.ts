import type { KeptFigures } from '../../domain/indicators/kept-figures.ts';
import type { PurgeFindings } from '../../domain/purge/purge-findings.ts';

export interface TableCount {
  readonly table: string;
  readonly rows: number;
}

export interface PurgeRow {
  readonly campaign: string;
  readonly startedAtMs: number;
  /** Last step finished; a purge cut anywhere goes on from here. */
  readonly step: string;
  readonly operator: string;
  readonly reason: string;
  readonly findings: PurgeFindings;
  /** What the certificate states as its end; null until it is fixed. */
  readonly end: PurgeEnd | null;
  readonly finishedAtMs: number | null;
}

export interface PurgeEnd {
  readonly endedAtMs: number;
  /** Of the audit log, then. */
  readonly auditHead: { readonly seq: number; readonly hash: string };
}

export interface PurgeReader {
  byCampaign(campaign: string): PurgeRow | undefined;
  unfinished(): readonly PurgeRow[];
  /** Rows of each table that belong to the campaign. */
  counts(campaign: string): readonly TableCount[];
  /** Up to `limit` sealed payload fragments (≥ 24 bytes each) that the re-scan looks for. */
  sealedSamples(campaign: string, limit: number): readonly Uint8Array[];
  /** Blind indexes as stored, up to `limit`. */
  blindSamples(campaign: string, limit: number): readonly string[];
  /** Aggregated figures kept after the purge, or undefined. */
  keptFigures(campaign: string): KeptFigures | undefined;
}

export interface PurgeWriter extends PurgeReader {
  begin(row: PurgeRow): void;
  update(
    campaign: string,
    change: Partial<Pick<PurgeRow, 'step' | 'findings' | 'end' | 'finishedAtMs'>>,
  ): void;
  keepFigures(campaign: string, figures: KeptFigures): void;
  /**
   * Deletes the campaign's rows of every table that holds donor data, sealed or derived; returns counts. Audit,
   * campaign shell, deliveries' receipts and scripts stay.
   */
  eraseCampaign(campaign: string): readonly TableCount[];
}
