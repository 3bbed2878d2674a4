import { dispositionOf } from '../../../shared/dispositions.ts';
import type { Period } from '../../../shared/time.ts';
import type { CorrectionRow, CorrectionSums, CorrectionWriter } from '../../ports/rows/corrections.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';

function correctionOf(row: Row): CorrectionRow {
  return {
    id: text(row, 'id'),
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    rank: int(row, 'rank'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
    kind: text(row, 'kind') as CorrectionRow['kind'],
    beforeNewMinor: intOrNull(row, 'before_new_minor'),
    beforeNewMonthlyMinor: intOrNull(row, 'before_new_monthly_minor'),
    beforeOneOffMinor: intOrNull(row, 'before_one_off_minor'),
    newMinor: intOrNull(row, 'new_minor'),
    newMonthlyMinor: intOrNull(row, 'new_monthly_minor'),
    oneOffMinor: intOrNull(row, 'one_off_minor'),
    firstDebitOn: textOrNull(row, 'first_debit_on'),
    reason: text(row, 'reason'),
  };
}

const OF_CALL = 'SELECT * FROM correction WHERE call_id = ? ORDER BY rank';
const CALLS =
  'SELECT call_id FROM correction WHERE campaign = ? GROUP BY call_id ORDER BY min(at_ms), call_id';
const SUMS = `SELECT call.disposition, correction.kind, count(*) AS corrections,
  EXISTS (SELECT 1 FROM mandate_signature AS signature WHERE signature.call_id = call.call_id
    AND signature.recorded_at_ms <= correction.at_ms) AS signed,
  coalesce(sum(call.old_monthly_minor), 0) AS old_monthly,
  coalesce(sum(before_new_monthly_minor), 0) AS before_monthly,
  coalesce(sum(correction.new_monthly_minor), 0) AS new_monthly,
  coalesce(sum(correction.one_off_minor), 0) - coalesce(sum(before_one_off_minor), 0) AS one_off_delta
FROM correction INDEXED BY correction_campaign JOIN call ON call.call_id = correction.call_id
WHERE correction.campaign = ? AND at_ms >= ? AND at_ms < ? GROUP BY call.disposition, correction.kind, signed`;

export class CorrectionRows implements CorrectionWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  ofCall(callId: string) {
    return this.#sql.all(OF_CALL, callId).map(correctionOf);
  }

  calls(campaign: string) {
    return this.#sql.all(CALLS, campaign).map((row) => text(row, 'call_id'));
  }

  /** What a disposition counts for is decided by the table's flags: a resumed gift not signed yet was never an agreement. */
  sums(campaign: string, { fromMs, toMs }: Period): CorrectionSums {
    const groups = this.#sql.all(SUMS, campaign, fromMs, toMs);
    const agreements = groups.filter(
      (row) => dispositionOf(text(row, 'disposition'))?.agreement || int(row, 'signed') === 1,
    );
    const total = (rows: readonly Row[], column: string) =>
      rows.reduce((sum, row) => sum + int(row, column), 0);
    const cancelled = agreements.filter((row) => text(row, 'kind') === 'X');
    const changed = agreements.filter((row) => text(row, 'kind') === 'M');
    return {
      cancelled: {
        count: total(cancelled, 'corrections'),
        oldMonthlyMinor: total(cancelled, 'old_monthly'),
        newMonthlyMinor: total(cancelled, 'before_monthly'),
      },
      newMonthlyDeltaMinor: total(changed, 'new_monthly') - total(changed, 'before_monthly'),
      oneOffDeltaMinor: total(groups, 'one_off_delta'),
    };
  }

  insert(row: CorrectionRow) {
    const meanwhile = {
      code: 'call-corrected-meanwhile',
      message: 'Cet appel vient d’être corrigé par quelqu’un d’autre.',
      hint: 'Regardez où il en est (plateau emails, fichier de la semaine), puis recommencez si besoin.',
    };
    refuseDuplicate(meanwhile, () => this.#sql.insert('correction', row));
  }
}
