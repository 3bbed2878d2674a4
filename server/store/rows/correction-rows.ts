import type { Period } from '../../../shared/time.ts';
import type { CorrectionRow, CorrectionWriter } from '../../ports/rows/corrections.ts';
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
const ONE_OFF_DELTA = `SELECT coalesce(sum(one_off_minor), 0) - coalesce(sum(before_one_off_minor), 0) AS delta
FROM correction INDEXED BY correction_campaign WHERE campaign = ? AND at_ms >= ? AND at_ms < ?`;

export class CorrectionRows implements CorrectionWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCall(callId: string) {
    return (await this.#sql.all(OF_CALL, callId)).map(correctionOf);
  }

  async calls(campaign: string) {
    return (await this.#sql.all(CALLS, campaign)).map((row) => text(row, 'call_id'));
  }

  async oneOffDeltaMinor(campaign: string, { fromMs, toMs }: Period) {
    return int((await this.#sql.get(ONE_OFF_DELTA, campaign, fromMs, toMs)) ?? { delta: 0 }, 'delta');
  }

  async insert(row: CorrectionRow) {
    const meanwhile = {
      code: 'call-corrected-meanwhile',
      message: 'Cet appel vient d’être corrigé par quelqu’un d’autre.',
      hint: 'Regardez où il en est (plateau emails, fichier de la semaine), puis recommencez si besoin.',
    };
    await refuseDuplicate(meanwhile, () => this.#sql.insert('correction', row));
  }
}
