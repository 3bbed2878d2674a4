import { SEALED_KINDS, type SealedKind } from '../../domain/next-card/sealed-kinds.ts';
import type { DamagedSealRow, DamageWriter, PacketKey, StandingPacket } from '../../ports/rows/damages.ts';
import { bytes, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

function damageOf(row: Row): DamagedSealRow {
  return {
    id: int(row, 'id'),
    kind: text(row, 'kind') as SealedKind,
    subject: text(row, 'subject'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    why: text(row, 'why') as DamagedSealRow['why'],
    foundAtMs: int(row, 'found_at_ms'),
    foundBy: text(row, 'found_by'),
    holdBefore: textOrNull(row, 'hold_before') as DamagedSealRow['holdBefore'],
    restoredAtMs: intOrNull(row, 'restored_at_ms'),
    restoredFrom: textOrNull(row, 'restored_from'),
  };
}

/** Whose a packet is, where its own row does not say. */
const RECORD_OF: Partial<Readonly<Record<SealedKind, string>>> = {
  record: 'p.id',
  incident_entry: '(SELECT record_id FROM incident WHERE id = p.incident_id)',
  person_request: `(SELECT record_id FROM person_request_record WHERE request_id = p.id
    ORDER BY campaign = p.campaign DESC, record_id LIMIT 1)`,
};

function packetSql(kind: SealedKind): string {
  const version = kind === 'record' ? 'version' : 'seal_version';
  return `SELECT p.campaign, r.id AS record_id, r.contact_file_id, r.row_number, p.${version} AS version, p.sealed
FROM ${kind} AS p JOIN record AS r ON r.id = ${RECORD_OF[kind] ?? 'p.record_id'}`;
}

function packetOf(row: Row, { kind, subject }: PacketKey): StandingPacket {
  return {
    kind,
    subject,
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    contactFileId: int(row, 'contact_file_id'),
    rowNumber: int(row, 'row_number'),
    version: int(row, 'version'),
    sealed: bytes(row, 'sealed'),
  };
}

const OPEN = 'SELECT * FROM damaged_seal WHERE restored_at_ms IS NULL';
/** A multiplier without a pattern of its own: neighbours on one page of the base are far apart in that order. */
const WITNESSES = `${packetSql('record')} WHERE p.campaign = ?1 AND p.id <> ?2
AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE record_id = p.id AND restored_at_ms IS NULL)
ORDER BY (p.id * 2654435761) % 4294967296 LIMIT ?3`;

export class DamageRows implements DamageWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async open(campaign?: string) {
    const found =
      campaign === undefined
        ? await this.#sql.all(`${OPEN} ORDER BY id`)
        : await this.#sql.all(`${OPEN} AND campaign = ? ORDER BY id`, campaign);
    return found.map(damageOf);
  }

  async openOfRecord(recordId: number) {
    return (await this.#sql.all(`${OPEN} AND record_id = ? ORDER BY id`, recordId)).map(damageOf);
  }

  async restoredSince(campaign: string, sinceMs: number) {
    return (
      await this.#sql.all(
        `SELECT DISTINCT record_id FROM damaged_seal WHERE campaign = ? AND restored_at_ms >= ? ORDER BY record_id`,
        campaign,
        sinceMs,
      )
    ).map((row) => int(row, 'record_id'));
  }

  async isOpen({ kind, subject }: PacketKey) {
    return (await this.#sql.get(`${OPEN} AND kind = ? AND subject = ?`, kind, subject)) !== undefined;
  }

  async packet(key: PacketKey) {
    const { kind, subject } = key;
    const sql = `${packetSql(kind)} WHERE p.${SEALED_KINDS[kind].key} = ? AND p.sealed IS NOT NULL`;
    const row = await this.#sql.get(sql, kind === 'record' ? Number(subject) : subject);
    return row && packetOf(row, key);
  }

  async witnesses(campaign: string, recordId: number, count: number) {
    return (await this.#sql.all(WITNESSES, campaign, recordId, count)).map((row) =>
      packetOf(row, { kind: 'record', subject: String(int(row, 'record_id')) }),
    );
  }

  async add(row: Parameters<DamageWriter['add']>[0]) {
    await this.#sql.insert('damaged_seal', row);
  }

  async holdAfterwards(recordId: number, { from, to }: Parameters<DamageWriter['holdAfterwards']>[1]) {
    await this.#sql.run(
      `UPDATE damaged_seal SET hold_before = ?
      WHERE record_id = ? AND kind = 'record' AND restored_at_ms IS NULL AND hold_before IS ?`,
      to,
      recordId,
      from,
    );
  }

  async putBack({ id, kind, subject, recordId }: DamagedSealRow, by: Parameters<DamageWriter['putBack']>[1]) {
    const { key } = SEALED_KINDS[kind];
    const record = await this.#sql.get('SELECT email_blind FROM record WHERE id = ?', recordId);
    await this.#sql.run(
      `UPDATE ${kind} SET sealed = ? WHERE ${key} = ?`,
      by.sealed,
      kind === 'record' ? recordId : subject,
    );
    // The same content as before: a trigger takes it for a new one, and drops the index.
    if (kind === 'record')
      await this.#sql.run(
        'UPDATE record SET email_blind = ? WHERE id = ?',
        record?.email_blind ?? null,
        recordId,
      );
    await this.#sql.update('damaged_seal', { id }, { restoredAtMs: by.atMs, restoredFrom: by.from });
  }
}
