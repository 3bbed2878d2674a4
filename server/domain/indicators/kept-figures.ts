import { isSmall, SMALLEST_CELL } from './small-cells.ts';

/**
 * What may stay after a purge (docs/rules/data-protection.md): aggregates whose cells of fewer than 5 people are
 * suppressed.
 */
export interface KeptFigures {
  readonly delivered: number;
  readonly byDisposition: Readonly<Record<string, number | '<5'>>;
  readonly agreements: number | '<5';
  readonly upliftMinor: number | null;
  readonly currency: string;
}

function suppressSmall(count: number): number | '<5' {
  return isSmall(count) ? '<5' : count;
}

export interface KeptFiguresInput {
  readonly delivered: number;
  readonly byDisposition: ReadonlyMap<string, number>;
  readonly agreements: number;
  readonly upliftMinor: number;
  readonly currency: string;
}

/** A sum over fewer than 5 people is not kept either. */
export function keptFigures(input: KeptFiguresInput): KeptFigures {
  return {
    delivered: input.delivered,
    byDisposition: Object.fromEntries(
      [...input.byDisposition].map(([code, count]) => [code, suppressSmall(count)]),
    ),
    agreements: suppressSmall(input.agreements),
    upliftMinor: input.agreements >= SMALLEST_CELL ? input.upliftMinor : null,
    currency: input.currency,
  };
}
