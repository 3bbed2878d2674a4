import type { NoticeKind } from '../../domain/agenda/slot-notice.ts';
import type { DueNotice, NoticeRow, NoticeState, NoticeWriter } from '../../ports/rows/slot-notices.ts';
import { int, type Row, text } from '../columns.ts';
import { LEFT_BEHIND } from '../left-behind.ts';
import type { Sql } from '../sql.ts';

const OWE = `INSERT INTO slot_notice (signup, kind, state, due_at_ms) SELECT id, ?2, 'to-send', ?3 FROM slot_signup
  WHERE id = ?1 AND participant IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM slot_notice WHERE signup = ?1 AND kind = ?2)`;
const OWE_AGAIN = `UPDATE slot_notice SET state = 'to-send', attempts = 0, due_at_ms = ?3
  WHERE signup = ?1 AND kind = ?2 AND state <> 'to-send'`;
const OWE_REMINDERS = `INSERT INTO slot_notice (signup, kind, state, due_at_ms)
  SELECT slot_signup.id, ?1, 'to-send', ?4 FROM slot JOIN slot_signup ON slot_signup.slot = slot.id
  WHERE slot.event IS NOT NULL AND slot.from_ms > ?2 AND slot.from_ms <= ?3 AND slot.cancelled_at_ms IS NULL
  AND slot_signup.state = 'held' AND slot_signup.participant IS NOT NULL AND slot_signup.at_ms <= slot.from_ms - (?3 - ?4)
  AND NOT EXISTS (SELECT 1 FROM slot_notice WHERE slot_notice.signup = slot_signup.id AND slot_notice.kind = ?1)`;
const DUE = `SELECT slot_notice.*, slot_signup.participant, participant.charity, slot.from_ms, slot.to_ms FROM slot_notice
  JOIN slot_signup ON slot_signup.id = slot_notice.signup
  JOIN participant ON participant.id = slot_signup.participant
  JOIN slot ON slot.id = slot_signup.slot
  WHERE slot_notice.state = 'to-send' AND slot_notice.due_at_ms <= ? ORDER BY slot_notice.due_at_ms, slot_notice.signup LIMIT ?`;
const LEFT = `SELECT * FROM slot_notice WHERE state = 'sending' AND ${LEFT_BEHIND} ORDER BY signup, kind`;

function noticeOf(row: Row): NoticeRow {
  return {
    signup: int(row, 'signup'),
    kind: text(row, 'kind') as NoticeKind,
    state: text(row, 'state') as NoticeState,
    dueAtMs: int(row, 'due_at_ms'),
    attempts: int(row, 'attempts'),
  };
}

function dueOf(row: Row): DueNotice {
  return {
    ...noticeOf(row),
    participant: text(row, 'participant'),
    charity: text(row, 'charity'),
    fromMs: int(row, 'from_ms'),
    toMs: int(row, 'to_ms'),
  };
}

export class SlotNoticeRows implements NoticeWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async due(nowMs: number, limit: number) {
    return (await this.#sql.all(DUE, nowMs, limit)).map(dueOf);
  }

  async notice(signup: number, kind: NoticeKind) {
    const row = await this.#sql.get('SELECT * FROM slot_notice WHERE signup = ? AND kind = ?', signup, kind);
    return row && noticeOf(row);
  }

  async leftSending(living: readonly string[]) {
    return (await this.#sql.all(LEFT, JSON.stringify(living))).map(noticeOf);
  }

  async feedOwner(tokenHash: string) {
    const row = await this.#sql.get('SELECT participant FROM calendar_feed WHERE token_hash = ?', tokenHash);
    return row && text(row, 'participant');
  }

  async owe(signup: number, kind: NoticeKind, dueAtMs: number) {
    await this.#sql.run(OWE, signup, kind, dueAtMs);
  }

  async oweAgain(signup: number, kind: NoticeKind, dueAtMs: number) {
    await this.owe(signup, kind, dueAtMs);
    await this.#sql.run(OWE_AGAIN, signup, kind, dueAtMs);
  }

  async oweReminders({
    kind,
    beginsAfterMs,
    beginsUntilMs,
    nowMs,
  }: Parameters<NoticeWriter['oweReminders']>[0]) {
    return await this.#sql.run(OWE_REMINDERS, kind, beginsAfterMs, beginsUntilMs, nowMs);
  }

  async update(
    { signup, kind }: Pick<NoticeRow, 'signup' | 'kind'>,
    change: Parameters<NoticeWriter['update']>[1],
  ) {
    const begun = change.state === 'sending' ? { server: this.#sql.server } : {};
    await this.#sql.update('slot_notice', { signup, kind }, { ...change, ...begun });
  }

  async setFeed(participant: string, tokenHash: string, madeAtMs: number) {
    await this.dropFeed(participant);
    await this.#sql.insert('calendar_feed', { participant, tokenHash, madeAtMs });
  }

  async dropFeed(participant: string) {
    await this.#sql.run('DELETE FROM calendar_feed WHERE participant = ?', participant);
  }
}
