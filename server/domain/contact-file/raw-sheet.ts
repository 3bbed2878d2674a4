/** A cell as read, before any rule: what Excel really held. */
export type RawCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** Civil date, no zone; `time`, `HH:MM:SS`, when it is not midnight. */
  | { readonly kind: 'date'; readonly date: string; readonly time?: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** The cached result of a formula; the importer flags it. */
  | { readonly kind: 'formula'; readonly result: RawCell }
  | { readonly kind: 'error'; readonly text: string }
  /** What no cell of its type may hold, as it was written: Excel refuses such a file. */
  | { readonly kind: 'malformed'; readonly text: string };

export interface RawRow {
  /** 1-based row number as Excel shows it. */
  readonly number: number;
  /** By column position. */
  readonly cells: readonly RawCell[];
  /** It does not show: a filter, a group or somebody hides it. */
  readonly isHidden?: true;
}

/** A sheet before its rows. */
export interface SheetFacts {
  readonly name: string;
  /** First row that says something. */
  readonly header: readonly string[];
  /** Its number, as Excel shows it. */
  readonly headerRow: number;
  /** Numbers of days count from 1904: old Mac workbooks. */
  readonly date1904: boolean;
  /** The other sheets of rows, which nobody reads, in the order of the workbook. */
  readonly otherSheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  /** Headers of the columns that do not show. */
  readonly hiddenColumns: readonly string[];
}

export interface RawSheet extends SheetFacts {
  readonly rows: readonly RawRow[];
}

/** The same, its rows as they come. */
export interface SheetToRead extends SheetFacts {
  readonly rows: AsyncIterable<readonly RawRow[]>;
}
