import type { MoveRow } from '../../ports/rows/floor.ts';
import type { CampaignPause, MoveItem, PastMove, SteeringWriter } from '../../ports/rows/steering.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const ITEMS = `SELECT move_item.*, record.campaign FROM move_item JOIN record ON record.id = move_item.record_id
WHERE move_id = ? ORDER BY record_id`;
const HISTORY = `SELECT * FROM move WHERE author = ?1 OR EXISTS (
  SELECT 1 FROM move_item JOIN record ON record.id = move_item.record_id
  WHERE move_item.move_id = move.id AND record.campaign IN (SELECT value FROM json_each(?2)))
ORDER BY at_ms DESC, id LIMIT ?3`;
/** Of the same instant, either may be the later: it counts. */
const MOVED_AFTER = `SELECT count(*) AS n FROM move_item JOIN move ON move.id = move_item.move_id
WHERE move_item.record_id = ? AND move.id <> ? AND move.at_ms >= ? AND move.undone_at_ms IS NULL`;
const ON_TOP = 'SELECT record_id FROM on_top WHERE agent = ? ORDER BY at_ms DESC, rank';
const PAUSED_UNTIL = 'SELECT max(until_ms) AS until_ms FROM campaign_pause WHERE campaign = ?';
const PAUSE = 'SELECT * FROM campaign_pause WHERE campaign = ? AND until_ms > ?';

function moveOf(row: Row): PastMove {
  return {
    id: text(row, 'id'),
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
    moved: int(row, 'moved'),
    kind: text(row, 'kind') as PastMove['kind'],
    undoneAtMs: intOrNull(row, 'undone_at_ms'),
    undoneBy: textOrNull(row, 'undone_by'),
    undoneReason: textOrNull(row, 'undone_reason'),
    goneBack: intOrNull(row, 'gone_back'),
  };
}

function itemOf(row: Row): MoveItem {
  return {
    recordId: int(row, 'record_id'),
    campaign: text(row, 'campaign'),
    fromOwner: textOrNull(row, 'from_owner'),
    toOwner: textOrNull(row, 'to_owner'),
  };
}

function pauseOf(row: Row): CampaignPause {
  return {
    campaign: text(row, 'campaign'),
    atMs: int(row, 'at_ms'),
    untilMs: int(row, 'until_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
  };
}

export class SteeringRows implements SteeringWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  move(id: string) {
    const row = this.#sql.get('SELECT * FROM move WHERE id = ?', id);
    return row && moveOf(row);
  }

  itemsOf(moveId: string) {
    return this.#sql.all(ITEMS, moveId).map(itemOf);
  }

  history({ author, campaigns, limit }: Parameters<SteeringWriter['history']>[0]) {
    return this.#sql.all(HISTORY, author, JSON.stringify(campaigns), limit).map(moveOf);
  }

  movedAfter(recordId: number, { id, atMs }: Pick<MoveRow, 'id' | 'atMs'>) {
    return this.#sql.count(MOVED_AFTER, recordId, id, atMs) > 0;
  }

  onTop(agent: string) {
    return this.#sql.all(ON_TOP, agent).map((row) => int(row, 'record_id'));
  }

  pauseOf(campaign: string, nowMs: number) {
    const untilMs = this.#sql.kept(`paused until ${campaign}`, () =>
      intOrNull(this.#sql.get(PAUSED_UNTIL, campaign) ?? {}, 'until_ms'),
    );
    if (untilMs === null || untilMs <= nowMs) return undefined;
    const row = this.#sql.get(PAUSE, campaign, nowMs);
    return row && pauseOf(row);
  }

  markUndone(id: string, { atMs, by, reason, goneBack }: Parameters<SteeringWriter['markUndone']>[1]) {
    this.#sql.update('move', { id }, { undoneAtMs: atMs, undoneBy: by, undoneReason: reason, goneBack });
  }

  putOnTop({ moveId, agent, atMs, records }: Parameters<SteeringWriter['putOnTop']>[0]) {
    this.#sql.update('move', { id: moveId }, { kind: 'next' });
    for (const [rank, { recordId, campaign }] of records.entries()) {
      this.endOnTop(recordId);
      this.#sql.insert('on_top', { recordId, agent, campaign, atMs, rank });
    }
  }

  endOnTop(recordId: number) {
    this.#sql.run('DELETE FROM on_top WHERE record_id = ?', recordId);
  }

  pause(row: CampaignPause) {
    this.endPause(row.campaign);
    this.#sql.insert('campaign_pause', row);
  }

  endPause(campaign: string) {
    return this.#sql.run('DELETE FROM campaign_pause WHERE campaign = ?', campaign);
  }
}
