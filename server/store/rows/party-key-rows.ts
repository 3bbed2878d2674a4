import type { PartyKeyRow, PartyKeyWriter } from '../../ports/rows/party-keys.ts';
import { int, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const PUT = `INSERT INTO party_key (kind, code, number, noted_at_ms, packet) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (kind, code) DO UPDATE SET number = excluded.number, noted_at_ms = excluded.noted_at_ms, packet = excluded.packet
WHERE party_key.packet = ?`;

export class PartyKeyRows implements PartyKeyWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM party_key ORDER BY kind, code')).map((row) => ({
      kind: text(row, 'kind') as PartyKeyRow['kind'],
      code: text(row, 'code'),
      number: int(row, 'number'),
      notedAtMs: int(row, 'noted_at_ms'),
      packet: text(row, 'packet'),
    }));
  }

  async put({ kind, code, number, notedAtMs, packet }: PartyKeyRow, over: string) {
    return (await this.#sql.run(PUT, kind, code, number, notedAtMs, packet, over)) === 1;
  }
}
