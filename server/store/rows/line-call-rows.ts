import type { QuietKind } from '../../../shared/line/quiet-kinds.ts';
import type { Period } from '../../../shared/time.ts';
import type { QuietSpan } from '../../domain/line/quiet-counts.ts';
import type { LineCallChange, LineCallRow, LineCallWriter, SiteCounts } from '../../ports/rows/line-calls.ts';
import { flag, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

/** A caller who goes on to another queue is there from now on; nothing moves a call that is answered or over. */
const CAME = `INSERT INTO line_call (line_call_id, campaign, site, rule_site, waiting_at_ms) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (line_call_id) DO UPDATE SET site = excluded.site
WHERE line_call.answered_at_ms IS NULL AND line_call.ended_at_ms IS NULL`;
const OFFERED = `UPDATE line_call SET seat = ?, offered_at_ms = coalesce(offered_at_ms, ?)
WHERE line_call_id = ? AND answered_at_ms IS NULL AND ended_at_ms IS NULL`;
const ANSWERED = `UPDATE line_call SET seat = ?, answered_at_ms = ?
WHERE line_call_id = ? AND answered_at_ms IS NULL AND ended_at_ms IS NULL`;
const ENDED = 'UPDATE line_call SET ended_at_ms = ? WHERE line_call_id = ? AND ended_at_ms IS NULL';
const UNSEEN = `UPDATE line_call SET ended_at_ms = max(waiting_at_ms, coalesce(answered_at_ms, 0), ?), is_end_seen = 0
WHERE line_call_id = ? AND ended_at_ms IS NULL`;

const COUNTS = `SELECT site, count(*) AS came,
  count(*) FILTER (WHERE answered_at_ms IS NOT NULL) AS answered,
  count(*) FILTER (WHERE answered_at_ms IS NULL AND ended_at_ms IS NOT NULL AND is_end_seen = 1) AS abandoned,
  count(*) FILTER (WHERE answered_at_ms IS NOT NULL AND answered_at_ms - waiting_at_ms <= ?) AS served,
  count(*) FILTER (WHERE site <> rule_site) AS overflowed,
  count(*) FILTER (WHERE is_end_seen = 0) AS unseen
FROM line_call WHERE campaign = ? AND waiting_at_ms >= ? AND waiting_at_ms < ? GROUP BY site ORDER BY site`;
const OF_PERIOD = `SELECT * FROM line_call WHERE campaign = ? AND waiting_at_ms >= ? AND waiting_at_ms < ?
ORDER BY waiting_at_ms, line_call_id`;
const UNDER_WAY = 'SELECT line_call_id FROM line_call WHERE ended_at_ms IS NULL ORDER BY line_call_id';
const QUIET = `SELECT * FROM line_hour WHERE campaign = ? AND to_ms > ? AND from_ms < ? ORDER BY from_ms, kind`;
const ADD_QUIET = `INSERT INTO line_hour (campaign, kind, from_ms, to_ms, calls) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (campaign, kind, from_ms) DO UPDATE
SET calls = line_hour.calls + excluded.calls, to_ms = max(line_hour.to_ms, excluded.to_ms)`;

function countsOf(row: Row): SiteCounts {
  return {
    site: text(row, 'site'),
    came: int(row, 'came'),
    answered: int(row, 'answered'),
    abandoned: int(row, 'abandoned'),
    served: int(row, 'served'),
    overflowed: int(row, 'overflowed'),
    unseen: int(row, 'unseen'),
  };
}

function callOf(row: Row): LineCallRow {
  return {
    site: text(row, 'site'),
    ruleSite: text(row, 'rule_site'),
    seat: textOrNull(row, 'seat'),
    waitingAtMs: int(row, 'waiting_at_ms'),
    answeredAtMs: intOrNull(row, 'answered_at_ms'),
    endedAtMs: intOrNull(row, 'ended_at_ms'),
    isEndSeen: flag(row, 'is_end_seen'),
  };
}

function spanOf(row: Row): QuietSpan {
  return {
    kind: text(row, 'kind') as QuietKind,
    fromMs: int(row, 'from_ms'),
    toMs: int(row, 'to_ms'),
    calls: int(row, 'calls'),
  };
}

export class LineCallRows implements LineCallWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async countsBySite(campaign: string, { fromMs, toMs }: Period, servedMs: number) {
    return (await this.#sql.all(COUNTS, servedMs, campaign, fromMs, toMs)).map(countsOf);
  }

  async ofPeriod(campaign: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(OF_PERIOD, campaign, fromMs, toMs)).map(callOf);
  }

  async underWay() {
    return (await this.#sql.all(UNDER_WAY)).map((row) => text(row, 'line_call_id'));
  }

  async quietSpans(campaign: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(QUIET, campaign, fromMs, toMs)).map(spanOf);
  }

  /** Whatever is heard first of a call makes its row: events may be missing. */
  async note(change: LineCallChange) {
    const { kind, lineCallId, atMs, seat } = change;
    const { campaign, site, ruleSite, waitingAtMs } = change;
    await this.#sql.run(CAME, lineCallId, campaign, site, ruleSite, waitingAtMs);
    if (kind === 'offered') await this.#sql.run(OFFERED, seat, atMs, lineCallId);
    if (kind === 'answered') await this.#sql.run(ANSWERED, seat, atMs, lineCallId);
    if (kind === 'ended' || kind === 'abandoned') await this.#sql.run(ENDED, atMs, lineCallId);
  }

  async endUnseen(lineCallId: string, atMs: number) {
    await this.#sql.run(UNSEEN, atMs, lineCallId);
  }

  async addQuiet(campaign: string, { kind, fromMs, toMs, calls }: QuietSpan) {
    await this.#sql.run(ADD_QUIET, campaign, kind, fromMs, toMs, calls);
  }
}
