import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { TAR_END, tarHeader, tarPadding } from '../domain/files/tar.ts';
import {
  type BackupContent,
  type BackupEntry,
  CONTENT_PATH,
  SNAPSHOT_PATH,
} from '../domain/purge/backup-manifest.ts';
import type { BackupJob } from './backup-messages.ts';
import { READ_ME, schemaSql, tableFiles, tableNames } from './open-formats.ts';

/** Plain names of files; what a cut write left (`.part`) is none. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/;

/** Beside the base: in folders, or with the snapshot of one that keeps them itself. A file removed meanwhile is left out. */
function* filesBeside({ snapshot, folders }: BackupJob) {
  if (snapshot) return yield* snapshot.files;
  for (const { path, from } of folders.flatMap(filesOf)) {
    const bytes = bytesOf(from);
    if (bytes) yield { path, bytes };
  }
}

function filesOf({ name, folder }: BackupJob['folders'][number]) {
  let names: string[] = [];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return names
    .filter((file) => FILE_NAME.test(file) && !file.endsWith('.part'))
    .map((file) => ({ path: `${name}/${file}`, from: join(folder, file) }));
}

/** Undefined for a file removed since the folder was listed. */
function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function factsOf(db: DatabaseSync) {
  const rows = (sql: string) => db.prepare(sql).all();
  const head = rows('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')[0];
  return {
    schemaVersion: Number(rows('PRAGMA user_version')[0]?.user_version),
    campaigns: rows(
      `SELECT code, (SELECT count(*) FROM record WHERE campaign = code)
        + (SELECT count(*) FROM pledge WHERE campaign = code AND sealed IS NOT NULL) AS records FROM campaign ORDER BY code`,
    ).map((row) => ({ code: String(row.code), records: Number(row.records) })),
    auditHead: head ? { seq: Number(head.seq), hash: String(head.hash) } : { seq: 0, hash: '0'.repeat(64) },
  };
}

/**
 * What is in clear once the seal is open: the base as it lies on the server's disk. Names, addresses, numbers, e-mails, remarks
 * and notes of donors are sealed record by record under their campaign's key, which is not here. In clear: staff (login,
 * displayed name, role, password hash), campaigns, scripts and settings, the audit log, meeting decisions, and the
 * columns that the queue and the figures need: donor, telephone and e-mail as blind indexes, segment, country, amounts, dates,
 * dispositions. That is why the whole archive is sealed, and why a purge replaces it.
 *
 * The archive, piece by piece, all of one instant of the base: the transaction that reads it stays open from the first byte to
 * the last, and a log-structured base lets others write meanwhile. `done` gives what it holds, once the last piece is taken.
 */
export function* archive(
  job: BackupJob,
  db: DatabaseSync,
  done: (content: BackupContent) => void,
): Generator<Uint8Array> {
  db.exec('BEGIN');
  const entries: BackupEntry[] = [];
  const tables: { table: string; rows: number }[] = [];
  function* entry(path: string, bytes: Uint8Array): Generator<Uint8Array> {
    yield tarHeader({ path, bytes: bytes.length }, job.createdAtMs);
    yield bytes;
    yield tarPadding(bytes.length);
    entries.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  const facts = factsOf(db);
  yield* entry(SNAPSHOT_PATH, db.serialize());
  yield* entry('LISEZMOI.txt', Buffer.from(READ_ME, 'utf8'));
  yield* entry('schema.sql', Buffer.from(schemaSql(db), 'utf8'));
  for (const table of tableNames(db)) {
    let rows = 0;
    for (const file of tableFiles(db, table)) {
      rows += file.rows;
      yield* entry(file.path, file.bytes);
    }
    tables.push({ table, rows });
  }
  db.exec('COMMIT');
  for (const { path, bytes } of filesBeside(job)) yield* entry(path, bytes);
  const { createdAtMs, tool } = job;
  const content: BackupContent = {
    format: 'plateau-backup-1',
    createdAtMs,
    tool,
    tables,
    ...facts,
    ...(job.snapshot && { position: job.snapshot.position }),
    entries: [...entries],
  };
  yield* entry(CONTENT_PATH, Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8'));
  yield TAR_END;
  done(content);
}
