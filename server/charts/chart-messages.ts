import type { TopLevelSpec } from 'vega-lite';

export interface ChartJob {
  readonly id: number;
  readonly want: 'png' | 'svg';
  readonly vegaLite: TopLevelSpec;
}

/** A failure is a bug of the spec: its message holds chart words only. */
export type ChartAnswer =
  | { readonly id: number; readonly kind: 'png'; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'svg'; readonly text: string }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
