import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SQLInputValue } from 'node:sqlite';
import exceljs from 'exceljs';
import { decrypt, readKey, readMessage } from 'openpgp';
import type { RawRow } from '../../server/domain/contact-file/raw-sheet.ts';
import { openWorkbooks } from '../../server/excel/workbooks.ts';
import { openDatabaseFile } from '../../server/store/database-file.ts';
import { openVault } from '../../server/vault/key-ring-vault.ts';
import { sealedUnder } from '../../server/vault/sealed-packet.ts';
import { type BenchBase, configOver, passphraseOf } from './bench-house.ts';
import { answerParent } from './child.ts';

/**
 * In a child: the work of an import that cannot be left out, one thing after the other: decrypt, read, seal every row, write
 * the rows that an import wrote. Nothing is checked, compared, blinded or reported.
 */
export interface ImportLimit {
  readonly totalMs: number;
  /** Of all threads of the process, over the same time. */
  readonly cpuMs: number;
  readonly decryptMs: number;
  readonly readMs: number;
  readonly sealMs: number;
  readonly writeMs: number;
  /** The same bytes read by the Excel library alone, after the clock has stopped. */
  readonly exceljsMs: number;
  readonly rows: number;
  readonly peakMib: number;
}

export interface ImportLimitRequest {
  readonly base: BenchBase;
  readonly charity: string;
  /** Data folder of an import that has ended: its rows are what is written. */
  readonly imported: string;
  /** Where to write them. */
  readonly dataDir: string;
}

/** As many as the product commits at once, so that agents are served in between. */
const RECORDS_PER_TRANSACTION = 300;
const TABLES = ['record', 'record_phone'] as const;

async function decrypted({ base, charity }: ImportLimitRequest, sealed: Uint8Array): Promise<Uint8Array> {
  const { keysDir } = configOver(base, base.folder);
  const vault = await openVault({ keysDir, passphrase: passphraseOf(base) });
  const charityKey = await readKey({ armoredKey: (await vault.charityPublicKey(charity)) ?? '' });
  return vault.withCampaignKey(base.campaign, async (key) => {
    const message = await readMessage({ binaryMessage: sealed });
    const { data, signatures } = await decrypt({
      message,
      decryptionKeys: key,
      verificationKeys: charityKey,
      format: 'binary',
    });
    await signatures[0]?.verified;
    return data as Uint8Array;
  });
}

async function read(bytes: Uint8Array): Promise<readonly RawRow[]> {
  const workbooks = openWorkbooks();
  const { rows } = await workbooks.reader.read(bytes);
  await workbooks.close();
  return rows;
}

async function sealAll(rows: readonly RawRow[]): Promise<void> {
  const key = randomBytes(32);
  for (const row of rows) await sealedUnder(key, Buffer.from(JSON.stringify(row.cells)));
}

type Values = readonly SQLInputValue[];

/** The product's tables with their indexes, holding what stands before the first record; and the rows to write. */
function prepareWriting({ imported, dataDir }: ImportLimitRequest) {
  const db = openDatabaseFile(join(dataDir, 'limit.db'));
  db.exec(`PRAGMA foreign_keys = OFF; ATTACH '${join(imported, 'plateau.db')}' AS done`);
  for (const parent of ['campaign', 'contact_file'])
    db.exec(`INSERT INTO ${parent} SELECT * FROM done.${parent}`);
  const [records, phones] = TABLES.map((table) => {
    const rows = db.prepare(`SELECT * FROM done.${table}`).all();
    return rows.map((row) => Object.values(row) as Values);
  });
  db.exec('DETACH done; PRAGMA foreign_keys = ON');
  assert(records && phones);
  return { db, records, phones };
}

function insertion(db: ReturnType<typeof openDatabaseFile>, table: string, rows: readonly Values[]) {
  const marks = (rows[0] ?? []).map(() => '?').join(', ');
  const statement = db.prepare(`INSERT INTO ${table} VALUES (${marks})`);
  return (row: Values) => statement.run(...row);
}

/** Every row once, by prepared statements; the disk is waited for once, at the end. */
function writeAll({ db, records, phones }: ReturnType<typeof prepareWriting>): void {
  const addRecord = insertion(db, 'record', records);
  const addPhone = insertion(db, 'record_phone', phones);
  db.exec('PRAGMA synchronous = NORMAL');
  let phone = 0;
  for (let from = 0; from < records.length; from += RECORDS_PER_TRANSACTION) {
    const some = records.slice(from, from + RECORDS_PER_TRANSACTION);
    if (from + some.length === records.length) db.exec('PRAGMA synchronous = FULL');
    db.exec('BEGIN IMMEDIATE');
    for (const record of some) addRecord(record);
    // Both tables stand in the order of the records' numbers, their first column.
    const last = Number(some.at(-1)?.[0]);
    for (; Number(phones[phone]?.[0]) <= last; phone += 1) addPhone(phones[phone] ?? []);
    db.exec('COMMIT');
  }
}

/** What the library alone takes to read the workbook. */
async function timeOfExceljs(bytes: Uint8Array): Promise<number> {
  const startMs = performance.now();
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as exceljs.Buffer);
  return performance.now() - startMs;
}

async function least(request: ImportLimitRequest): Promise<ImportLimit> {
  const sealed = readFileSync(request.base.contactFile);
  const toWrite = prepareWriting(request);
  const cpu = process.cpuUsage();
  const laps = [performance.now()];
  const lap = () => laps.push(performance.now());
  const bytes = await decrypted(request, sealed);
  lap();
  const rows = await read(bytes);
  lap();
  await sealAll(rows);
  lap();
  writeAll(toWrite);
  lap();
  const { user, system } = process.cpuUsage(cpu);
  toWrite.db.close();
  const peakMib = process.resourceUsage().maxRSS / 1024;
  const [decryptMs = 0, readMs = 0, sealMs = 0, writeMs = 0] = laps
    .slice(1)
    .map((endMs, at) => endMs - (laps[at] ?? 0));
  const totalMs = decryptMs + readMs + sealMs + writeMs;
  const exceljsMs = await timeOfExceljs(bytes);
  const times = { totalMs, cpuMs: (user + system) / 1000, decryptMs, readMs, sealMs, writeMs, exceljsMs };
  return { ...times, rows: rows.length, peakMib };
}

answerParent(least);
