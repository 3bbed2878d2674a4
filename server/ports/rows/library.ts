import type { DocumentVersion, LibraryDocument } from '../../domain/library/document.ts';
import type { SealedBytes } from '../vault.ts';

/** A document and its newest version. */
export interface KeptDocument extends LibraryDocument {
  readonly newest: DocumentVersion;
}

/** A note under the knowledge key of a campaign's agents. */
export interface DocumentPin {
  readonly campaign: string;
  readonly document: string;
  readonly author: string;
  readonly atMs: number;
}

export interface LibraryReader {
  /** All of a charity, those withdrawn too, in the order in which they came. */
  documents(charity: string): Promise<readonly KeptDocument[]>;
  byId(id: string): Promise<KeptDocument | undefined>;
  /** Newest first. */
  versions(document: string): Promise<readonly DocumentVersion[]>;
  /** In the library and pinned to that campaign. */
  pinned(campaign: string): Promise<readonly KeptDocument[]>;
  /** Ids of the newest versions of those, each with when its document changed last, in order. */
  pinnedVersions(campaign: string): Promise<readonly string[]>;
  /** Campaigns that the document is pinned to. */
  pinsOf(document: string): Promise<readonly string[]>;
  /** Sealed; undefined past the last. */
  part(version: string, number: number): Promise<SealedBytes | undefined>;
}

export interface LibraryWriter extends LibraryReader {
  add(document: LibraryDocument): Promise<void>;
  update(id: string, change: Pick<LibraryDocument, 'withdrawnAtMs' | 'changedAtMs'>): Promise<void>;
  /** Other words, folder and readers; its versions stay. */
  edit(
    id: string,
    said: Omit<LibraryDocument, 'id' | 'charity' | 'withdrawnAtMs' | 'author' | 'atMs'>,
  ): Promise<void>;
  /** False when it was pinned there already. */
  pin(pin: DocumentPin): Promise<boolean>;
  /** False when it was not pinned there. */
  unpin(pin: Pick<DocumentPin, 'campaign' | 'document'>): Promise<boolean>;
  /** With their versions and bytes, those withdrawn before that instant; returns how many. */
  dropWithdrawn(beforeMs: number): Promise<number>;
  /** With all of its parts, in order. */
  addVersion(version: DocumentVersion, parts: readonly SealedBytes[]): Promise<void>;
}
