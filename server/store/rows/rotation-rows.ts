import { charityOfPeople, peoplePlace } from '../../domain/people/people-place.ts';
import type { RotationRow, RotationWriter, SealedValue } from '../../ports/rows/rotations.ts';
import { bytes, int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseBehind } from './refuse-behind.ts';
import { SEALED_TABLES, walkOf } from './sealed-tables.ts';

function rotationOf(place: string, row: Row): RotationRow {
  return {
    place,
    number: int(row, 'number'),
    startedAtMs: int(row, 'started_at_ms'),
    startedBy: text(row, 'started_by'),
    reason: text(row, 'reason'),
    resealedAtMs: intOrNull(row, 'resealed_at_ms'),
    endedAtMs: intOrNull(row, 'ended_at_ms'),
  };
}

const ofCampaign = (row: Row) => rotationOf(text(row, 'campaign'), row);
const ofPeople = (row: Row) => rotationOf(peoplePlace(text(row, 'charity')), row);

/** A campaign's rotations stay when it is purged; those of a directory go with it: a table each. */
function tableOf(place: string): {
  readonly table: string;
  readonly whose: Readonly<Record<string, string>>;
} {
  const charity = charityOfPeople(place);
  return charity === undefined
    ? { table: 'key_rotation', whose: { campaign: place } }
    : { table: 'people_rotation', whose: { charity } };
}

export class RotationRows implements RotationWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofPlace(place: string) {
    const charity = charityOfPeople(place);
    const rows =
      charity === undefined
        ? await this.#sql.all('SELECT * FROM key_rotation WHERE campaign = ? ORDER BY number', place)
        : await this.#sql.all('SELECT * FROM people_rotation WHERE charity = ? ORDER BY number', charity);
    return rows.map((row) => rotationOf(place, row));
  }

  async last() {
    const all = [
      ...(await this.#sql.all('SELECT * FROM key_rotation ORDER BY campaign, number')).map(ofCampaign),
      ...(await this.#sql.all('SELECT * FROM people_rotation ORDER BY charity, number')).map(ofPeople),
    ];
    return new Map(all.map((one) => [one.place, one]));
  }

  async sealedTables(place: string) {
    await refuseBehind(this.#sql);
    const owner = charityOfPeople(place) === undefined ? 'campaign' : 'people';
    return SEALED_TABLES.filter((one) => one.owner === owner).map(({ table }) => table);
  }

  async sealedPage({ table, place, after }: Parameters<RotationWriter['sealedPage']>[0]) {
    const { before, subject, of, page } = walkOf(table);
    const key = Object.keys(before);
    const rows = await this.#sql.all(
      `SELECT ${key.map((column, at) => `${column} AS key_${at}`).join(', ')}, CAST(${subject} AS TEXT) AS subject, sealed
      FROM ${table} WHERE ${of} AND (${key.join(', ')}) > (${key.map(() => '?').join(', ')}) AND sealed IS NOT NULL
      ORDER BY ${key.join(', ')} LIMIT ?`,
      ...[charityOfPeople(place) ?? place, ...(after ?? Object.values(before)), page],
    );
    return rows.map((row): SealedValue => {
      const values = key.map((_, at) =>
        typeof row[`key_${at}`] === 'string' ? text(row, `key_${at}`) : int(row, `key_${at}`),
      );
      return { kind: table, subject: text(row, 'subject'), key: values, sealed: bytes(row, 'sealed') };
    });
  }

  async begin({ place, ...row }: Omit<RotationRow, 'resealedAtMs' | 'endedAtMs'>) {
    const { table, whose } = tableOf(place);
    await this.#sql.insert(table, { ...whose, ...row });
  }

  async change(
    { place, number }: Pick<RotationRow, 'place' | 'number'>,
    change: Partial<Pick<RotationRow, 'resealedAtMs' | 'endedAtMs'>>,
  ) {
    const { table, whose } = tableOf(place);
    await this.#sql.update(table, { ...whose, number }, change);
  }

  async replaceSealed({ kind: table, key, sealed }: SealedValue, by: Uint8Array) {
    const where = Object.keys(walkOf(table).before)
      .map((column) => `${column} = ?`)
      .join(' AND ');
    // The e-mail's blind index is dropped by a trigger when the content changes: here it does not.
    const kept =
      table === 'record'
        ? await this.#sql.get('SELECT email_blind FROM record WHERE id = ?', ...key)
        : undefined;
    const changed = await this.#sql.run(
      `UPDATE ${table} SET sealed = ? WHERE ${where} AND sealed = ?`,
      ...[by, ...key, sealed],
    );
    if (changed === 1 && kept)
      await this.#sql.run('UPDATE record SET email_blind = ? WHERE id = ?', kept.email_blind ?? null, ...key);
    return changed === 1;
  }
}
