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

export interface WorkbookLimits {
  readonly maxBytes: number;
  readonly maxUnzippedBytes: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxCellCharacters: number;
}

export interface WorkbookReader {
  /** Reads the first sheet, in a worker thread. Trailing empty rows are dropped. AppErrors `workbook-not-xlsx`, `workbook-too-large`, `workbook-empty`, `workbook-damaged`. */
  read(bytes: Uint8Array): Promise<RawSheet>;
}

export type CellValue =
  | string
  | number
  | boolean
  | null
  | { readonly date: string }
  | { readonly minor: number };

export interface ColumnSpec {
  readonly header: string;
  readonly width: number;
  /** `text` cells keep leading zeros; `amount` shows two decimals from minor units; `date` is a true Excel date; `percent` one decimal of a ratio. */
  readonly kind: 'text' | 'integer' | 'amount' | 'date' | 'decimal' | 'percent';
}

export interface SheetSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly rows: Iterable<readonly CellValue[]>;
}

export interface WorkbookSpec {
  readonly title: string;
  readonly sheets: readonly SheetSpec[];
  /** Written as creation time, so that equal content gives equal bytes. */
  readonly createdAtMs: number;
}

export interface WorkbookWriter {
  /** Writes an .xlsx in a worker thread. Texts stay texts (no formula), control characters dropped, ≤ 32,767 characters. Equal specs give equal bytes. */
  write(spec: WorkbookSpec): Promise<Uint8Array>;
}
