/**
 * Seals short secrets of the installation itself (one-time codes of accounts), under a key of the key ring: a copy of the
 * base alone gives none of them. `name` says whose secret it is, and is checked at opening.
 */
export interface Secrets {
  seal(name: string, secret: Uint8Array): Promise<Uint8Array>;
  /** AppError `key-file-damaged` when it was altered, or sealed under another name or another key ring. */
  open(name: string, sealed: Uint8Array): Promise<Uint8Array>;
  /**
   * Keyed digests of short words, hexadecimal, in their order: the same words and name give the same. A copy of the base alone
   * lets nobody try words against them.
   */
  marks(name: string, words: readonly string[]): Promise<readonly string[]>;
}
