import type { CellValue, ColumnSpec, WorkbookLimits } from '../ports/workbook.ts';
import type { PackedRow } from './packed-rows.ts';
import type { RefusalCode } from './workbook-refusals.ts';

/** What the worker is started with: one job each. */
export type WorkerJob =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly limits: WorkbookLimits }
  | { readonly kind: 'write'; readonly title: string; readonly createdAtMs: number };

/** Main thread to a writing worker, in order. */
export type ToWriter =
  | { readonly kind: 'sheet'; readonly name: string; readonly columns: readonly ColumnSpec[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly CellValue[])[] }
  | { readonly kind: 'end' };

/** Worker to main thread. `more` asks the writer's caller for the next chunk. */
export type FromWorker =
  | { readonly kind: 'head'; readonly name: string; readonly header: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly PackedRow[] }
  | { readonly kind: 'read-done' }
  | { readonly kind: 'more' }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string };

/** Rows a message carries at most: a few milliseconds of the receiving event loop. */
export const ROWS_PER_MESSAGE = 500;
