import type { GroupKind, Level } from '../../../shared/people/people-words.ts';
import type { GroupWriter, Membership, PeopleGroup } from '../../ports/rows/groups.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function groupOf(row: Row): PeopleGroup {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    kind: text(row, 'kind') as GroupKind,
    name: text(row, 'name'),
    parent: text(row, 'parent'),
    state: text(row, 'state') as PeopleGroup['state'],
    createdAtMs: int(row, 'created_at_ms'),
    endedAtMs: intOrNull(row, 'ended_at_ms'),
  };
}

function membershipOf(row: Row): Membership {
  return {
    participant: text(row, 'participant'),
    groupId: text(row, 'group_id'),
    level: text(row, 'level') as Level,
    fromMs: int(row, 'from_ms'),
    toMs: intOrNull(row, 'to_ms'),
  };
}

const CHANGED_AT = `SELECT * FROM membership WHERE (from_ms = ?2 OR to_ms = ?2)
  AND group_id IN (SELECT id FROM people_group WHERE charity = ?1) ORDER BY participant, group_id, from_ms`;

const TAKEN_BACK = [
  'DELETE FROM membership WHERE participant = ?1 AND group_id = ?2 AND from_ms = ?3',
  'UPDATE membership SET to_ms = NULL WHERE participant = ?1 AND group_id = ?2 AND to_ms = ?3',
];

export class GroupRows implements GroupWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(charity: string) {
    return (
      await this.#sql.all('SELECT * FROM people_group WHERE charity = ? ORDER BY created_at_ms', charity)
    ).map(groupOf);
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM people_group WHERE id = ?', id);
    return row && groupOf(row);
  }

  async current(participant: string) {
    const source = 'SELECT * FROM membership WHERE participant = ? AND to_ms IS NULL ORDER BY from_ms';
    return (await this.#sql.all(source, participant)).map(membershipOf);
  }

  async history(participant: string) {
    const source = 'SELECT * FROM membership WHERE participant = ? ORDER BY from_ms';
    return (await this.#sql.all(source, participant)).map(membershipOf);
  }

  async members(group: string) {
    const source = 'SELECT participant FROM membership WHERE group_id = ? AND to_ms IS NULL';
    return (await this.#sql.all(source, group)).map((row) => text(row, 'participant'));
  }

  async changedAt(charity: string, atMs: number) {
    return (await this.#sql.all(CHANGED_AT, charity, atMs)).map(membershipOf);
  }

  async takeBack(participant: string, group: string, atMs: number) {
    for (const source of TAKEN_BACK) await this.#sql.run(source, participant, group, atMs);
  }

  async size(group: string) {
    return await this.#sql.count(
      'SELECT count(*) AS n FROM membership WHERE group_id = ? AND to_ms IS NULL',
      group,
    );
  }

  async add(group: PeopleGroup) {
    await this.#sql.insert('people_group', { ...group });
  }

  async update(id: string, change: Parameters<GroupWriter['update']>[1]) {
    await this.#sql.update('people_group', { id }, change);
  }

  async join(membership: Omit<Membership, 'toMs'>) {
    await this.#sql.insert('membership', { ...membership });
  }

  async leave(participant: string, group: string, atMs: number) {
    const source = 'UPDATE membership SET to_ms = ? WHERE participant = ? AND group_id = ? AND to_ms IS NULL';
    return await this.#sql.run(source, atMs, participant, group);
  }
}
