/** Options of `plateau demo`. */
export interface DemoFlags {
  /** Donors of the French upgrade; the other campaigns follow in proportion of the contract. */
  readonly cards?: number;
  /** Every reference campaign instead of two. */
  readonly all?: boolean;
  /** The five of the contract, with its 14,300 records. */
  readonly full?: boolean;
  readonly out?: string;
  /** The workstation over SSH, from another terminal, instead of on this one. */
  readonly ssh?: boolean;
  /** Each change said line by line, for a screen reader. */
  readonly lineaire?: boolean;
  readonly autoplay?: number;
  /** An evening of the pledge line instead of days of calls. */
  readonly ligne?: boolean;
  /** The web door of a directory, with people who do not exist. */
  readonly benevoles?: boolean;
  /** Root folder of an Asterisk, for that evening. */
  readonly standard?: string;
  /** So many servers on a PostgreSQL of the demo's own, beside the same evening on one machine. */
  readonly servers?: number;
  readonly seed: number;
  readonly json?: boolean;
}
