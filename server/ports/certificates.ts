/** Where certificates of destruction are kept: they outlive the data. */
export interface Certificates {
  /**
   * Writes whole (temporary name, fsync, rename); the same name again with the same bytes is a no-op, with others an
   * AppError `certificate-exists`. Returns the absolute path.
   */
  write(name: string, bytes: Uint8Array): Promise<string>;
  exists(name: string): boolean;
  /** Undefined when there is none of that name. */
  read(name: string): Promise<Uint8Array | undefined>;
}
