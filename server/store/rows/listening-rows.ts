import * as z from 'zod';
import type { ListeningGridRow, ListeningNoteRow, ListeningWriter } from '../../ports/rows/listening.ts';
import { bytes, int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';

const json = jsonColumns('listening_note', 'id');
const POINTS = z.record(z.string(), z.int().min(0).nullable());
const FAILS = z.array(z.string());

const NOTES = `SELECT * FROM listening_note INDEXED BY listening_note_campaign
WHERE campaign IN (SELECT value FROM json_each(?)) AND at_ms >= ? AND at_ms < ?`;
const FEEDBACK = `SELECT * FROM listening_note INDEXED BY listening_note_agent
WHERE agent = ? AND (acknowledged_at_ms IS NULL OR at_ms >= ?) ORDER BY at_ms, id`;

function noteOf(row: Row): ListeningNoteRow {
  return {
    id: text(row, 'id'),
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    agent: text(row, 'agent'),
    author: text(row, 'author'),
    gridHash: text(row, 'grid_hash'),
    points: json(row, 'points', POINTS),
    fails: json(row, 'fails', FAILS),
    score: int(row, 'score'),
    atMs: int(row, 'at_ms'),
    acknowledgedAtMs: intOrNull(row, 'acknowledged_at_ms'),
    sealed: row.sealed === null ? null : bytes(row, 'sealed'),
    sealVersion: int(row, 'seal_version'),
  };
}

export class ListeningRows implements ListeningWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async grid(hash: string) {
    const row = await this.#sql.get('SELECT * FROM listening_grid WHERE hash = ?', hash);
    if (!row) return undefined;
    return { hash, version: text(row, 'version'), body: text(row, 'body'), atMs: int(row, 'at_ms') };
  }

  async note(id: string) {
    const row = await this.#sql.get('SELECT * FROM listening_note WHERE id = ?', id);
    return row && noteOf(row);
  }

  async noteOf(callId: string, author: string) {
    const row = await this.#sql.get(
      'SELECT * FROM listening_note WHERE call_id = ? AND author = ?',
      callId,
      author,
    );
    return row && noteOf(row);
  }

  async notes(
    campaigns: readonly string[],
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
    agent?: string,
  ) {
    const bound = [JSON.stringify(campaigns), fromMs, toMs];
    const rows =
      agent === undefined
        ? await this.#sql.all(`${NOTES} ORDER BY at_ms, id`, ...bound)
        : await this.#sql.all(`${NOTES} AND agent = ? ORDER BY at_ms, id`, ...bound, agent);
    return rows.map(noteOf);
  }

  async feedbackOf(agent: string, sinceMs: number) {
    return (await this.#sql.all(FEEDBACK, agent, sinceMs)).map(noteOf);
  }

  async keepGrid(row: ListeningGridRow) {
    if (!(await this.grid(row.hash))) await this.#sql.insert('listening_grid', row);
  }

  async addNote({ points, fails, ...row }: ListeningNoteRow) {
    const lists = { points: JSON.stringify(points), fails: JSON.stringify(fails) };
    await this.#sql.insert('listening_note', { ...row, ...lists });
  }

  async acknowledge(id: string, atMs: number) {
    await this.#sql.update('listening_note', { id }, { acknowledgedAtMs: atMs });
  }
}
