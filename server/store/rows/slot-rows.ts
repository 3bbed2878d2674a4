import type { Attendance } from '../../../shared/people/agenda-words.ts';
import type {
  ShiftCodeRow,
  SignupFacts,
  SignupRow,
  SignupState,
  SlotRow,
  SlotWriter,
} from '../../ports/rows/slots.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const TAKE_PLACE = 'UPDATE slot SET taken = taken + 1 WHERE id = ? AND taken < capacity';
const FREE_PLACE = 'UPDATE slot SET taken = taken - 1 WHERE id = ?';
const SPEND = `UPDATE shift_code SET used_at_ms = ?, seat = ?
  WHERE hash = ? AND used_at_ms IS NULL AND voided_at_ms IS NULL`;
const VOID = `UPDATE shift_code SET voided_at_ms = ?
  WHERE signup = ? AND used_at_ms IS NULL AND voided_at_ms IS NULL`;

/** Without what is done there, which is sealed. */
const OF_CAMPAIGN = `SELECT id, campaign, site, from_ms, to_ms, capacity, taken, author, at_ms FROM slot
  WHERE campaign = ? ORDER BY from_ms, id`;
const FACTS = `id, slot, campaign, participant, attendance, attended_at_ms, state, queues, author, at_ms, account,
  charter_at_ms, practice_from_ms, practice_done, call_from_ms, trained_at_ms`;
const FACTS_OF_SLOT = `SELECT ${FACTS} FROM slot_signup WHERE slot = ? ORDER BY id`;
const NAMES =
  'SELECT id, person FROM slot_signup WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))';

function slotOf(row: Row): SlotRow {
  return {
    id: int(row, 'id'),
    campaign: text(row, 'campaign'),
    site: text(row, 'site'),
    fromMs: int(row, 'from_ms'),
    toMs: int(row, 'to_ms'),
    capacity: int(row, 'capacity'),
    taken: int(row, 'taken'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
  };
}

function factsOf(row: Row): SignupFacts {
  return {
    id: int(row, 'id'),
    slot: int(row, 'slot'),
    campaign: text(row, 'campaign'),
    participant: textOrNull(row, 'participant'),
    attendance: textOrNull(row, 'attendance') as Attendance | null,
    attendedAtMs: intOrNull(row, 'attended_at_ms'),
    state: text(row, 'state') as SignupState,
    queues: text(row, 'queues'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
    account: textOrNull(row, 'account'),
    charterAtMs: intOrNull(row, 'charter_at_ms'),
    practiceFromMs: intOrNull(row, 'practice_from_ms'),
    practiceDone: int(row, 'practice_done'),
    callFromMs: intOrNull(row, 'call_from_ms'),
    trainedAtMs: intOrNull(row, 'trained_at_ms'),
  };
}

function signupOf(row: Row): SignupRow {
  return { ...factsOf(row), person: text(row, 'person') };
}

function codeOf(row: Row): ShiftCodeRow {
  return {
    hash: text(row, 'hash'),
    signup: int(row, 'signup'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
    usedAtMs: intOrNull(row, 'used_at_ms'),
    seat: textOrNull(row, 'seat'),
    voidedAtMs: intOrNull(row, 'voided_at_ms'),
  };
}

export class SlotRows implements SlotWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    return (await this.#sql.all(OF_CAMPAIGN, campaign)).map(slotOf);
  }

  async byId(id: number) {
    const row = await this.#sql.get('SELECT * FROM slot WHERE id = ? AND campaign IS NOT NULL', id);
    return row && slotOf(row);
  }

  async signups(slot: number) {
    return (await this.#sql.all(FACTS_OF_SLOT, slot)).map(factsOf);
  }

  async names(signups: readonly number[]) {
    if (signups.length === 0) return new Map<number, string>();
    const rows = await this.#sql.all(NAMES, JSON.stringify(signups));
    return new Map(rows.map((row) => [int(row, 'id'), text(row, 'person')]));
  }

  async signup(id: number) {
    const row = await this.#sql.get('SELECT * FROM slot_signup WHERE id = ?', id);
    return row && signupOf(row);
  }

  async signupOfAccount(account: string) {
    const row = await this.#sql.get('SELECT * FROM slot_signup WHERE account = ?', account);
    return row && signupOf(row);
  }

  async code(hash: string) {
    const row = await this.#sql.get('SELECT * FROM shift_code WHERE hash = ?', hash);
    return row && codeOf(row);
  }

  async codesOf(signup: number) {
    const query = 'SELECT * FROM shift_code WHERE signup = ? ORDER BY at_ms, hash';
    return (await this.#sql.all(query, signup)).map(codeOf);
  }

  async add(row: Omit<SlotRow, 'id' | 'taken'>) {
    // At a line alone: open at once, until it begins, for whoever a lead writes.
    const alone = {
      event: null,
      role: '',
      needs: '',
      opensAtMs: 0,
      withdrawUntilMs: row.fromMs,
      longestMs: 0,
    };
    return await this.#sql.insert('slot', { ...row, ...alone });
  }

  async takePlace(id: number) {
    return (await this.#sql.run(TAKE_PLACE, id)) === 1;
  }

  async freePlace(id: number) {
    await this.#sql.run(FREE_PLACE, id);
  }

  async addSignup(row: Parameters<SlotWriter['addSignup']>[0]) {
    return await this.#sql.insert('slot_signup', { ...row });
  }

  async changeSignup(id: number, change: Partial<Omit<SignupRow, 'id' | 'slot' | 'campaign'>>) {
    await this.#sql.update('slot_signup', { id }, change);
  }

  async addCode(row: Pick<ShiftCodeRow, 'hash' | 'signup' | 'author' | 'atMs'>) {
    await this.#sql.insert('shift_code', { ...row });
  }

  async voidCodes(signup: number, atMs: number) {
    return await this.#sql.run(VOID, atMs, signup);
  }

  async spendCode(hash: string, seat: string, atMs: number) {
    return (await this.#sql.run(SPEND, atMs, seat, hash)) === 1;
  }
}
