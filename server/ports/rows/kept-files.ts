/** Sealed bytes that wait for a charity's drop, under the id of their delivery; certificates, under their name. */
export type Shelf = 'outgoing' | 'certificate';

/** A file that the base keeps, in parts of 1 MB at most. */
export interface KeptFile {
  readonly shelf: Shelf;
  readonly name: string;
}

export interface KeptFileReader {
  /** Undefined when there is none of that name. */
  read(file: KeptFile): Promise<Uint8Array | undefined>;
  /** In order of name, with their sizes. */
  list(shelf: Shelf): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
}

export interface KeptFileWriter extends KeptFileReader {
  /** All of its parts, one byte at least; those that stood under that name go. */
  put(file: KeptFile, bytes: Uint8Array): Promise<void>;
  /** Nothing there is a no-op. */
  remove(file: KeptFile): Promise<void>;
  /** Sealed bytes whose delivery is in no row go; returns how many files that was. */
  removeUnowned(): Promise<number>;
}
