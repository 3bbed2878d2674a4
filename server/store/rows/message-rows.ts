import type { MessageRow, MessageWriter } from '../../ports/rows/messages.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const OF = `SELECT message.* FROM message_to JOIN message ON message.id = message_to.message_id
WHERE message_to.agent = ? AND message.at_ms >= ? ORDER BY message.at_ms, message.id`;
const BY = 'SELECT * FROM message WHERE author = ? AND at_ms >= ? ORDER BY at_ms, id';
const UNANSWERED = `SELECT message.* FROM message_to JOIN message ON message.id = message_to.message_id
JOIN account ON account.id = message.author
WHERE message_to.agent = ? AND message.at_ms >= ? AND account.role IN ('agent', 'volunteer') AND NOT EXISTS (
  SELECT 1 FROM message_to AS told JOIN message AS answer ON answer.id = told.message_id
  WHERE told.agent = message.author AND answer.at_ms >= message.at_ms
  AND (SELECT count(*) FROM message_to AS all_told WHERE all_told.message_id = answer.id) = 1
) ORDER BY message.at_ms, message.id`;

function messageOf(row: Row): MessageRow {
  return {
    id: text(row, 'id'),
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    campaign: text(row, 'campaign'),
    text: text(row, 'text'),
    isReply: int(row, 'is_reply') === 1,
  };
}

export class MessageRows implements MessageWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(agent: string, fromMs: number) {
    return (await this.#sql.all(OF, agent, fromMs)).map(messageOf);
  }

  async by(author: string, fromMs: number) {
    return (await this.#sql.all(BY, author, fromMs)).map(messageOf);
  }

  async unanswered(lead: string, fromMs: number) {
    return (await this.#sql.all(UNANSWERED, lead, fromMs)).map(messageOf);
  }

  async add({ isReply, ...row }: MessageRow, agents: readonly string[]) {
    await this.#sql.insert('message', { ...row, isReply: isReply ? 1 : 0 });
    for (const agent of agents) await this.#sql.insert('message_to', { agent, messageId: row.id });
  }

  async dropBefore(atMs: number) {
    const old = 'SELECT id FROM message WHERE at_ms < ?';
    await this.#sql.run(`DELETE FROM message_to WHERE message_id IN (${old})`, atMs);
    return await this.#sql.run('DELETE FROM message WHERE at_ms < ?', atMs);
  }
}
