/** Where the audit log stood when it was last looked at. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
  readonly atMs: number;
}

/** The head kept beside the keys, outside the data folder and its backups: an older base put back in place shows by it. */
export interface KeptHead {
  /** Undefined when none was ever kept. AppError `kept-head-unreadable`. */
  read(): Promise<AuditHead | undefined>;
  /** Whole or not at all, on disk when it returns. */
  write(head: AuditHead): Promise<void>;
}
