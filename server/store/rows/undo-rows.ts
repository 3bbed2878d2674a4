import * as z from 'zod';
import { shapeOf } from '../../../shared/shape-of.ts';
import type { LastCallRow, QueueBefore, UndoneCallRow, UndoWriter } from '../../ports/rows/undos.ts';
import { bytes, int, type Row, text, type Values } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';

const json = jsonColumns('last_call', 'call_id');
const count = z.int().min(0);
const part = z.enum(['M', 'A', 'S', 'SA']);
const BEFORE = shapeOf<QueueBefore>({
  area: z.string(),
  queue: z.enum(['new', 'retry', 'callback']),
  dueAtMs: z.int(),
  nextPart: part,
  owner: z.string().nullable(),
  attempts: count,
  triesByPart: shapeOf<QueueBefore['triesByPart']>({ M: count, A: count, S: count, SA: count }),
  busyCount: count,
  voicemailLeft: z.boolean(),
  argued: z.boolean(),
  lastAttemptAtMs: z.int().nullable(),
  disposition: z.string().nullable(),
});

/** Condition on `call`: it was not taken back. Undone calls are few, one probe each. */
export const STANDING = 'NOT EXISTS (SELECT 1 FROM undone_call WHERE undone_call.call_id = call.call_id)';

function lastOf(row: Row): LastCallRow {
  return {
    agent: text(row, 'agent'),
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    before: json(row, 'before', BEFORE),
    sealed: row.sealed === null ? null : bytes(row, 'sealed'),
    sealVersion: int(row, 'seal_version'),
  };
}

function undoneOf(row: Row): UndoneCallRow {
  return {
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    agent: text(row, 'agent'),
    atMs: int(row, 'at_ms'),
  };
}

const ended = (callId: string) => `(SELECT ended_at_ms FROM call WHERE call.call_id = ${callId})`;
/** The oldest of the agent says first whether there is anything to drop: else each call would look at all those of the day. */
export const DROP_OLD = `DELETE FROM last_call WHERE agent = ?1
AND ${ended('(SELECT call_id FROM last_call WHERE agent = ?1 ORDER BY rowid LIMIT 1)')} < ?2
AND ${ended('last_call.call_id')} < ?2`;

export function lastCallColumns({ before, ...row }: LastCallRow): Values {
  return { ...row, before: JSON.stringify(before) };
}

export class UndoRows implements UndoWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async beforeCall(callId: string) {
    const row = await this.#sql.get('SELECT * FROM last_call WHERE call_id = ?', callId);
    return row && lastOf(row);
  }

  async takenBack(agent: string, recordId: number) {
    const row = await this.#sql.get(
      'SELECT * FROM last_call WHERE record_id = ?1 AND agent = ?2 ORDER BY rowid DESC LIMIT 1',
      recordId,
      agent,
    );
    const last = row && lastOf(row);
    return last && (await this.ofCall(last.callId)) ? last : undefined;
  }

  async ofCall(callId: string) {
    const row = await this.#sql.get('SELECT * FROM undone_call WHERE call_id = ?', callId);
    return row && undoneOf(row);
  }

  async keepBefore(row: LastCallRow, sinceMs: number) {
    await this.#sql.run(DROP_OLD, row.agent, sinceMs);
    await this.#sql.insert('last_call', lastCallColumns(row));
  }

  async add(row: UndoneCallRow) {
    await this.#sql.insert('undone_call', row);
  }
}
