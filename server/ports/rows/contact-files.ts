export type ContactFileState = 'importing' | 'imported' | 'refused';

export interface ContactFileRow {
  readonly id: number;
  readonly campaign: string;
  readonly name: string;
  readonly sha256: string;
  readonly state: ContactFileState;
  readonly startedAtMs: number;
  readonly finishedAtMs: number | null;
  /** Data rows of the sheet: the delivered records (L). */
  readonly rows: number;
  readonly accepted: number;
  readonly warned: number;
  readonly rejected: number;
  readonly excluded: number;
}
