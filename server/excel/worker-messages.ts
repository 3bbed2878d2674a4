import type { SheetFacts } from '../domain/contact-file/raw-sheet.ts';
import type { CellValue, ColumnSpec, SheetImage } from '../domain/files/sheets.ts';
import type { WorkbookLimits } from '../ports/workbook.ts';
import type { PackedRow } from './packed-rows.ts';
import type { RefusalCode } from './workbook-refusals.ts';

/** A sheet before its rows. */
export interface SheetHead {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly images: readonly SheetImage[];
  readonly isOnePageWide: boolean;
}

/** What the worker is started with: one job each. */
export type WorkerJob =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly limits: WorkbookLimits }
  | {
      readonly kind: 'write';
      readonly title: string;
      readonly createdAtMs: number;
      readonly sheets: readonly SheetHead[];
    };

/**
 * Main thread to the worker, in order: rows for a writing one (by position of their sheet), `more` asks for the next
 * chunk of a job.
 */
export type ToWorker =
  | { readonly kind: 'rows'; readonly sheet: number; readonly rows: readonly (readonly CellValue[])[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'more' };

/** Worker to main thread; `more` asks a writer's caller for the next rows. */
export type FromWorker =
  | ({ readonly kind: 'head'; readonly announcedRows: number } & SheetFacts)
  | { readonly kind: 'rows'; readonly rows: readonly PackedRow[] }
  | { readonly kind: 'read-done' }
  | { readonly kind: 'more' }
  /** The finished workbook begins: its length, then its bytes in order. */
  | { readonly kind: 'size'; readonly bytes: number }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'written' }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string };

/** Rows a message carries at most: a few milliseconds of the receiving event loop. */
export const ROWS_PER_MESSAGE = 500;

/** Messages sent ahead of the receiver: a couple in flight hide the latency, more would only wait in memory. */
export const MESSAGES_AHEAD = 4;
