import type { MessageRow, MessageWriter } from '../../ports/rows/messages.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const OF = `SELECT message.* FROM message_to JOIN message ON message.id = message_to.message_id
WHERE message_to.agent = ? AND message.at_ms >= ? ORDER BY message.at_ms, message.id`;

function messageOf(row: Row): MessageRow {
  return {
    id: text(row, 'id'),
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    campaign: text(row, 'campaign'),
    text: text(row, 'text'),
  };
}

export class MessageRows implements MessageWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  of(agent: string, fromMs: number) {
    return this.#sql.all(OF, agent, fromMs).map(messageOf);
  }

  add(row: MessageRow, agents: readonly string[]) {
    this.#sql.insert('message', row);
    for (const agent of agents) this.#sql.insert('message_to', { agent, messageId: row.id });
  }

  dropBefore(atMs: number) {
    const old = 'SELECT id FROM message WHERE at_ms < ?';
    this.#sql.run(`DELETE FROM message_to WHERE message_id IN (${old})`, atMs);
    return this.#sql.run('DELETE FROM message WHERE at_ms < ?', atMs);
  }
}
