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

  async move(id: string) {
    const row = await this.#sql.get('SELECT * FROM move WHERE id = ?', id);
    return row && moveOf(row);
  }

  async itemsOf(moveId: string) {
    return (await this.#sql.all(ITEMS, moveId)).map(itemOf);
  }

  async history({ author, campaigns, limit }: Parameters<SteeringWriter['history']>[0]) {
    return (await this.#sql.all(HISTORY, author, JSON.stringify(campaigns), limit)).map(moveOf);
  }

  async movedAfter(recordId: number, { id, atMs }: Pick<MoveRow, 'id' | 'atMs'>) {
    return (await this.#sql.count(MOVED_AFTER, recordId, id, atMs)) > 0;
  }

  async onTop(agent: string) {
    return (await this.#sql.all(ON_TOP, agent)).map((row) => int(row, 'record_id'));
  }

  async pauseOf(campaign: string, nowMs: number) {
    const untilMs = await this.#sql.kept(`paused until ${campaign}`, async () =>
      intOrNull((await this.#sql.get(PAUSED_UNTIL, campaign)) ?? {}, 'until_ms'),
    );
    if (untilMs === null || untilMs <= nowMs) return undefined;
    const row = await this.#sql.get(PAUSE, campaign, nowMs);
    return row && pauseOf(row);
  }

  async markUndone(id: string, { atMs, by, reason, goneBack }: Parameters<SteeringWriter['markUndone']>[1]) {
    await this.#sql.update(
      'move',
      { id },
      { undoneAtMs: atMs, undoneBy: by, undoneReason: reason, goneBack },
    );
  }

  async putOnTop({ moveId, agent, atMs, records }: Parameters<SteeringWriter['putOnTop']>[0]) {
    await this.#sql.update('move', { id: moveId }, { kind: 'next' });
    for (const [rank, { recordId, campaign }] of records.entries()) {
      await this.endOnTop(recordId);
      await this.#sql.insert('on_top', { recordId, agent, campaign, atMs, rank });
    }
  }

  async endOnTop(recordId: number) {
    await this.#sql.run('DELETE FROM on_top WHERE record_id = ?', recordId);
  }

  async pause(row: CampaignPause) {
    await this.endPause(row.campaign);
    await this.#sql.insert('campaign_pause', row);
  }

  async endPause(campaign: string) {
    return await this.#sql.run('DELETE FROM campaign_pause WHERE campaign = ?', campaign);
  }
}
