/**
 * Where certificates of destruction are kept: they outlive the data. In the data folder of a house of one server; in the base
 * where several share it, so that each can show them.
 */
export interface Certificates {
  /**
   * Writes whole, on disk when it returns; the same name again with the same bytes is a no-op, with others an AppError
   * `certificate-exists`. Returns where it is: the absolute path, or the name alone of one that the base keeps.
   */
  write(name: string, bytes: Uint8Array): Promise<string>;
  /** Undefined when there is none of that name. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** The names of all, in order. */
  list(): Promise<readonly string[]>;
}
