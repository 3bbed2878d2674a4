/** A cell as read, before any rule: what Excel really held. */
export type RawCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** Civil date, no zone. */
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** The cached result of a formula; the importer flags it. */
  | { readonly kind: 'formula'; readonly result: RawCell }
  | { readonly kind: 'error'; readonly text: string };

export interface RawRow {
  /** 1-based row number as Excel shows it. */
  readonly number: number;
  /** By column position. */
  readonly cells: readonly RawCell[];
}

export interface RawSheet {
  readonly name: string;
  /** First non-empty row. */
  readonly header: readonly string[];
  readonly rows: readonly RawRow[];
}

/** The same, its rows as they come. */
export interface SheetToRead {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly RawRow[]>;
}
