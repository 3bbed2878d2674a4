import type { ParticipantKind, ParticipantStatus } from '../../../shared/people/people-words.ts';
import type {
  ChangePlace,
  EditBefore,
  ParticipantRow,
  PeopleBaseRow,
  PeopleBlinds,
  PeopleEditRow,
  PeopleWriter,
} from '../../ports/rows/people.ts';
import { bytes, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { directorySamples, eraseDirectory } from './people-base-erasure.ts';
import { keptParticipants, noteLeaving } from './people-keeping.ts';
import { refuseBehind } from './refuse-behind.ts';

const BELONGINGS = `
  SELECT participant, group_id FROM membership JOIN people_group ON people_group.id = membership.group_id
  WHERE people_group.charity = ? AND membership.to_ms IS NULL AND membership.level <> 'asked'`;
const CHANGED_AFTER =
  'SELECT * FROM participant WHERE charity = ? AND (change, id) > (?, ?) ORDER BY change, id LIMIT 500';
const OF_CRM = 'SELECT * FROM participant WHERE charity = ? AND crm_blind IS NOT NULL';
/** One text each: a column is never named by a value. */
const BY_BLIND = {
  crmBlind: 'SELECT * FROM participant WHERE charity = ? AND crm_blind = ?',
  emailBlind: 'SELECT * FROM participant WHERE charity = ? AND email_blind = ?',
} as const;

function baseOf(row: Row): PeopleBaseRow {
  return {
    charity: text(row, 'charity'),
    fields: text(row, 'fields'),
    change: int(row, 'change'),
    openedAtMs: int(row, 'opened_at_ms'),
  };
}

function blindsOf(row: Row): PeopleBlinds {
  return {
    emailBlind: textOrNull(row, 'email_blind'),
    phoneBlind: textOrNull(row, 'phone_blind'),
    crmBlind: textOrNull(row, 'crm_blind'),
  };
}

const standingOf = (row: Row) => ({
  status: text(row, 'status') as ParticipantStatus,
  kind: text(row, 'kind') as ParticipantKind,
  sealVersion: int(row, 'seal_version'),
  sealed: bytes(row, 'sealed'),
  ...blindsOf(row),
});

function participantOf(row: Row): ParticipantRow {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    source: text(row, 'source') as ParticipantRow['source'],
    sinceMs: int(row, 'since_ms'),
    changedAtMs: int(row, 'changed_at_ms'),
    change: int(row, 'change'),
    account: textOrNull(row, 'account'),
    ...standingOf(row),
  };
}

function editOf(row: Row): PeopleEditRow {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    kind: text(row, 'kind') as PeopleEditRow['kind'],
    actor: text(row, 'actor'),
    atMs: int(row, 'at_ms'),
    undoneAtMs: intOrNull(row, 'undone_at_ms'),
  };
}

function beforeOf(row: Row): EditBefore {
  return {
    participant: text(row, 'participant'),
    wroteVersion: int(row, 'wrote_version'),
    before: row.sealed === null ? null : standingOf(row),
  };
}

/**
 * What stands of them in the agenda and the library, in this order: a place that nobody came to is free again, and where
 * somebody came the row stays, for the counts, and says nothing of anybody.
 */
