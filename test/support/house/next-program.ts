import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireBundle } from './command-line.ts';

/** The built program one migration further, beside the built one. */
export interface NextProgram {
  readonly bundle: string;
  readonly version: number;
  dispose(): void;
}

/** What it adds: a table, and a column that may be left out. */
const LATER =
  '`CREATE TABLE later (n INTEGER PRIMARY KEY) STRICT; ALTER TABLE record ADD COLUMN later TEXT;`';
/** The list of migrations, then the set of those that only add, as the bundler leaves them. */
const LISTS = /=\[([\w$+,]+)\],([\w$]+)=new Set\(\[([\w$,]+)\]\)/;

/** Its files stand where those of dist/ find what they read beside them. */
export function makeNextProgram(): NextProgram {
  const built = dirname(requireBundle());
  const folder = mkdtempSync(join(dirname(built), 'dist-next-'));
  cpSync(built, folder, { recursive: true });
  const files = readdirSync(folder).map((name) => join(folder, name));
  const found = files.filter((file) => LISTS.test(readFileSync(file, 'utf8')));
  const [file] = found;
  if (!file || found.length > 1) throw new Error('the bundle has one list of migrations');
  const text = readFileSync(file, 'utf8');
  const [, migrations = ''] = LISTS.exec(text) ?? [];
  const next = text.replace(
    LISTS,
    (_, all: string, set: string, additive: string) =>
      `=[${all},${LATER}],${set}=new Set([${additive},${LATER}])`,
  );
  writeFileSync(file, next);
  return {
    bundle: join(folder, 'plateau.mjs'),
    version: migrations.split(',').length + 1,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
