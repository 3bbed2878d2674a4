/** Room left where the house writes. */
export interface DiskSpace {
  /** Bytes free on the fullest of its disks, for this account. AppError `disk-unreadable`. */
  freeBytes(): Promise<number>;
}
