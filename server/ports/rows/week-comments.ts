import type { WeekComment } from '../../domain/review/week-comment.ts';

export type { WeekComment } from '../../domain/review/week-comment.ts';

export interface WeekCommentReader {
  /** Of that week, oldest first. */
  ofWeek(campaign: string, week: string): Promise<readonly WeekComment[]>;
}

export interface WeekCommentWriter extends WeekCommentReader {
  /** Written once: another one replaces it. Returns its rank. */
  add(comment: Omit<WeekComment, 'rank' | 'approvedBy' | 'approvedAtMs'>): Promise<number>;
  approve(comment: Pick<WeekComment, 'campaign' | 'week' | 'rank'>, by: string, atMs: number): Promise<void>;
}
