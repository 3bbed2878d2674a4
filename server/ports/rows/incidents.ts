import type { SealedBytes } from '../vault.ts';

/** Something against ethics in a call or about a record: the record is not called while it is open. */
export interface IncidentRow {
  readonly id: number;
  readonly campaign: string;
  readonly recordId: number;
  /** Of the card on screen, which may have no recorded call; null when it is about the record. */
  readonly callId: string | null;
  /** A code of `incident-kinds`. */
  readonly kind: string;
  readonly origin: 'agent' | 'lead';
  readonly openedAtMs: number;
  /** Account id. */
  readonly openedBy: string;
  readonly closedAtMs: number | null;
  readonly closedBy: string | null;
  /** A code of `incident-kinds`; null while open. */
  readonly measure: string | null;
}

/** What somebody wrote about it; never changed. */
export interface IncidentEntryRow {
  readonly id: string;
  readonly incidentId: number;
  readonly campaign: string;
  readonly what: 'open' | 'follow' | 'close';
  readonly atMs: number;
  readonly author: string;
  /** null once the person of that record was erased. */
  readonly sealed: SealedBytes | null;
  readonly sealVersion: number;
}

export interface IncidentReader {
  byId(id: number): Promise<IncidentRow | undefined>;
  openOfRecord(recordId: number): Promise<IncidentRow | undefined>;
  /** Numbers of all its incidents, open or closed. Incidents are few: their table is read. */
  numbersOfRecord(recordId: number): Promise<readonly number[]>;
  /** Newest first. */
  of(campaigns: readonly string[]): Promise<readonly IncidentRow[]>;
  /** Oldest first. */
  entries(incidentId: number): Promise<readonly IncidentEntryRow[]>;
}

export interface IncidentWriter extends IncidentReader {
  /** Returns its number. */
  open(row: Omit<IncidentRow, 'id' | 'closedAtMs' | 'closedBy' | 'measure'>): Promise<number>;
  addEntry(row: IncidentEntryRow): Promise<void>;
  close(
    id: number,
    end: Pick<IncidentRow, 'kind'> & {
      readonly closedAtMs: number;
      readonly closedBy: string;
      readonly measure: string;
    },
  ): Promise<void>;
}
