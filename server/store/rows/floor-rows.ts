import type { Period } from '../../../shared/time.ts';
import type {
  FloorWriter,
  LiveEventRow,
  MoveRow,
  PresenceRow,
  PresenceState,
  WorkSpan,
} from '../../ports/rows/floor.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';
import { LIVE_EVENT } from './live-event-shape.ts';
import { productionSeconds, seatDays } from './work-spans.ts';

const eventJson = jsonColumns('live_event', 'seq');

function presenceOf(row: Row): PresenceRow {
  return {
    agent: text(row, 'agent'),
    state: text(row, 'state') as PresenceState,
    sinceMs: int(row, 'since_ms'),
    campaign: text(row, 'campaign'),
    pauseAskedMs: intOrNull(row, 'pause_asked_ms'),
  };
}

function liveEventOf(row: Row): LiveEventRow {
  return {
    seq: int(row, 'seq'),
    atMs: int(row, 'at_ms'),
    agent: textOrNull(row, 'agent'),
    event: eventJson(row, 'event', LIVE_EVENT),
  };
}

function moveOf(row: Row): MoveRow {
  return {
    id: text(row, 'id'),
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
    moved: int(row, 'moved'),
  };
}

export const SET_PRESENCE = `INSERT INTO presence (agent, state, since_ms, campaign) VALUES (?, ?, ?, ?)
ON CONFLICT (agent) DO UPDATE SET state = excluded.state, since_ms = excluded.since_ms,
  campaign = excluded.campaign, pause_asked_ms = NULL`;
export const TAKES_CARD = `UPDATE presence SET state = 'card', since_ms = ?, pause_asked_ms = NULL
WHERE agent = ? AND campaign = ? AND state = 'waiting'`;
export const LEAVES_CARD = `UPDATE presence SET state = 'waiting', since_ms = ?1, pause_asked_ms = NULL
WHERE agent = ?2 AND campaign = ?3 AND state = 'card' AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.agent = ?2)`;
const AFTER = 'SELECT * FROM live_event WHERE seq > ? ORDER BY seq LIMIT ?';
export const CLOSE_SPAN = 'UPDATE work_span SET to_ms = max(from_ms, ?) WHERE agent = ? AND to_ms IS NULL';

type MoveItems = Parameters<FloorWriter['addMove']>[1];

export class FloorRows implements FloorWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async presence() {
    return (await this.#sql.all('SELECT * FROM presence ORDER BY agent')).map(presenceOf);
  }

  async presenceOf(agent: string) {
    const row = await this.#sql.get('SELECT * FROM presence WHERE agent = ?', agent);
    return row && presenceOf(row);
  }

  async productionSeconds(
    scope: { readonly campaign?: string; readonly agent?: string },
    period: Period,
    nowMs: number,
  ) {
    return await productionSeconds(this.#sql, scope, { ...period, nowMs });
  }

  async seatDays(campaign: string, period: Period) {
    return await seatDays(this.#sql, campaign, period);
  }

  async liveEventsAfter(seq: number, limit: number) {
    return (await this.#sql.all(AFTER, seq, limit)).map(liveEventOf);
  }

  async lastLiveEvent() {
    return await this.#sql.lastNumber('live_event');
  }

  /** Newest first. */
  async moves(limit: number) {
    return (await this.#sql.all('SELECT * FROM move ORDER BY at_ms DESC, id LIMIT ?', limit)).map(moveOf);
  }

  async setPresence({ agent, state, sinceMs, campaign }: Omit<PresenceRow, 'pauseAskedMs'>) {
    await this.#sql.run(SET_PRESENCE, agent, state, sinceMs, campaign);
  }

  async takesCard(agent: string, campaign: string, atMs: number) {
    return (await this.#sql.run(TAKES_CARD, atMs, agent, campaign)) === 1;
  }

  async leavesCard(agent: string, campaign: string, atMs: number) {
    return (await this.#sql.run(LEAVES_CARD, atMs, agent, campaign)) === 1;
  }

  async setPauseAsked(agent: string, atMs: number | null) {
    await this.#sql.run('UPDATE presence SET pause_asked_ms = ? WHERE agent = ?', atMs, agent);
  }

  async switchSpan(
    agent: string,
    atMs: number,
    next?: Pick<WorkSpan, 'campaign' | 'kind'> & { readonly code?: string },
  ) {
    await this.#sql.run(CLOSE_SPAN, atMs, agent);
    if (!next) return;
    const { campaign, kind, code = '' } = next;
    await this.#sql.insert('work_span', { agent, campaign, kind, code, fromMs: atMs });
  }

  async addLiveEvent({ atMs, agent, event }: Omit<LiveEventRow, 'seq'>) {
    await this.#sql.insert('live_event', { atMs, agent, event: JSON.stringify(event) });
  }

  async dropLiveEvents(beforeMs: number) {
    await this.#sql.run('DELETE FROM live_event WHERE at_ms < ?', beforeMs);
  }

  async addMove(row: MoveRow, items: MoveItems) {
    await this.#sql.insert('move', row);
    for (const { recordId, fromOwner, toOwner } of items) {
      await this.#sql.insert('move_item', { moveId: row.id, recordId, fromOwner, toOwner });
    }
  }
}
