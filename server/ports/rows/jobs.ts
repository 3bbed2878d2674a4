/** A job of one holder: whoever takes it over raises the fence, and the former writes nothing more of it. */
export interface JobHold {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
}

/** Instants are of the base's clock (`servers.clockMs`). */
export interface JobRow extends JobHold {
  /** 0: given back. */
  readonly untilMs: number;
}

export interface JobReader {
  byName(name: string): Promise<JobRow | undefined>;
  /** Jobs whose holder neither renewed nor gave them back: it died, or stands still. */
  leftBehind(nowMs: number): Promise<readonly JobRow[]>;
}

export interface JobWriter extends JobReader {
  /** The fence; undefined, and nothing changes, while somebody else holds it. Twice by one holder keeps the fence. */
  take(
    job: Pick<JobHold, 'name' | 'holder'>,
    span: { readonly nowMs: number; readonly untilMs: number },
  ): Promise<number | undefined>;
  /** Is it still so? Until this transaction ends nobody takes it. */
  confirm(hold: JobHold): Promise<boolean>;
  /** All that somebody holds. */
  renew(holder: string, untilMs: number): Promise<void>;
  /** What earlier starts under that name held is left behind: they are dead, or replaced. */
  leave(server: string): Promise<void>;
  /** All that somebody holds is anybody's. */
  giveBack(holder: string): Promise<void>;
}
