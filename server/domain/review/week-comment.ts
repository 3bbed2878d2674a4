import type { IsoWeek } from '../../../shared/time.ts';

/** What a lead says of a week, in their own words: never about a person. */
export interface WeekComment {
  readonly campaign: string;
  readonly week: IsoWeek;
  /** From 1, in the order in which they were written. */
  readonly rank: number;
  readonly atMs: number;
  /** Account id. */
  readonly author: string;
  readonly text: string;
  /** Account id of another person; null while nobody has approved it. */
  readonly approvedBy: string | null;
  readonly approvedAtMs: number | null;
}

/**
 * The words that leave with a week: the last written, once approved. An earlier one does not leave in its place, since it was
 * corrected.
 */
export function commentToTell(comments: readonly WeekComment[]): string | undefined {
  const last = comments.at(-1);
  return last?.approvedBy ? last.text : undefined;
}

/**
 * The last words of an earlier week, where they were approved once that week's report had left: the first report that is built
 * after them carries them, with their week. `builtAtMs` is of the last report before this one.
 */
export function lateWords(comments: readonly WeekComment[], builtAtMs: number): string | undefined {
  const last = comments.at(-1);
  if (!last?.approvedBy || (last.approvedAtMs ?? 0) < builtAtMs) return undefined;
  return `Semaine ${last.week.replace('-W', '-S')}, approuvé après son rapport : ${last.text}`;
}
