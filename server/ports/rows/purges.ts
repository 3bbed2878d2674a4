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
  byCampaign(campaign: string): Promise<PurgeRow | undefined>;
  unfinished(): Promise<readonly PurgeRow[]>;
  /** Those of servers that are none of those living. */
  leftUnfinished(living: readonly string[]): Promise<readonly PurgeRow[]>;
  /** The server that is at it now, dead or alive; undefined between two tries. */
  workingOn(campaign: string): Promise<string | undefined>;
  /** This server is at it, and no other took it over. */
  isMine(campaign: string): Promise<boolean>;
  /** Rows of each table that belong to the campaign. */
  counts(campaign: string): Promise<readonly TableCount[]>;
  /** Up to `limit` sealed payload fragments (≥ 24 bytes each) that the re-scan looks for. */
  sealedSamples(campaign: string, limit: number): Promise<readonly Uint8Array[]>;
  /** Blind indexes as stored, up to `limit`. */
  blindSamples(campaign: string, limit: number): Promise<readonly string[]>;
  /** Aggregated figures kept after the purge, or undefined. */
  keptFigures(campaign: string): Promise<KeptFigures | undefined>;
}

export interface PurgeWriter extends PurgeReader {
  begin(row: PurgeRow): Promise<void>;
  /** This server is at it from now on. */
  takeUp(campaign: string): Promise<void>;
  /** This server is at it no more, unless another took it over. */
  rest(campaign: string): Promise<void>;
  update(
    campaign: string,
    change: Partial<Pick<PurgeRow, 'step' | 'findings' | 'end' | 'finishedAtMs'>>,
  ): Promise<void>;
  keepFigures(campaign: string, figures: KeptFigures): Promise<void>;
  /**
   * Deletes the campaign's rows of every table that holds donor data, sealed or derived; returns counts. Audit,
   * campaign shell, deliveries' receipts and scripts stay.
   */
  eraseCampaign(campaign: string): Promise<readonly TableCount[]>;
}
