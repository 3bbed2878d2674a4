import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Store } from '../../../server/ports/store.ts';
import type { WordsCipher } from '../../../server/ports/typed-words.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openPostgresNamed } from './temporary-postgres.ts';

/**
 * The product's store on an empty base, migrated once in a run of the tests and copied: twenty times cheaper than migrating. A
 * base that is there already is opened as it is. On PostgreSQL, where the tests run on it, the file only names a base. Whoever tests how a base is made calls `openStore` itself.
 */
export function openLaidStore(
  file: string,
  words?: WordsCipher,
  engine = process.env.PLATEAU_TEST_ENGINE,
): Store {
  if (engine === 'postgres') return openPostgresNamed(file, words).store;
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    copyFileSync(emptyBase(), file);
  }
  return openStore({ file, ...(words && { words }) });
}

function emptyBase(): string {
  const made = process.env.PLATEAU_TEST_RUN ?? join(tmpdir(), `plateau-run-${process.pid}`);
  const base = join(made, 'empty.db');
  if (existsSync(base)) return base;
  const aside = join(made, `base-${process.pid}`);
  openStore({ file: join(aside, 'empty.db') }).close();
  renameSync(join(aside, 'empty.db'), base);
  rmSync(aside, { recursive: true });
  return base;
}
