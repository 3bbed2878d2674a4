import type { ChartSpec } from '../domain/report/charts-style.ts';

export type { ChartSpec } from '../domain/report/charts-style.ts';

export interface Charts {
  /**
   * A PNG of twice the stated size (sharp on paper), drawn in a worker thread with one font of ours. Equal specs give
   * equal bytes.
   */
  png(spec: ChartSpec): Promise<Uint8Array>;
  /** The same picture as SVG text for a page; equal specs give equal texts. */
  svg(spec: ChartSpec): Promise<string>;
}
