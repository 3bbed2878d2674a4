import type {
  ConversationMemberRow,
  ConversationMessageRow,
  ConversationRow,
  ConversationWriter,
  MemberState,
  OwnConversationRow,
} from '../../ports/rows/conversations.ts';
import { bytesOrNull, int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

/** Those between people by their rows, those of groups by who belongs now. */
const OF = `SELECT conversation.*, member.state, member.read_at_ms FROM conversation_member AS member
    JOIN conversation ON conversation.id = member.conversation
    WHERE member.participant = ?1 AND conversation.group_id IS NULL
  UNION ALL
  SELECT conversation.*, 'in' AS state, coalesce(member.read_at_ms, membership.from_ms - 1) AS read_at_ms FROM membership
    JOIN conversation ON conversation.group_id = membership.group_id
    LEFT JOIN conversation_member AS member ON member.conversation = conversation.id AND member.participant = ?1
    WHERE membership.participant = ?1 AND membership.to_ms IS NULL AND membership.level <> 'asked'
  ORDER BY last_at_ms DESC, id LIMIT 200`;
const MESSAGES = `SELECT * FROM conversation_message WHERE conversation = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT ?`;
const PUT_MEMBER = `INSERT INTO conversation_member (conversation, participant, state, read_at_ms, sealed) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (conversation, participant) DO UPDATE SET state = excluded.state, read_at_ms = excluded.read_at_ms, sealed = excluded.sealed`;
const EMPTY = `DELETE FROM conversation WHERE last_at_ms < ? AND NOT EXISTS
  (SELECT 1 FROM conversation_message WHERE conversation_message.conversation = conversation.id)`;
/** Of a conversation that is no more, nothing waits. */
const NOTHING_WAITS = `DELETE FROM waiting_mail WHERE kind = 'message' AND NOT EXISTS
  (SELECT 1 FROM conversation WHERE conversation.id = waiting_mail.about)`;

function conversationOf(row: Row): ConversationRow {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    kind: text(row, 'kind') as ConversationRow['kind'],
    groupId: textOrNull(row, 'group_id'),
    pair: textOrNull(row, 'pair'),
    lastAtMs: int(row, 'last_at_ms'),
  };
}

function ownOf(row: Row): OwnConversationRow {
  return {
    ...conversationOf(row),
    state: text(row, 'state') as MemberState,
    readAtMs: int(row, 'read_at_ms'),
  };
}

function memberOf(row: Row): ConversationMemberRow {
  return {
    conversation: text(row, 'conversation'),
    participant: text(row, 'participant'),
    state: text(row, 'state') as MemberState,
    readAtMs: int(row, 'read_at_ms'),
    sealed: bytesOrNull(row, 'sealed'),
  };
}

function messageOf(row: Row): ConversationMessageRow {
  return {
    id: text(row, 'id'),
    conversation: text(row, 'conversation'),
    author: textOrNull(row, 'author'),
    atMs: int(row, 'at_ms'),
    sealed: bytesOrNull(row, 'sealed'),
  };
}

export class ConversationRows implements ConversationWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM conversation WHERE id = ?', id);
    return row && conversationOf(row);
  }

  async byPair(pair: string) {
    const row = await this.#sql.get('SELECT * FROM conversation WHERE pair = ?', pair);
    return row && conversationOf(row);
  }

  async byGroup(group: string) {
    const row = await this.#sql.get('SELECT * FROM conversation WHERE group_id = ?', group);
    return row && conversationOf(row);
  }

  async of(participant: string) {
    return (await this.#sql.all(OF, participant)).map(ownOf);
  }

  async members(conversation: string) {
    const source = 'SELECT * FROM conversation_member WHERE conversation = ? ORDER BY participant';
    return (await this.#sql.all(source, conversation)).map(memberOf);
  }

  async messages(conversation: string, { beforeMs, limit }: { beforeMs: number; limit: number }) {
    const newest = await this.#sql.all(MESSAGES, conversation, beforeMs, limit);
    return newest.map(messageOf).toReversed();
  }

  async written(author: string, sinceMs: number) {
    const source = 'SELECT count(*) AS n FROM conversation_message WHERE author = ? AND at_ms >= ?';
    return await this.#sql.count(source, author, sinceMs);
  }

  async writtenBy(author: string) {
    const source = 'SELECT * FROM conversation_message WHERE author = ? ORDER BY at_ms, id';
    return (await this.#sql.all(source, author)).map(messageOf);
  }

  async add(row: ConversationRow) {
    await this.#sql.insert('conversation', { ...row });
  }

  async putMember({ conversation, participant, state, readAtMs, sealed }: ConversationMemberRow) {
    await this.#sql.run(PUT_MEMBER, conversation, participant, state, readAtMs, sealed);
  }

  async addMessage(row: ConversationMessageRow) {
    await this.#sql.insert('conversation_message', { ...row });
    await this.#sql.update('conversation', { id: row.conversation }, { lastAtMs: row.atMs });
  }

  async dropBefore(atMs: number) {
    const gone = await this.#sql.run('DELETE FROM conversation_message WHERE at_ms < ?', atMs);
    await this.#sql.run(EMPTY, atMs);
    await this.#sql.run(NOTHING_WAITS);
    return gone;
  }
}
