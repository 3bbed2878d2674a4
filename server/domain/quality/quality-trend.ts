import { type IsoWeek, isoWeekOf } from '../../../shared/time.ts';
import type { ListeningGrid } from './listening-grid.ts';
import type { Points } from './listening-score.ts';

/** A filled-in sheet, as the trend needs it: no comment, no call. */
export interface TrendNote {
  readonly atMs: number;
  readonly score: number;
  readonly points: Readonly<Record<string, Points>>;
  readonly fails: readonly string[];
  readonly grid: ListeningGrid;
}

interface TrendLine {
  /** Id of the criterion, of the instant fail, or `score`. */
  readonly id: string;
  readonly label: string;
  readonly kind: 'score' | 'criterion' | 'fail';
  /** By week of the trend; null: not noted that week. Per cent of the best, or how many times the fail was seen. */
  readonly weeks: readonly (number | null)[];
  /** Sheets behind each figure. */
  readonly counts: readonly number[];
}

export interface Trend {
  readonly weeks: readonly IsoWeek[];
  readonly sheets: number;
  readonly lines: readonly TrendLine[];
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.round(values.reduce((sum, one) => sum + one, 0) / values.length);

/**
 * Each criterion by ISO week (house time), oldest first; grids of several versions meet under the same id, with the
 * newest label.
 */
export function qualityTrend(notes: readonly TrendNote[]): Trend {
  const sorted = notes.toSorted((a, b) => a.atMs - b.atMs);
  const weeks = [...new Set(sorted.map(({ atMs }) => isoWeekOf(atMs)))];
  const byWeek = weeks.map((week) => sorted.filter(({ atMs }) => isoWeekOf(atMs) === week));
  const line = (
    what: Pick<TrendLine, 'id' | 'label' | 'kind'>,
    valuesOf: (note: TrendNote) => number | undefined,
  ): TrendLine => {
    const values = byWeek.map((week) => week.flatMap((note) => valuesOf(note) ?? []));
    return { ...what, weeks: values.map(mean), counts: values.map((one) => one.length) };
  };
  const criteria = new Map(
    sorted.flatMap(({ grid }) => grid.criteria.map(({ id, label }) => [id, label] as const)),
  );
  const fails = new Map(
    sorted.flatMap(({ grid }) => grid.fails.map(({ id, label }) => [id, label] as const)),
  );
  return {
    weeks,
    sheets: sorted.length,
    lines: [
      line({ id: 'score', label: 'Note d’ensemble', kind: 'score' }, (note) => note.score),
      ...[...criteria].map(([id, label]) =>
        line({ id, label, kind: 'criterion' }, ({ points, grid }) => {
          const value = points[id];
          return typeof value === 'number' ? (100 * value) / grid.scale : undefined;
        }),
      ),
      ...[...fails].map(([id, label]): TrendLine => {
        const counts = byWeek.map((week) => week.filter((note) => note.fails.includes(id)).length);
        return { id, label, kind: 'fail', weeks: counts, counts };
      }),
    ].filter((one) => one.kind !== 'fail' || one.counts.some((n) => n > 0)),
  };
}
