import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { int, text } from './columns.ts';
import { databaseFiles } from './database-file.ts';

/** What a base holds, read without migrating it. */
export interface BaseFacts {
  /** Of the schema. */
  readonly version: number;
  readonly rows: ReadonlyMap<string, number>;
}

/** Its tables and how many rows each has; the file is only read. */
export function baseFacts(file: string): BaseFacts {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = db.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    const names = tables.all().map((row) => text(row, 'name'));
    const countOf = (name: string) => int(db.prepare(`SELECT count(*) AS n FROM "${name}"`).get() ?? {}, 'n');
    return {
      version: int(db.prepare('PRAGMA user_version').get() ?? {}, 'user_version'),
      rows: new Map(names.map((name) => [name, countOf(name)])),
    };
  } finally {
    db.close();
  }
}

/** A whole copy, its log included, for this account alone; `to` must not be there yet. */
export function copyBase(file: string, to: string): void {
  const db = new DatabaseSync(file);
  try {
    db.prepare('VACUUM INTO ?').run(to);
    chmodSync(to, 0o600);
  } finally {
    db.close();
  }
}

/** Puts a copy in the place of the base, whose own files go; nobody may have it open. */
export function putBack(copy: string, file: string): void {
  for (const path of databaseFiles(file)) if (path !== file) rmSync(path);
  renameSync(copy, file);
}

/** True for a base that is there. */
export function hasBase(file: string): boolean {
  return existsSync(file);
}
