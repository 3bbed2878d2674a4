import assert from 'node:assert/strict';
import { isSealedKind, SEALED_KINDS } from '../../domain/next-card/sealed-kinds.ts';
import type { RotationRow, RotationWriter, SealedValue } from '../../ports/rows/rotations.ts';
import { bytes, int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseBehind } from './refuse-behind.ts';

function rotationOf(row: Row): RotationRow {
  return {
    campaign: text(row, 'campaign'),
    number: int(row, 'number'),
    startedAtMs: int(row, 'started_at_ms'),
    startedBy: text(row, 'started_by'),
    reason: text(row, 'reason'),
    resealedAtMs: intOrNull(row, 'resealed_at_ms'),
    endedAtMs: intOrNull(row, 'ended_at_ms'),
  };
}

/** Sealed under a pledge line's key, whose rotation is refused: no packet of a campaign that calls. */
const OF_LINES: ReadonlySet<string> = new Set(['pledge', 'line_callback']);

/** In the order in which rows came. A record's place is its number. */
export const placeIn = (table: string) => (table === 'record' ? 'id' : 'rowid');

export class RotationRows implements RotationWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    return (
      await this.#sql.all('SELECT * FROM key_rotation WHERE campaign = ? ORDER BY number', campaign)
    ).map(rotationOf);
  }

  async last() {
    const all = (await this.#sql.all('SELECT * FROM key_rotation ORDER BY campaign, number')).map(rotationOf);
    return new Map(all.map((one) => [one.campaign, one]));
  }

  async sealedTables() {
    await refuseBehind(this.#sql);
    const tables = (await this.#sql.tablesWith('sealed', 'campaign')).filter((name) => !OF_LINES.has(name));
    return tables.map((table) => {
      assert(isSealedKind(table), 'a kind of sealed packet that is known');
      return table;
    });
  }

  async sealedPage({ table, campaign, after, limit }: Parameters<RotationWriter['sealedPage']>[0]) {
    const place = placeIn(table);
    return (
      await this.#sql.all(
        `SELECT ${place} AS place, CAST(${SEALED_KINDS[table].key} AS TEXT) AS subject, sealed FROM ${table}
        WHERE campaign = ? AND ${place} > ? AND sealed IS NOT NULL ORDER BY ${place} LIMIT ?`,
        campaign,
        after,
        limit,
      )
    ).map((row) => ({
      ...{ kind: table, subject: text(row, 'subject') },
      ...{ rowid: int(row, 'place'), sealed: bytes(row, 'sealed') },
    }));
  }

  async begin(row: Omit<RotationRow, 'resealedAtMs' | 'endedAtMs'>) {
    await this.#sql.insert('key_rotation', row);
  }

  async change(
    { campaign, number }: Pick<RotationRow, 'campaign' | 'number'>,
    change: Partial<Pick<RotationRow, 'resealedAtMs' | 'endedAtMs'>>,
  ) {
    await this.#sql.update('key_rotation', { campaign, number }, change);
  }

  async replaceSealed({ kind: name, rowid, sealed }: SealedValue, by: Uint8Array) {
    // The e-mail's blind index is dropped by a trigger when the content changes: here it does not.
    const kept =
      name === 'record'
        ? await this.#sql.get('SELECT email_blind FROM record WHERE id = ?', rowid)
        : undefined;
    const changed = await this.#sql.run(
      `UPDATE ${name} SET sealed = ? WHERE ${placeIn(name)} = ? AND sealed = ?`,
      by,
      rowid,
      sealed,
    );
    if (changed === 1 && kept)
      await this.#sql.run('UPDATE record SET email_blind = ? WHERE id = ?', kept.email_blind ?? null, rowid);
    return changed === 1;
  }
}
