/** Somebody as the source of a base of people tells them. Values are as typed there; absent ones are null. */
export interface SourceContact {
  /** Number of the source: it never changes, and is digits. */
  readonly crmId: string;
  readonly changedAtMs: number;
  readonly values: Readonly<Record<string, string | null>>;
}

/** A property of the source, as it declares it. */
export interface SourceProperty {
  readonly name: string;
  /** Values that it admits; empty when it admits any. */
  readonly options: readonly string[];
}
