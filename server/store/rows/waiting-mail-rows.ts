import type { MailingKind, MailingWay } from '../../domain/conversations/mailing-ways.ts';
import type {
  WaitingMailPlace,
  WaitingMailRow,
  WaitingMailState,
  WaitingMailWriter,
} from '../../ports/rows/waiting-mails.ts';
import { int, type Row, text } from '../columns.ts';
import { LEFT_BEHIND } from '../left-behind.ts';
import type { Sql } from '../sql.ts';

const OWE = `INSERT INTO waiting_mail (participant, kind, about, state, owed_at_ms, due_at_ms)
  SELECT participant.id, ?1, ?2, 'to-send', CAST(?4 AS INTEGER),
    CASE WHEN mailing_choice.way = 'daily' THEN CAST(?5 AS INTEGER) ELSE CAST(?4 AS INTEGER) END FROM participant
  LEFT JOIN mailing_choice ON mailing_choice.participant = participant.id AND mailing_choice.kind = ?1
  WHERE participant.id IN (SELECT value FROM json_each(?3))
  AND coalesce(mailing_choice.way, 'at-once') IN ('at-once', 'daily')
  ON CONFLICT (participant, kind, about) DO NOTHING`;
const DUE_TO = `SELECT participant, min(due_at_ms) AS first_ms FROM waiting_mail WHERE state = 'to-send' AND due_at_ms <= ?
  GROUP BY participant ORDER BY first_ms, participant LIMIT ?`;
const DUE = `SELECT * FROM waiting_mail WHERE participant = ? AND state = 'to-send' AND due_at_ms <= ? ORDER BY kind, about`;
const LEFT = `SELECT * FROM waiting_mail WHERE state = 'sending' AND ${LEFT_BEHIND} ORDER BY participant, kind, about`;
const OVER = `DELETE FROM waiting_mail WHERE kind = 'event' AND state <> 'sending' AND NOT EXISTS
  (SELECT 1 FROM slot WHERE CAST(slot.id AS TEXT) = waiting_mail.about AND slot.to_ms > ?)`;
const CHOOSE = `INSERT INTO mailing_choice (participant, kind, way) VALUES (?, ?, ?)
  ON CONFLICT (participant, kind) DO UPDATE SET way = excluded.way`;

function mailOf(row: Row): WaitingMailRow {
  return {
    participant: text(row, 'participant'),
    kind: text(row, 'kind') as WaitingMailRow['kind'],
    about: text(row, 'about'),
    state: text(row, 'state') as WaitingMailState,
    owedAtMs: int(row, 'owed_at_ms'),
    dueAtMs: int(row, 'due_at_ms'),
    attempts: int(row, 'attempts'),
  };
}

export class WaitingMailRows implements WaitingMailWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async dueTo(nowMs: number, limit: number) {
    return (await this.#sql.all(DUE_TO, nowMs, limit)).map((row) => text(row, 'participant'));
  }

  async due(participant: string, nowMs: number) {
    return (await this.#sql.all(DUE, participant, nowMs)).map(mailOf);
  }

  async mail({ participant, kind, about }: WaitingMailPlace) {
    const source = 'SELECT * FROM waiting_mail WHERE participant = ? AND kind = ? AND about = ?';
    const row = await this.#sql.get(source, participant, kind, about);
    return row && mailOf(row);
  }

  async leftSending(living: readonly string[]) {
    return (await this.#sql.all(LEFT, JSON.stringify(living))).map(mailOf);
  }

  async choices(participant: string) {
    const rows = await this.#sql.all(
      'SELECT kind, way FROM mailing_choice WHERE participant = ?',
      participant,
    );
    return Object.fromEntries(
      rows.map((row) => [text(row, 'kind') as MailingKind, text(row, 'way') as MailingWay]),
    );
  }

  async owe({ kind, about, participants, nowMs, dailyMs }: Parameters<WaitingMailWriter['owe']>[0]) {
    await this.#sql.run(OWE, kind, about, JSON.stringify(participants), nowMs, dailyMs);
  }

  async update(
    { participant, kind, about }: WaitingMailPlace,
    change: Parameters<WaitingMailWriter['update']>[1],
  ) {
    const begun = change.state === 'sending' ? { server: this.#sql.server } : {};
    await this.#sql.update('waiting_mail', { participant, kind, about }, { ...change, ...begun });
  }

  async seen({ participant, kind, about }: WaitingMailPlace) {
    const source = 'DELETE FROM waiting_mail WHERE participant = ? AND kind = ? AND about = ?';
    await this.#sql.run(source, participant, kind, about);
  }

  async dropOver(nowMs: number) {
    await this.#sql.run(OVER, nowMs);
  }

  async choose(participant: string, kind: MailingKind, way: MailingWay) {
    await this.#sql.run(CHOOSE, participant, kind, way);
  }
}
