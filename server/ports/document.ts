import type { DocumentSpec } from '../domain/files/document.ts';
import type { BadgeSheet } from '../domain/seats/badge-sheet.ts';

export interface DocumentWriter {
  /** A4 PDF in French, text selectable; equal specs give equal bytes. */
  pdf(spec: DocumentSpec): Promise<Uint8Array>;
  /** A4 of badges to cut out, each with its code as letters and as a barcode (Code 128). */
  badges(sheet: BadgeSheet): Promise<Uint8Array>;
}
