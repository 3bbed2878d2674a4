export interface DropEntry {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

/**
 * The charity's SFTP folder: `in/` holds what it gives us, `out/` what we deliver. Names are single path segments;
 * anything else is an assert.
 */
export interface CharityDrop {
  /**
   * Files of `in/`, oldest first; part files and hidden files left out. Throws AppError `drop-unreachable`,
   * `drop-host-key-changed`, `drop-denied`.
   */
  listIncoming(): Promise<readonly DropEntry[]>;
  /** The same of either folder, however many there are. */
  listFolder(folder: 'in' | 'out'): Promise<readonly DropEntry[]>;
  /**
   * Removes from `out/` the parts that a kill left of a delivery under one of those names; never another's file, nor one that
   * still grows. Returns how many. Asked again, the parts seen before are a minute older.
   */
  sweepParts(delivered: readonly string[], nowMs: number): Promise<number>;
  /** Reads a file of `in/`, at most `maxBytes`; AppError `drop-file-too-large`, `drop-file-missing`. */
  fetch(name: string, maxBytes: number): Promise<Uint8Array>;
  /**
   * Puts a file into `out/`: temporary hidden name, size check, rename. Interrupted, the final name never shows half a
   * file; the same name again replaces it whole, and with the same bytes writes nothing. AppError `drop-full`,
   * `drop-interrupted`, `drop-write-only`, `drop-vanished`, `drop-replace-refused`.
   */
  deliver(name: string, bytes: Uint8Array): Promise<void>;
  /** SHA-256 (hex) of a file of `out/`, or undefined if absent. */
  hashOfDelivered(name: string): Promise<string | undefined>;
  /**
   * Connects, lists, writes, renames, reads and removes a small file of `out/`, disconnects: for `plateau doctor`. AppErrors of
   * `deliver`, `drop-keeps-files`.
   */
  check(): Promise<void>;
  close(): Promise<void>;
}
