import { inTurn } from '../../../shared/in-turn.ts';
import type { ModulePass, ModuleWriter, TrainingSession } from '../../ports/rows/modules.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const LEARNED = `SELECT module FROM module_pass WHERE account = ?1 AND campaign = ?2
  UNION SELECT module FROM training_session JOIN session_attendance ON session_attendance.session = training_session.id
  WHERE session_attendance.account = ?1 AND training_session.campaign = ?2 ORDER BY module`;
const PASSES = 'SELECT * FROM module_pass WHERE campaign = ? ORDER BY module, account';
const SESSIONS = 'SELECT * FROM training_session WHERE campaign = ? ORDER BY held_on, recorded_at_ms';

function passOf(row: Row): ModulePass {
  return {
    account: text(row, 'account'),
    campaign: text(row, 'campaign'),
    module: text(row, 'module'),
    passedAtMs: int(row, 'passed_at_ms'),
  };
}

export class ModuleRows implements ModuleWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async learned(account: string, campaign: string) {
    return await this.#sql.kept(`modules learned ${account} ${campaign}`, async () =>
      (await this.#sql.all(LEARNED, account, campaign)).map((row) => text(row, 'module')),
    );
  }

  async passes(campaign: string) {
    return (await this.#sql.all(PASSES, campaign)).map(passOf);
  }

  async sessions(campaign: string) {
    return await inTurn.map(await this.#sql.all(SESSIONS, campaign), (row) => this.#sessionOf(row));
  }

  async addPass(row: ModulePass) {
    if (
      (await this.passes(row.campaign)).some(
        (one) => one.account === row.account && one.module === row.module,
      )
    )
      return false;
    await this.#sql.insert('module_pass', { ...row });
    return true;
  }

  async addSession({ attended, ...row }: TrainingSession) {
    await this.#sql.insert('training_session', { ...row });
    for (const account of attended)
      await this.#sql.insert('session_attendance', { session: row.id, account });
  }

  async #sessionOf(row: Row): Promise<TrainingSession> {
    const id = text(row, 'id');
    return {
      id,
      campaign: text(row, 'campaign'),
      module: text(row, 'module'),
      heldOn: text(row, 'held_on'),
      place: text(row, 'place') as TrainingSession['place'],
      givenBy: text(row, 'given_by') as TrainingSession['givenBy'],
      minutes: int(row, 'minutes'),
      recordedBy: text(row, 'recorded_by'),
      recordedAtMs: int(row, 'recorded_at_ms'),
      attended: (
        await this.#sql.all('SELECT account FROM session_attendance WHERE session = ? ORDER BY account', id)
      ).map((one) => text(one, 'account')),
    };
  }
}