const OUT_OF_OTHER_TABLES = [
  `UPDATE slot SET taken = taken - 1 WHERE id IN (SELECT slot FROM slot_signup
    WHERE participant = ?1 AND state = 'held' AND attendance IS NULL AND account IS NULL)`,
  'DELETE FROM slot_notice WHERE signup IN (SELECT id FROM slot_signup WHERE participant = ?1)',
  'DELETE FROM calendar_feed WHERE participant = ?1',
  `DELETE FROM shift_code WHERE signup IN (SELECT id FROM slot_signup
    WHERE participant = ?1 AND attendance IS NULL AND account IS NULL)`,
  'DELETE FROM slot_signup WHERE participant = ?1 AND attendance IS NULL AND account IS NULL',
  `UPDATE account SET display_name = 'Bénévole' WHERE id IN (SELECT account FROM slot_signup WHERE participant = ?1)`,
  `UPDATE slot_signup SET person = '', participant = NULL WHERE participant = ?1`,
  'DELETE FROM learned WHERE participant = ?1',
  // What they published is the charity's, and says no more by whom.
  "UPDATE document SET author = '' WHERE author = ?1",
  "UPDATE document_version SET author = '' WHERE author = ?1",
  // Copies of letters stay for the counts, of nobody; one that has not left never leaves.
  `UPDATE newsletter_recipient SET state = 'dropped' WHERE participant = ?1 AND state = 'to-send'`,
  'UPDATE newsletter_recipient SET participant = NULL, stop_hash = NULL WHERE participant = ?1',
  'DELETE FROM mailing_choice WHERE participant = ?1',
];

/** Belongings outlive the acts that made them. */
const LAST_ACT = `SELECT coalesce(max(at_ms), 0) AS n FROM (
  SELECT at_ms FROM people_edit WHERE charity = ?1
  UNION ALL SELECT coalesce(to_ms, from_ms) FROM membership WHERE group_id IN (SELECT id FROM people_group WHERE charity = ?1)
) AS acts`;

/** What they wrote goes; that somebody wrote stays in the threads of others. */
const OUT_OF_CONVERSATIONS = [
  'UPDATE conversation_message SET author = NULL, sealed = NULL WHERE author = ?1',
  'UPDATE conversation SET pair = NULL WHERE id IN (SELECT conversation FROM conversation_member WHERE participant = ?1)',
  'DELETE FROM conversation_member WHERE participant = ?1',
  'DELETE FROM waiting_mail WHERE participant = ?1',
  'DELETE FROM poll WHERE author = ?1',
  'DELETE FROM follow_up_item WHERE author = ?1 OR about = ?1',
  // What they had taken is to take again.
  "UPDATE follow_up_item SET state = CASE state WHEN 'taken' THEN 'open' ELSE state END, owner = '' WHERE owner = ?1",
];

export class PeopleRows implements PeopleWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async bases() {
    return (await this.#sql.all('SELECT * FROM people_base ORDER BY charity')).map(baseOf);
  }

  async base(charity: string) {
    const row = await this.#sql.get('SELECT * FROM people_base WHERE charity = ?', charity);
    return row && baseOf(row);
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM participant WHERE id = ?', id);
    return row && participantOf(row);
  }

  async byAccount(account: string) {
    const row = await this.#sql.get('SELECT * FROM participant WHERE account = ?', account);
    return row && participantOf(row);
  }

  async byBlind(charity: string, by: keyof typeof BY_BLIND, blind: string) {
    const row = await this.#sql.get(BY_BLIND[by], charity, blind);
    return row && participantOf(row);
  }

