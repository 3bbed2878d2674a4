import type { IsoWeek } from '../../../shared/time.ts';
import type { WeekComment, WeekCommentWriter } from '../../ports/rows/week-comments.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const OF_WEEK = 'SELECT * FROM week_comment WHERE campaign = ? AND period = ? ORDER BY rank';
const LAST = 'SELECT coalesce(max(rank), 0) AS n FROM week_comment WHERE campaign = ? AND period = ?';

function commentOf(row: Row): WeekComment {
  return {
    campaign: text(row, 'campaign'),
    week: text(row, 'period') as IsoWeek,
    rank: int(row, 'rank'),
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    text: text(row, 'text'),
    approvedBy: textOrNull(row, 'approved_by'),
    approvedAtMs: intOrNull(row, 'approved_at_ms'),
  };
}

export class WeekCommentRows implements WeekCommentWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofWeek(campaign: string, week: string) {
    return (await this.#sql.all(OF_WEEK, campaign, week)).map(commentOf);
  }

  async add({ week: period, ...comment }: Parameters<WeekCommentWriter['add']>[0]) {
    const rank = (await this.#sql.count(LAST, comment.campaign, period)) + 1;
    await this.#sql.insert('week_comment', { ...comment, period, rank });
    return rank;
  }

  async approve(
    { campaign, week: period, rank }: Parameters<WeekCommentWriter['approve']>[0],
    by: string,
    atMs: number,
  ) {
    await this.#sql.update(
      'week_comment',
      { campaign, period, rank },
      { approvedBy: by, approvedAtMs: atMs },
    );
  }
}
