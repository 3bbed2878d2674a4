/** Sheets as values: what the domain builds and `ports/workbook.ts` writes. */
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
