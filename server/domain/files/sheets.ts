/** Sheets as values: what the domain builds and `ports/workbook.ts` writes. */
export type CellValue =
  | string
  | number
  | boolean
  | null
  | { readonly date: string }
  | { readonly minor: number }
  | FigureCell
  /** A text in bold: a heading within a sheet. */
  | { readonly strong: string }
  /** A text one step in: a line that is part of, or beside, the one above. */
  | { readonly under: string };

/**
 * A number with its own format, whatever the column's: one column may hold counts, rates and amounts. `value` is what the
 * cell holds: a ratio for `percent`, minor units for `amount` and `gap` (signed), percentage points for `points` (always signed).
 */
export interface FigureCell {
  readonly figure: 'integer' | 'amount' | 'percent' | 'decimal' | 'points' | 'gap';
  readonly value: number;
}

/** A picture laid over cells. `at` counts from 0, header row included; sizes are those on screen, the PNG may be finer. */
export interface SheetImage {
  readonly png: Uint8Array;
  readonly at: { readonly row: number; readonly column: number };
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the picture says, for those who do not see it. */
  readonly alt: string;
}

export interface ColumnSpec {
  readonly header: string;
  readonly width: number;
  /**
   * `text` cells keep leading zeros; `amount` shows two decimals from minor units; `date` is a true Excel date;
   * `percent` one decimal of a ratio.
   */
  readonly kind: 'text' | 'integer' | 'amount' | 'date' | 'decimal' | 'percent';
  /** For a sheet that people fill: what the program that opens it lets them type under the header. */
  readonly check?: CellCheck;
}

/** What a cell may hold; an empty one always passes. */
type CheckRule =
  | { readonly rule: 'any' | 'date' | 'amount' }
  | { readonly rule: 'list'; readonly values: readonly string[] }
  | { readonly rule: 'whole'; readonly from: number; readonly to: number }
  | { readonly rule: 'length'; readonly max: number };

export type CellCheck = CheckRule & {
  /** Shown beside the cell while it is filled, under the header's name. */
  readonly prompt: string;
};

export interface SheetSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly rows: Iterable<readonly CellValue[]>;
  readonly images?: readonly SheetImage[];
  /** Printed on pages as wide as all its columns, however small: it shows how a line looks, and is read elsewhere. */
  readonly isOnePageWide?: true;
}

export interface WorkbookSpec {
  readonly title: string;
  readonly sheets: readonly SheetSpec[];
  /** Written as creation time, so that equal content gives equal bytes. */
  readonly createdAtMs: number;
  /** Rows that follow each sheet's own, for several sheets in one walk over their source, made as they are written. */
  readonly feed?: AsyncIterable<FedRows>;
}

export interface FedRows {
  /** Name of a sheet of the workbook. */
  readonly sheet: string;
  readonly rows: readonly (readonly CellValue[])[];
}
