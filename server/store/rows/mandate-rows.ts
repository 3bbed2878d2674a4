import type { Period } from '../../../shared/time.ts';
import type { MandateSignatureRow, MandateWriter, SignatureSum } from '../../ports/rows/mandates.ts';
import { bytes, int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';

function signatureOf(row: Row): MandateSignatureRow {
  return {
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

function sumOf(row: Row): SignatureSum {
  return {
    disposition: text(row, 'disposition'),
    signatures: int(row, 'signatures'),
    oldMonthlyMinor: int(row, 'old_monthly_minor'),
    newMonthlyMinor: int(row, 'new_monthly_minor'),
  };
}

const RECORDED = `SELECT * FROM mandate_signature WHERE campaign = ? AND recorded_at_ms >= ? AND recorded_at_ms < ?
ORDER BY recorded_at_ms, call_id`;
const SIGNED_CALLS = `SELECT call.disposition AS disposition, count(*) AS signatures,
  sum(signed.old_monthly_minor) AS old_monthly_minor,
  sum(signed.new_monthly_minor) AS new_monthly_minor
FROM mandate_signature AS signed INDEXED BY mandate_signature_recorded
CROSS JOIN call ON call.call_id = signed.call_id CROSS JOIN record ON record.id = signed.record_id
WHERE signed.campaign = ?1`;
const SUMS = `${SIGNED_CALLS} AND signed.recorded_at_ms >= ?2 AND signed.recorded_at_ms < ?3
GROUP BY call.disposition`;
const SUMS_OF_CLOSED = `${SIGNED_CALLS} AND record.closed_at_ms >= ?2 AND record.closed_at_ms < ?3
  AND signed.recorded_at_ms < ?4 GROUP BY call.disposition`;

export class MandateRows implements MandateWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  ofCall(callId: string) {
    const row = this.#sql.get('SELECT * FROM mandate_signature WHERE call_id = ?', callId);
    return row && signatureOf(row);
  }

  recorded(campaign: string, { fromMs, toMs }: Period) {
    return this.#sql.all(RECORDED, campaign, fromMs, toMs).map(signatureOf);
  }

  sums(campaign: string, { fromMs, toMs }: Period) {
    return this.#sql.all(SUMS, campaign, fromMs, toMs).map(sumOf);
  }

  sumsOfClosed(campaign: string, { fromMs, toMs }: Period, untilMs: number) {
    return this.#sql.all(SUMS_OF_CLOSED, campaign, fromMs, toMs, untilMs).map(sumOf);
  }

  /** AppError `mandate-already-signed`. */
  add(row: MandateSignatureRow) {
    const signed = {
      code: 'mandate-already-signed',
      message: 'La signature de ce mandat est déjà enregistrée.',
      hint: 'Rien à refaire. Une erreur dans la référence se signale à l’association : la première reste.',
    };
    refuseDuplicate(signed, () => this.#sql.insert('mandate_signature', row));
  }
}
