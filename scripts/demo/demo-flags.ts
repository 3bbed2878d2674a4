/** Options of `plateau demo`. */
export interface DemoFlags {
  readonly cards: number;
  readonly out?: string;
  readonly autoplay?: number;
  readonly seed: number;
  readonly json?: boolean;
}
