import type { TrainingKind, TrainingRow, TrainingWriter } from '../../ports/rows/training.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function trainingOf(row: Row): TrainingRow {
  return {
    account: text(row, 'account'),
    campaign: text(row, 'campaign'),
    passedAtMs: int(row, 'passed_at_ms'),
    kind: text(row, 'kind') as TrainingKind,
    recordedBy: text(row, 'recorded_by'),
  };
}

export class TrainingRows implements TrainingWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(account: string) {
    return await this.#sql.kept(`training ${account}`, async () =>
      (await this.#sql.all('SELECT * FROM training WHERE account = ? ORDER BY campaign', account)).map(
        trainingOf,
      ),
    );
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM training ORDER BY campaign, account')).map(trainingOf);
  }

  async add(row: TrainingRow) {
    if ((await this.of(row.account)).some((one) => one.campaign === row.campaign)) return false;
    await this.#sql.insert('training', { ...row });
    return true;
  }
}
