export interface OutgoingFile {
  /** Id of the delivery whose sealed bytes wait. */
  readonly id: string;
  readonly bytes: number;
}

/**
 * Deliverables that wait for the charity's drop: OpenPGP messages only, never clear text. A delivery is resumed with these very
 * bytes, so that what is sent is what was recorded. In the data folder of a house of one server; in the base where several share
 * it: what one sealed, another sends.
 */
export interface Outgoing {
  /**
   * Keeps the bytes (one at least) under that id, whole or not at all, on disk when it returns; the same id again replaces them.
   * AppErrors `outgoing-full`, or those of the store.
   */
  put(id: string, sealed: Uint8Array): Promise<void>;
  /** Undefined when nothing waits under that id. */
  read(id: string): Promise<Uint8Array | undefined>;
  /** What waits, cut writes included, in order of id. */
  list(): Promise<readonly OutgoingFile[]>;
  /** Overwrites and unlinks, or deletes; nothing there is a no-op. */
  remove(id: string): Promise<void>;
  /**
   * Removes what no delivery owns: a crash came before its row. The base, which has both, looks and removes in one transaction: a
   * delivery that another server builds meanwhile keeps its bytes. Returns how many.
   */
  sweep(isOwned: (id: string) => Promise<boolean>): Promise<number>;
}
