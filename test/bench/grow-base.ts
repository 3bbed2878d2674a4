import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from '../../server/store/columns.ts';
import type { BenchBase } from './bench-house.ts';
import { answerParent } from './child.ts';

/**
 * In a child: a base made large by copies of its open records, each of another donor with other numbers and due after all that
 * were there, so that the records served are those that an import sealed. A copy keeps the sealed bytes of its model, which
 * would not open in its place: sealing a million would take an hour, and nobody is served one.
 */

export interface GrowRequest {
  readonly base: Pick<BenchBase, 'folder'>;
  /** Open records, of all campaigns together. */
  readonly records: number;
}

const OPEN = `SELECT count(*) AS n FROM record WHERE state = 'ready'`;
const MODELS = `SELECT id FROM record WHERE state = 'ready' AND queue = 'new'`;
/** Larger than any number that a record has. */
const APART = 10_000_000;
const INDEXES = `SELECT name, sql FROM sqlite_schema
WHERE type = 'index' AND tbl_name IN ('record', 'record_phone') AND sql IS NOT NULL`;
/** What a copy has of its own; `copies.n` is its number. */
const OWN: Readonly<Record<string, string>> = {
  id: `record.id + copies.n * ${APART}`,
  row_number: `record.row_number + copies.n * ${APART}`,
  donor_blind: `record.donor_blind || '.' || copies.n`,
  email_blind: `record.email_blind || '.' || copies.n`,
  due_at_ms: '(SELECT max(due_at_ms) FROM record) + copies.n',
};
const COPIES = `WITH RECURSIVE copies (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?)`;

function copyRecords(db: DatabaseSync, copies: number): void {
  const names = db
    .prepare(`SELECT name FROM pragma_table_info('record')`)
    .all()
    .map((row) => text(row, 'name'));
  const values = names.map((name) => OWN[name] ?? `record.${name}`);
  db.prepare(
    `${COPIES} INSERT INTO record (${names.join(', ')}) SELECT ${values.join(', ')}
     FROM copies CROSS JOIN model CROSS JOIN record ON record.id = model.id`,
  ).run(copies);
  db.prepare(
    `${COPIES} INSERT INTO record_phone (record_id, campaign, phone_blind)
     SELECT model.id + copies.n * ${APART}, campaign, phone_blind || '.' || copies.n
     FROM copies CROSS JOIN model CROSS JOIN record_phone ON record_phone.record_id = model.id`,
  ).run(copies);
}

async function grow({ base, records }: GrowRequest): Promise<number> {
  const db = new DatabaseSync(join(base.folder, 'plateau', 'plateau.db'));
  const open = () => Number(db.prepare(OPEN).get()?.n);
  db.exec(`CREATE TEMP TABLE model AS ${MODELS}`);
  const models = Number(db.prepare('SELECT count(*) AS n FROM model').get()?.n);
  // The base is a copy, made anew when its making is cut short.
  db.exec(
    'PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -262144',
  );
  const indexes = db.prepare(INDEXES).all();
  for (const index of indexes) db.exec(`DROP INDEX ${text(index, 'name')}`);
  copyRecords(db, Math.ceil((records - open()) / models));
  for (const index of indexes) db.exec(text(index, 'sql'));
  db.exec('PRAGMA journal_mode = WAL');
  const made = open();
  db.close();
  return made;
}

answerParent(grow);
