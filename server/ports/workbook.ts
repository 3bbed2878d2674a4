import type { RawSheet, SheetToRead } from '../domain/contact-file/raw-sheet.ts';
import type { WorkbookSpec } from '../domain/files/sheets.ts';

export interface WorkbookLimits {
  readonly maxBytes: number;
  readonly maxUnzippedBytes: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxCellCharacters: number;
  /** Of all cells together, on average, once some thousand rows' worth is spent. */
  readonly maxMeanRowCharacters: number;
  /** Of a sheet that is held whole (`read`): its texts, and what its cells take beside them. */
  readonly maxHeldCharacters: number;
}

/** A sheet whose rows come as they are read, some hundreds at a time; they are read once. */
export interface OpenedSheet extends SheetToRead {
  /** Last row that the sheet announces, for a progress bar; 0 when it says none. */
  readonly announcedRows: number;
  /** Gives the thread back, whatever is left unread; a second call does nothing. */
  close(): Promise<void>;
}

export interface WorkbookReader {
  /**
   * Opens the first visible sheet, in a worker thread, in memory that does not grow with the rows but for the table of shared
   * strings. AppErrors `workbook-not-xlsx`, `workbook-too-large`, `workbook-empty`, `workbook-damaged`; the second and the last
   * may come with the rows: what was read before counts only once the rows have ended. The bytes must not change until `close`.
   */
  open(bytes: Uint8Array): Promise<OpenedSheet>;
  /** The whole sheet at once, for small files. The same AppErrors. */
  read(bytes: Uint8Array): Promise<RawSheet>;
}

export interface WorkbookWriter {
  /**
   * Writes an .xlsx in a worker thread. Texts stay texts (no formula), control characters dropped, ≤ 32,767 characters.
   * Equal specs give equal bytes.
   */
  write(spec: WorkbookSpec): Promise<Uint8Array>;
}
