import type { BenchBase } from './bench-house.ts';

/** What every figure is given. */
export interface BenchSetting {
  readonly base: BenchBase;
  readonly campaignDir: string;
  /** An empty folder of the figure's own, removed afterwards; on the disk whose fsync counts. */
  readonly folder: string;
  /** Fewer and shorter runs: to see that the bench works, not to quote figures. */
  readonly quick: boolean;
}
