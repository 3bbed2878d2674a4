import { type Spread, spreadOf } from './spread.ts';

/** What a figure is compared with, measured in the same run on the same machine. */
export interface Limit {
  readonly label: string;
  readonly value: Spread;
}

export type Verdict = 'kept' | 'median-only' | 'missed';

export interface FigureLine {
  /** French. */
  readonly label: string;
  /** `ms`, `µs`, `Mio`, `octets`, `%`, or '' for a count. */
  readonly unit: string;
  readonly value: Spread;
  readonly limit?: Limit;
  /** Median over the limit's median. */
  readonly ratio?: number;
  readonly target?: { readonly text: string; readonly verdict: Verdict };
}

export interface Figure {
  readonly name: string;
  /** French. */
  readonly title: string;
  readonly lines: readonly FigureLine[];
  /** French: what was measured and how, and what the reader must know before believing it. */
  readonly remarks: readonly string[];
}

/** A target on the value itself, or on its ratio to the limit. */
type Target = { readonly most: number } | { readonly mostRatio: number };

export interface LineDraft {
  readonly label: string;
  readonly unit: string;
  /** One value per run. */
  readonly values: readonly number[];
  readonly limit?: { readonly label: string; readonly values: readonly number[] };
  readonly target?: Target;
}

/** The median decides; a run beyond the target is said. */
function verdictOf({ median, max }: Spread, most: number): Verdict {
  if (median > most) return 'missed';
  return max > most ? 'median-only' : 'kept';
}

function targetOf(draft: LineDraft, value: Spread, limit: Spread | undefined): FigureLine['target'] {
  const { target, unit } = draft;
  if (!target) return undefined;
  if ('most' in target)
    return {
      text: `≤ ${target.most}${unit === '' ? '' : ` ${unit}`}`,
      verdict: verdictOf(value, target.most),
    };
  const most = target.mostRatio * (limit?.median ?? Number.NaN);
  return { text: `≤ ${target.mostRatio} × limite`, verdict: verdictOf(value, most) };
}

export function lineOf(draft: LineDraft): FigureLine {
  const value = spreadOf(draft.values);
  const limit = draft.limit && { label: draft.limit.label, value: spreadOf(draft.limit.values) };
  const target = targetOf(draft, value, limit?.value);
  return {
    label: draft.label,
    unit: draft.unit,
    value,
    ...(limit && { limit, ratio: value.median / limit.value.median }),
    ...(target && { target }),
  };
}
