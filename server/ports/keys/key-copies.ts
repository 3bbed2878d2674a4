/** One file of a copy of the key ring. */
export interface KeyCopyFile {
  /** `house`, `campaigns-CODE`, `charities-CODE`, or `suppliers-CODE`: one part of the key ring. */
  readonly part: string;
  /** Absolute path when it was written. */
  readonly file: string;
  readonly sha256: string;
}

/**
 * Copies of the key ring, each part sealed to the data officer's key in a file of its own (`gpg -d … | tar x` in the key ring's
 * folder puts it back). A purge must destroy the campaign's file in every one of them: as long as one is left, the campaign's
 * backups can be opened.
 */
export interface KeyCopies {
  /** Writes every part into an empty folder. AppErrors `officer-key-missing`, `key-copy-folder-taken`. */
  make(request: { readonly folder: string; readonly atMs: number }): Promise<readonly KeyCopyFile[]>;
  /** True when that very file is still where it was written. */
  isThere(copy: Pick<KeyCopyFile, 'file' | 'sha256'>): Promise<boolean>;
  /**
   * Takes that very file out of its name, overwrites it in place and fsyncs; false when it is not there: it was moved, and its
   * holder must attest. Its husk stays until `clear`, so that after a kill a second call still knows the file as destroyed here.
   */
  destroy(copy: Pick<KeyCopyFile, 'file' | 'sha256'>): Promise<boolean>;
  /** Removes the husk; none there is a no-op. */
  clear(copy: Pick<KeyCopyFile, 'file'>): Promise<void>;
}
