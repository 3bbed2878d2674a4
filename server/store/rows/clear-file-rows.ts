import type { ClearFile } from '../../domain/files/clear-file.ts';
import type { ClearFileRow, ClearFileWriter } from '../../ports/rows/clear-files.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function clearFileOf(row: Row): ClearFileRow {
  return {
    mark: text(row, 'mark'),
    folder: text(row, 'folder') as ClearFile['folder'],
    ending: text(row, 'ending'),
    bytes: int(row, 'bytes'),
    modifiedAtMs: int(row, 'modified_at_ms'),
    foundAtMs: int(row, 'found_at_ms'),
    toldAtMs: intOrNull(row, 'told_at_ms'),
    goneAtMs: intOrNull(row, 'gone_at_ms'),
  };
}

export class ClearFileRows implements ClearFileWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async standing() {
    return (
      await this.#sql.all('SELECT * FROM clear_file WHERE gone_at_ms IS NULL ORDER BY found_at_ms, mark')
    ).map(clearFileOf);
  }

  async add(file: ClearFile, foundAtMs: number) {
    const known = await this.#sql.get('SELECT mark FROM clear_file WHERE mark = ?', file.mark);
    if (known) await this.#sql.update('clear_file', { mark: file.mark }, { goneAtMs: null });
    else await this.#sql.insert('clear_file', { ...file, foundAtMs });
    return !known;
  }

  async change(mark: string, change: Parameters<ClearFileWriter['change']>[1]) {
    await this.#sql.update('clear_file', { mark }, change);
  }
}
