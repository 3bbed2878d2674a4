import type { DocumentVersion, LibraryDocument } from '../../domain/library/document.ts';
import type { SealedBytes } from '../vault.ts';

/** A document and its newest version. */
export interface KeptDocument extends LibraryDocument {
  readonly newest: DocumentVersion;
}

export interface LibraryReader {
  /** All of a charity, those withdrawn too, in the order in which they came. */
  documents(charity: string): Promise<readonly KeptDocument[]>;
  byId(id: string): Promise<KeptDocument | undefined>;
  /** Newest first. */
  versions(document: string): Promise<readonly DocumentVersion[]>;
  /** Sealed; undefined past the last. */
  part(version: string, number: number): Promise<SealedBytes | undefined>;
}

export interface LibraryWriter extends LibraryReader {
  add(document: LibraryDocument): Promise<void>;
  update(id: string, change: Pick<LibraryDocument, 'withdrawnAtMs' | 'changedAtMs'>): Promise<void>;
  /** With all of its parts, in order. */
  addVersion(version: DocumentVersion, parts: readonly SealedBytes[]): Promise<void>;
}
