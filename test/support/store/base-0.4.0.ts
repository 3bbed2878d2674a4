import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SQL = readFileSync(new URL('base-0.4.0.sql', import.meta.url), 'utf8');

/**
 * A base as Plateau 0.4.0 left it, in its own folder. `also` is done to it before a newer program sees it, and before the triggers
 * that keep rows as they are: what a disk may do.
 */
export function baseOf040(also = ''): { readonly file: string; readonly dispose: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-040-'));
  const file = join(folder, 'data', 'plateau.db');
  mkdirSync(dirname(file));
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const [left = '', ...triggers] = SQL.split(/^(?=CREATE TRIGGER)/m);
  db.exec(`BEGIN; ${left} ${also}; ${triggers.join('')} COMMIT`);
  db.close();
  return { file, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
