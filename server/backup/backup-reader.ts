import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { parsedAs } from '../../shared/shape-of.ts';
import { isDetail, verifyChain } from '../domain/audit/audit-chain.ts';
import { partPlace } from '../domain/library/part-place.ts';
import { pledgePlace } from '../domain/line/stored-pledge.ts';
import { SEALED_KINDS } from '../domain/next-card/sealed-kinds.ts';
import { participantPlace } from '../domain/people/people-place.ts';
import { SNAPSHOT_PATH } from '../domain/purge/backup-manifest.ts';
import type { BackupExamination, BackupReader, SampledPacket } from '../ports/backup.ts';
import type { AuditRow } from '../ports/rows/audit.ts';
import type { PacketKey } from '../ports/rows/damages.ts';
import type { SealedBytes } from '../ports/vault.ts';
import type { BackupKeys } from './backup-keys.ts';
import { backupRefused } from './backup-refusals.ts';
import { openBackup } from './open-backup.ts';
import { tableNames } from './open-formats.ts';
import { inMemory } from './snapshot-base.ts';
import type { ArchivedFile } from './tar-entries.ts';

const DETAIL = z.custom<AuditRow['detail']>(isDetail);

/** What is put back: the rest of the archive is the same data in open formats. */
const RESTORED = /^(plateau\.db|(outgoing|certificates)\/[A-Za-z0-9][A-Za-z0-9._-]{0,80})$/;

