/** Where the audit log stood when it was last looked at. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
  readonly atMs: number;
}

/**
 * The head kept beside the keys, outside the data folder and its backups: an older base put back in place shows by it. It bears a
 * mark that only this key ring makes, with its passphrase; before the ring has the mark's key (0.4.0 had none), none is asked.
 */
export interface KeptHead {
  /** Undefined when none is there. AppErrors `kept-head-unreadable`, `kept-head-forged`, `passphrase-wrong`. */
  read(): Promise<AuditHead | undefined>;
  /** The head of a log that nobody has written in, where there is none yet: from then on, one that is missing was taken away. */
  begin(): Promise<void>;
  /** Whole or not at all, on disk when it returns; marked when the ring can. */
  write(head: AuditHead): Promise<void>;
  /** The same, and the ring has the mark's key from then on: by who holds the data folder alone. */
  writeMarked(head: AuditHead): Promise<void>;
}
