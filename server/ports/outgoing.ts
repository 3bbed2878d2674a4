export interface OutgoingFile {
  /** Id of the delivery whose sealed bytes wait. */
  readonly id: string;
  readonly bytes: number;
}

/**
 * Deliverables that wait for the charity's drop: OpenPGP messages only, never clear text. A delivery is resumed with these very
 * bytes, so that what is sent is what was recorded.
 */
export interface Outgoing {
  /**
   * Keeps the bytes under that id, whole or not at all, on disk when it returns; the same id again replaces them.
   * AppError `outgoing-full`.
   */
  put(id: string, sealed: Uint8Array): Promise<void>;
  /** Undefined when nothing waits under that id. */
  read(id: string): Promise<Uint8Array | undefined>;
  /** What waits, cut writes included, in order of id. */
  list(): Promise<readonly OutgoingFile[]>;
  /** Overwrites and unlinks; nothing there is a no-op. */
  remove(id: string): Promise<void>;
}
