import type { KeyCopyRow, KeyCopyWriter } from '../../ports/rows/key-copies.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

function copyOf(row: Row): KeyCopyRow {
  return {
    id: text(row, 'id'),
    part: text(row, 'part'),
    file: text(row, 'file'),
    sha256: text(row, 'sha256'),
    madeAtMs: int(row, 'made_at_ms'),
    madeBy: text(row, 'made_by'),
    endedAtMs: intOrNull(row, 'ended_at_ms'),
    endedBy: textOrNull(row, 'ended_by'),
    endedHow: textOrNull(row, 'ended_how') as KeyCopyRow['endedHow'],
  };
}

export class KeyCopyRows implements KeyCopyWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM key_copy ORDER BY made_at_ms, id, part')).map(copyOf);
  }

  async ofParts(parts: readonly string[]) {
    return (await this.all()).filter(({ part }) => parts.includes(part));
  }

  async add(row: Parameters<KeyCopyWriter['add']>[0]) {
    await this.#sql.insert('key_copy', row);
  }

  async end({ id, part }: Pick<KeyCopyRow, 'id' | 'part'>, end: Parameters<KeyCopyWriter['end']>[1]) {
    await this.#sql.update('key_copy', { id, part }, end);
  }
}
