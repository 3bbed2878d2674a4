import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../../server/ports/store.ts';
import type { WordsCipher } from '../../../server/ports/typed-words.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openLaidStore } from './laid-base.ts';
import { temporaryPostgres } from './temporary-postgres.ts';

interface TemporaryStore {
  readonly store: Store;
  /** The test's own: for what the house keeps beside its base. */
  readonly folder: string;
  /** SQLite's; '' on PostgreSQL. */
  readonly file: string;
  /** PostgreSQL's, for another program; '' on SQLite. */
  readonly url: string;
  /** The same base once more, as another program or another server opens it. */
  open(words?: WordsCipher): Store;
  /** Statements of somebody else's, one after the other, past every rule that is not of the base itself. */
  raw(...statements: readonly string[]): Promise<void>;
  readonly dispose: () => void;
}

/**
 * An empty base in its own folder, or of its own on the PostgreSQL of the run where the tests run on it; `dispose` closes it and
 * removes it.
 */
export function temporaryStore(): TemporaryStore {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-store-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  if (process.env.PLATEAU_TEST_ENGINE === 'postgres') {
    const base = temporaryPostgres();
    const disposeAll = () => {
      base.dispose();
      removeFolder();
    };
    return { ...base, folder, file: '', dispose: disposeAll };
  }
  const file = join(folder, 'data', 'plateau.db');
  const store = openLaidStore(file);
  const dispose = () => {
    store.close();
    removeFolder();
  };
  const open = (words?: WordsCipher) => openStore({ file, ...(words && { words }) });
  const raw = async (...statements: readonly string[]) => {
    const db = new DatabaseSync(file);
    try {
      for (const sql of statements) db.exec(sql);
    } finally {
      db.close();
    }
  };
  return { store, folder, file, url: '', open, raw, dispose };
}
