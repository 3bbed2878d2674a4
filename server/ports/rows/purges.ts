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
  /** JSON gathered on the way: counts, key fingerprint, findings. */
  readonly findings: string;
  readonly finishedAtMs: number | null;
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
  /** Aggregated figures kept after the purge, as JSON, or undefined. */
  keptFigures(campaign: string): string | undefined;
}

export interface PurgeWriter extends PurgeReader {
  begin(row: PurgeRow): void;
  update(campaign: string, change: Partial<Pick<PurgeRow, 'step' | 'findings' | 'finishedAtMs'>>): void;
  keepFigures(campaign: string, figures: string): void;
  /**
   * Deletes the campaign's rows of every table that holds donor data, sealed or derived; returns counts. Audit,
   * campaign shell, deliveries' receipts and scripts stay.
   */
  eraseCampaign(campaign: string): readonly TableCount[];
}
