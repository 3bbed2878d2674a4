import type { Period } from '../../../shared/time.ts';
import type { MandateReminderRow, MandateSignatureRow, MandateWriter } from '../../ports/rows/mandates.ts';
import { bytes, int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';

function signatureOf(row: Row): MandateSignatureRow {
  return {
    kind: text(row, 'kind') as MandateSignatureRow['kind'],
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    signedOn: text(row, 'signed_on'),
    recordedAtMs: int(row, 'recorded_at_ms'),
    recordedBy: text(row, 'recorded_by'),
    oldMonthlyMinor: int(row, 'old_monthly_minor'),
    newMonthlyMinor: int(row, 'new_monthly_minor'),
    firstDebitOn: textOrNull(row, 'first_debit_on'),
    sealed: bytes(row, 'sealed'),
    sealVersion: int(row, 'seal_version'),
  };
}

const RECORDED = `SELECT * FROM mandate_signature WHERE campaign = ? AND recorded_at_ms >= ? AND recorded_at_ms < ?
ORDER BY recorded_at_ms, call_id`;
const REMINDERS = 'SELECT * FROM mandate_reminder WHERE campaign = ? ORDER BY reminded_at_ms, call_id';

export class MandateRows implements MandateWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCall(callId: string) {
    const row = await this.#sql.get('SELECT * FROM mandate_signature WHERE call_id = ?', callId);
    return row && signatureOf(row);
  }

  async recorded(campaign: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(RECORDED, campaign, fromMs, toMs)).map(signatureOf);
  }

  async reminders(campaign: string) {
    return (await this.#sql.all(REMINDERS, campaign)).map(
      (row): MandateReminderRow => ({
        callId: text(row, 'call_id'),
        campaign: text(row, 'campaign'),
        remindedAtMs: int(row, 'reminded_at_ms'),
        remindedBy: text(row, 'reminded_by'),
      }),
    );
  }

  async remind(row: MandateReminderRow) {
    await this.#sql.insert('mandate_reminder', row);
  }

  /** AppError `mandate-already-signed`. */
  async add(row: MandateSignatureRow) {
    const signed = {
      code: 'mandate-already-signed',
      message: 'La signature de ce mandat est déjà enregistrée.',
      hint: 'Rien à refaire. Une erreur dans la référence se signale à l’association : la première reste.',
    };
    await refuseDuplicate(signed, () => this.#sql.insert('mandate_signature', row));
  }
}