async function gathered({ bytes, pieces }: ArchivedFile): Promise<Uint8Array> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for await (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

async function linesIn({ pieces }: ArchivedFile): Promise<number> {
  let lines = 0;
  for await (const piece of pieces) for (const byte of piece) if (byte === 10) lines += 1;
  return lines;
}

function* auditRows(db: DatabaseSync): Generator<AuditRow> {
  for (const row of db.prepare('SELECT * FROM audit ORDER BY seq').iterate()) {
    const text = (name: string) => String(row[name]);
    yield {
      seq: Number(row.seq),
      atMs: Number(row.at_ms),
      actor: text('actor'),
      action: text('action'),
      campaign: text('campaign'),
      subject: text('subject'),
      reason: text('reason'),
      // What is no detail any more breaks the chain at its row.
      detail: parsedAs(text('detail'), DETAIL) ?? {},
      previousHash: text('previous_hash'),
      hash: text('hash'),
    };
  }
}

/** Spread over the campaign by stride. */
const SAMPLES = `SELECT * FROM (SELECT id, campaign, contact_file_id, row_number, version, sealed,
  row_number() OVER (PARTITION BY campaign ORDER BY id) - 1 AS place, count(*) OVER (PARTITION BY campaign) AS total
  FROM record WHERE hold IS NOT 'damaged') WHERE place % max(1, (total + ?1 - 1) / ?1) = 0`;

const PLEDGES = `SELECT * FROM (SELECT id, campaign, seal_version, sealed,
  row_number() OVER (PARTITION BY campaign ORDER BY id) - 1 AS place, count(*) OVER (PARTITION BY campaign) AS total
  FROM pledge WHERE sealed IS NOT NULL) WHERE place % max(1, (total + ?1 - 1) / ?1) = 0`;

/** A backup of before pledge lines has no table of them. */
function pledgesOf(db: DatabaseSync, perCampaign: number): readonly SampledPacket[] {
  if (!tableNames(db).includes('pledge')) return [];
  return db
    .prepare(PLEDGES)
    .all(perCampaign)
    .map((row) => ({
      subject: `La promesse ${row.id}`,
      place: pledgePlace({
        ...{ id: String(row.id), campaign: String(row.campaign), sealVersion: Number(row.seal_version) },
      }),
      sealed: row.sealed as Uint8Array,
    }));
}

const PEOPLE = `SELECT * FROM (SELECT id, charity, seal_version, sealed,
  row_number() OVER (PARTITION BY charity ORDER BY id) - 1 AS place, count(*) OVER (PARTITION BY charity) AS total
  FROM participant) WHERE place % max(1, (total + ?1 - 1) / ?1) = 0`;

const DOCUMENTS = `SELECT * FROM (SELECT document_version.id, document.charity, document_part.sealed,
  row_number() OVER (PARTITION BY charity ORDER BY document_version.id) - 1 AS place, count(*) OVER (PARTITION BY charity) AS total
  FROM document_part JOIN document_version ON document_version.id = document_part.version
  JOIN document ON document.id = document_version.document WHERE document_part.number = 0)
  WHERE place % max(1, (total + ?1 - 1) / ?1) = 0`;

/** The first part of some documents. */
function documentsOf(db: DatabaseSync, perCharity: number): readonly SampledPacket[] {
  if (!tableNames(db).includes('document_part')) return [];
  return db
    .prepare(DOCUMENTS)
    .all(perCharity)
    .map((row) => ({
      subject: `Le document ${row.id}`,
      place: partPlace({ charity: String(row.charity), id: String(row.id) }, 0),
      sealed: row.sealed as Uint8Array,
    }));
}

/** A backup of before directories has no table of them. */
function peopleOf(db: DatabaseSync, perCharity: number): readonly SampledPacket[] {
  if (!tableNames(db).includes('participant')) return [];
  return db
    .prepare(PEOPLE)
    .all(perCharity)
    .map((row) => ({
      subject: `La fiche d’annuaire ${row.id}`,
      place: participantPlace({
        ...{ id: String(row.id), charity: String(row.charity), sealVersion: Number(row.seal_version) },
      }),
      sealed: row.sealed as Uint8Array,
    }));
}

function samplesOf(db: DatabaseSync, perCampaign: number): readonly SampledPacket[] {
  return db
    .prepare(SAMPLES)
    .all(perCampaign)
    .map((row) => ({
      subject: `La fiche ${row.id}`,
      place: {
        campaign: String(row.campaign),
        kind: 'record',
        id: `${row.contact_file_id}:${row.row_number}`,
        version: Number(row.version),
      },
      sealed: row.sealed as Uint8Array,
    }));
}

/** A backup of before damages were known has no table of them. */
function damagedIn(db: DatabaseSync): number {
  if (!tableNames(db).includes('damaged_seal')) return 0;
  return db.prepare('SELECT id FROM damaged_seal WHERE restored_at_ms IS NULL').all().length;
}

/** The packets of those keys, in the order asked, once the whole backup has been checked. */
export async function packetsIn(
  keys: BackupKeys,
  file: string,
  wanted: readonly PacketKey[],
): Promise<readonly (SealedBytes | undefined)[]> {
  let snapshot: Uint8Array = new Uint8Array();
  await openBackup(file, keys, async (entry) => {
    if (entry.path === SNAPSHOT_PATH) snapshot = await gathered(entry);
    else for await (const _ of entry.pieces);
  });
  const db = inMemory(snapshot);
  try {
    return wanted.map(({ kind, subject }) => {
      if (!tableNames(db).includes(kind)) return undefined;
      const { key } = SEALED_KINDS[kind];
      const row = db.prepare(`SELECT sealed FROM ${kind} WHERE CAST(${key} AS TEXT) = ?`).get(subject);
      return row?.sealed instanceof Uint8Array ? row.sealed : undefined;
    });
  } finally {
    db.close();
  }
}

async function examine(keys: BackupKeys, file: string, perCampaign: number): Promise<BackupExamination> {
  let snapshot: Uint8Array = new Uint8Array();
  const lines = new Map<string, number>();
  const manifest = await openBackup(file, keys, async (entry) => {
    const table = /^tables\/([^/]+)\//.exec(entry.path)?.[1];
    if (entry.path === SNAPSHOT_PATH) snapshot = await gathered(entry);
    else if (table) lines.set(table, (lines.get(table) ?? 0) + (await linesIn(entry)));
    else for await (const _ of entry.pieces);
  });
  const db = inMemory(snapshot);
  try {
    const one = (sql: string) => Object.values(db.prepare(sql).get() ?? {})[0];
    const counts = new Map(manifest.tables.map(({ table, rows }) => [table, rows]));
    const wrongCounts = [...new Set([...tableNames(db), ...counts.keys()])].filter((table) => {
      const rows = tableNames(db).includes(table) ? Number(one(`SELECT count(*) FROM "${table}"`)) : -1;
      return rows !== counts.get(table) || rows !== lines.get(table);
    });
    const audit = await verifyChain(auditRows(db));
    const { seq, hash } = manifest.auditHead;
    return {
      manifest,
      integrity: String(one('PRAGMA integrity_check')),
      foreignKeyBreaches: db.prepare('PRAGMA foreign_key_check').all().length,
      wrongCounts,
      audit,
      headAgrees: audit.ok && audit.count === seq && audit.head === hash,
      samples: [
        ...samplesOf(db, perCampaign),
        ...pledgesOf(db, perCampaign),
        ...peopleOf(db, perCampaign),
        ...documentsOf(db, perCampaign),
      ],
      damaged: damagedIn(db),
    };
  } finally {
    db.close();
  }
}

async function writeFile(path: string, { pieces }: ArchivedFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function requireEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0) throw backupRefused('restore-folder-not-empty');
}

/**
 * Written beside, renamed over the empty folder once every hash holds: a refusal or a kill leaves that one as it was,
 * and the next one sweeps what a kill left beside.
 */
async function restore(keys: BackupKeys, file: string, into: string) {
  await requireEmpty(into);
  await mkdir(dirname(into), { recursive: true });
  for (const left of await readdir(dirname(into)))
    if (left.startsWith(`${basename(into)}.restauration-`))
      await rm(join(dirname(into), left), { recursive: true, force: true });
  const aside = await mkdtemp(`${into}.restauration-`);
  try {
    const manifest = await openBackup(file, keys, async (entry) => {
      if (RESTORED.test(entry.path)) await writeFile(join(aside, entry.path), entry);
      else for await (const _ of entry.pieces);
    });
    await rename(aside, into).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOTEMPTY' ? backupRefused('restore-folder-not-empty') : error;
    });
    const parent = await open(dirname(into), 'r');
    await parent.sync().finally(() => parent.close());
    return manifest;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

export function openBackupReader(keys: BackupKeys): BackupReader {
  return {
    examine: (file, samplesPerCampaign) => examine(keys, file, samplesPerCampaign),
    restore: (file, into) => restore(keys, file, into),
  };
}
