import type { DocumentSpec } from '../domain/files/document.ts';

export interface DocumentWriter {
  /** A4 PDF in French, text selectable; equal specs give equal bytes. */
  pdf(spec: DocumentSpec): Promise<Uint8Array>;
}
