import type { CivilDate } from '../../../shared/time.ts';

/**
 * Numbers asked from a supplier (docs/rules/enrichment.md): one file out, one file back. Codes, counts and dates only.
 */
export interface EnrichmentRequestRow {
  readonly id: string;
  readonly campaign: string;
  /** Code of the supplier whose key sealed the request. */
  readonly supplier: string;
  readonly fileName: string;
  readonly lines: number;
  readonly createdAtMs: number;
  /** First import of its return. */
  readonly returnedAtMs: number | null;
  /** Day of the supplier's attestation of deletion; null while it is awaited. */
  readonly attestedOn: CivilDate | null;
}

/** An opaque line id and the record it stands for: only this table can tell. */
export interface EnrichmentLineRow {
  readonly lineId: string;
  readonly requestId: string;
  readonly campaign: string;
  readonly recordId: number;
}

export interface EnrichmentReader {
  request(id: string): Promise<EnrichmentRequestRow | undefined>;
  /** Oldest first. */
  requests(campaign: string): Promise<readonly EnrichmentRequestRow[]>;
  line(lineId: string): Promise<EnrichmentLineRow | undefined>;
  linesOf(requestId: string): Promise<readonly EnrichmentLineRow[]>;
  /** Records closed under one of the codes and not asked for since, in id order. */
  askable(campaign: string, codes: readonly string[]): Promise<readonly number[]>;
}

export interface EnrichmentWriter extends EnrichmentReader {
  addRequest(
    row: EnrichmentRequestRow,
    lines: readonly Omit<EnrichmentLineRow, 'requestId' | 'campaign'>[],
  ): Promise<void>;
  markReturned(id: string, atMs: number): Promise<void>;
  /** The first date stands. */
  markAttested(id: string, on: CivilDate): Promise<void>;
}