  async ofCrm(charity: string) {
    return (await this.#sql.all(OF_CRM, charity)).map(participantOf);
  }

  async changedAfter(charity: string, { change, id }: ChangePlace) {
    return (await this.#sql.all(CHANGED_AFTER, charity, change, id)).map(participantOf);
  }

  async ids(charity: string) {
    return (await this.#sql.all('SELECT id FROM participant WHERE charity = ?', charity)).map((row) =>
      text(row, 'id'),
    );
  }

  async count(charity: string) {
    return await this.#sql.count('SELECT count(*) AS n FROM participant WHERE charity = ?', charity);
  }

  async counted(charity: string) {
    const groups = Map.groupBy(await this.#sql.all(BELONGINGS, charity), (row) => text(row, 'participant'));
    const source = 'SELECT id, status, kind, since_ms FROM participant WHERE charity = ?';
    return (await this.#sql.all(source, charity)).map((row) => ({
      status: text(row, 'status') as ParticipantStatus,
      kind: text(row, 'kind') as ParticipantKind,
      sinceMs: int(row, 'since_ms'),
      groups: (groups.get(text(row, 'id')) ?? []).map((one) => text(one, 'group_id')),
    }));
  }

  async kept(charity: string) {
    return await keptParticipants(this.#sql, charity);
  }

  async edit(id: string) {
    const row = await this.#sql.get('SELECT * FROM people_edit WHERE id = ?', id);
    return row && editOf(row);
  }

  async lastActMs(charity: string) {
    return await this.#sql.count(LAST_ACT, charity);
  }

  async editBefore(id: string) {
    return (await this.#sql.all('SELECT * FROM people_edit_before WHERE edit_id = ?', id)).map(beforeOf);
  }

  async openBase(row: Omit<PeopleBaseRow, 'change'>) {
    await this.#sql.insert('people_base', { ...row });
  }

  async setFields(charity: string, fields: string) {
    await this.#sql.update('people_base', { charity }, { fields });
    await this.#sql.run(
      'UPDATE participant SET change = ?, trimmed_at_ms = NULL WHERE charity = ?',
      await this.nextChange(charity),
      charity,
    );
  }

  async nextChange(charity: string) {
    await this.#sql.run('UPDATE people_base SET change = change + 1 WHERE charity = ?', charity);
    return await this.#sql.count('SELECT change AS n FROM people_base WHERE charity = ?', charity);
  }

  async add(row: ParticipantRow) {
    const leftAtMs = row.status === 'former' ? row.changedAtMs : null;
    await this.#sql.insert('participant', { ...row, leftAtMs });
  }

  async update(id: string, change: Parameters<PeopleWriter['update']>[1]) {
    const { status, changedAtMs: atMs } = change;
    if (status !== undefined && atMs !== undefined) await noteLeaving(this.#sql, id, { status, atMs });
    await this.#sql.update('participant', { id }, change);
  }

  async noteEntered(id: string, atMs: number) {
    await this.#sql.update('participant', { id }, { enteredAtMs: atMs });
  }

  async noteTrimmed(id: string, atMs: number) {
    await this.#sql.update('participant', { id }, { trimmedAtMs: atMs });
  }

  async erase(id: string) {
    await refuseBehind(this.#sql);
    for (const source of [...OUT_OF_OTHER_TABLES, ...OUT_OF_CONVERSATIONS]) await this.#sql.run(source, id);
    await this.#sql.run('DELETE FROM people_edit_before WHERE participant = ?', id);
    await this.#sql.run('DELETE FROM web_link WHERE participant = ?', id);
    await this.#sql.run('DELETE FROM web_session WHERE participant = ?', id);
    await this.#sql.run('DELETE FROM membership WHERE participant = ?', id);
    await this.#sql.run('DELETE FROM participant WHERE id = ?', id);
  }

  async samples(charity: string, limit: number) {
    return await directorySamples(this.#sql, charity, limit);
  }

  async eraseBase(charity: string) {
    await refuseBehind(this.#sql);
    return await eraseDirectory(this.#sql, charity);
  }

  async addEdit(row: Omit<PeopleEditRow, 'undoneAtMs'>, before: readonly EditBefore[]) {
    await this.#sql.insert('people_edit', { ...row });
    for (const { participant, wroteVersion, before: was } of before)
      await this.#sql.insert('people_edit_before', { editId: row.id, participant, wroteVersion, ...was });
  }

  async undoEdit(id: string, atMs: number) {
    await this.#sql.update('people_edit', { id }, { undoneAtMs: atMs });
    await this.#sql.run('DELETE FROM people_edit_before WHERE edit_id = ?', id);
  }

  async dropEditsBefore(atMs: number) {
    await this.#sql.run(
      'DELETE FROM people_edit_before WHERE edit_id IN (SELECT id FROM people_edit WHERE at_ms < ?)',
      atMs,
    );
    return await this.#sql.run('DELETE FROM people_edit WHERE at_ms < ?', atMs);
  }
}
