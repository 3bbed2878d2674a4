import type { Period } from '../../../shared/time.ts';
import type { EmailKind } from '../../domain/campaign/campaign-settings.ts';
import type { ConfirmationCounts } from '../../domain/report/confirmation-figures.ts';
import type { EmailRow, EmailState, EmailWriter } from '../../ports/rows/emails.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import { LEFT_BEHIND } from '../left-behind.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';

function emailOf(row: Row): EmailRow {
  return {
    id: text(row, 'id'),
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    kind: text(row, 'kind') as EmailKind,
    state: text(row, 'state') as EmailState,
    messageId: text(row, 'message_id'),
    carries: text(row, 'carries'),
    callEndedAtMs: int(row, 'call_ended_at_ms'),
    dueAtMs: int(row, 'due_at_ms'),
    attempts: int(row, 'attempts'),
    sentAtMs: intOrNull(row, 'sent_at_ms'),
    edition: textOrNull(row, 'edition'),
    reply: text(row, 'reply'),
  };
}

const DUE = `SELECT * FROM email WHERE state = 'to-send' AND due_at_ms <= ? ORDER BY due_at_ms, id LIMIT ?`;
/** Still owed or in doubt: a refused, cancelled or addressless one has its answer and is listed by `inState`. */
const LATE = `SELECT * FROM email WHERE state IN ('to-send', 'sending', 'uncertain', 'failed')
AND call_ended_at_ms < ? ORDER BY call_ended_at_ms, id`;
const OF_CALL = `SELECT * FROM email WHERE call_id = ? AND kind <> 'rectification'`;
const ALL_OF_CALL = 'SELECT * FROM email WHERE call_id = ? ORDER BY call_ended_at_ms, id';
const IN_STATE = 'SELECT * FROM email WHERE state = ? ORDER BY call_ended_at_ms, id';
const LEFT = `SELECT * FROM email WHERE state = 'sending' AND ${LEFT_BEHIND} ORDER BY call_ended_at_ms, id`;
const CONFIRMATIONS = `SELECT count(*) AS owed,
  count(*) FILTER (WHERE sent_at_ms IS NOT NULL AND sent_at_ms - call_ended_at_ms <= 48 * 3600000) AS in_time,
  count(*) FILTER (WHERE state = 'no-email') AS without_address,
  count(*) FILTER (WHERE state IN ('refused', 'bounced')) AS undelivered
FROM email WHERE campaign = ? AND kind IN ('agreement', 'one-off') AND state <> 'cancelled'
AND call_ended_at_ms >= ? AND call_ended_at_ms < ?`;
const COUNT = 'SELECT state, count(*) AS n FROM email WHERE campaign = ? GROUP BY state ORDER BY state';

export class EmailRows implements EmailWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async due(nowMs: number, limit: number) {
    return (await this.#sql.all(DUE, nowMs, limit)).map(emailOf);
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM email WHERE id = ?', id);
    return row && emailOf(row);
  }

  async ofCall(callId: string) {
    const row = await this.#sql.get(OF_CALL, callId);
    return row && emailOf(row);
  }

  async allOfCall(callId: string) {
    return (await this.#sql.all(ALL_OF_CALL, callId)).map(emailOf);
  }

  async byMessageId(messageId: string) {
    const row = await this.#sql.get('SELECT * FROM email WHERE message_id = ?', messageId);
    return row && emailOf(row);
  }

  async countByState(campaign: string): Promise<Readonly<Partial<Record<EmailState, number>>>> {
    const rows = await this.#sql.all(COUNT, campaign);
    return Object.fromEntries(rows.map((row) => [text(row, 'state'), int(row, 'n')]));
  }

  async late(endedBeforeMs: number) {
    return (await this.#sql.all(LATE, endedBeforeMs)).map(emailOf);
  }

  async inState(state: EmailState) {
    return (await this.#sql.all(IN_STATE, state)).map(emailOf);
  }

  async leftSending(living: readonly string[]) {
    return (await this.#sql.all(LEFT, JSON.stringify(living))).map(emailOf);
  }

  async confirmationCounts(campaign: string, { fromMs, toMs }: Period): Promise<ConfirmationCounts> {
    const row = (await this.#sql.get(CONFIRMATIONS, campaign, fromMs, toMs)) ?? {};
    return {
      owed: int(row, 'owed'),
      inTime: int(row, 'in_time'),
      withoutAddress: int(row, 'without_address'),
      undelivered: int(row, 'undelivered'),
    };
  }

  /** AppError `email-already-queued`: one confirmation per call. */
  async add(row: EmailRow) {
    const queued = {
      code: 'email-already-queued',
      message: 'La confirmation de cet appel est déjà en file.',
      hint: 'Rien à refaire : consultez l’état de l’envoi.',
    };
    await refuseDuplicate(queued, () => this.#sql.insert('email', row));
  }

  async update(
    id: string,
    change: Partial<
      Pick<EmailRow, 'state' | 'carries' | 'dueAtMs' | 'attempts' | 'sentAtMs' | 'edition' | 'reply'>
    >,
  ) {
    const begun = change.state === 'sending' ? { server: this.#sql.server } : {};
    await this.#sql.update('email', { id }, { ...change, ...begun });
  }
}
