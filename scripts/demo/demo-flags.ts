/** Options of `plateau demo`. */
export interface DemoFlags {
  /** Donors of the French upgrade; the other campaigns follow in proportion of the contract. */
  readonly cards: number;
  /** The five campaigns instead of two. */
  readonly all?: boolean;
  /** The five, with the 14,300 records of the contract. */
  readonly full?: boolean;
  readonly out?: string;
  readonly autoplay?: number;
  readonly seed: number;
  readonly json?: boolean;
}
