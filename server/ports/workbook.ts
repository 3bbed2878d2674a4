import type { RawSheet } from '../domain/raw-sheet.ts';
import type { WorkbookSpec } from '../domain/sheets.ts';

export type { RawCell, RawRow, RawSheet } from '../domain/raw-sheet.ts';
export type { CellValue, ColumnSpec, SheetSpec, WorkbookSpec } from '../domain/sheets.ts';

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

export interface WorkbookWriter {
  /** Writes an .xlsx in a worker thread. Texts stay texts (no formula), control characters dropped, ≤ 32,767 characters. Equal specs give equal bytes. */
  write(spec: WorkbookSpec): Promise<Uint8Array>;
}
