import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openBackupFolder } from '../../../server/backup/backup-folder.ts';
import { openBackupReader } from '../../../server/backup/backup-reader.ts';
import { systemChance } from '../../../server/clock/system-clock.ts';
import { openManualLine } from '../../../server/manual-line/manual-line.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { Store } from '../../../server/ports/store.ts';
import { backupIfDue, createBackup } from '../../../server/steps/backup/backup-create.ts';
import { verifyBackup } from '../../../server/steps/backup/backup-verify.ts';
import { examineHouse } from '../../../server/steps/house/examine-house.ts';
import {
  unconfiguredDrop,
  unconfiguredMailer,
  unconfiguredNumbers,
  unconfiguredTexts,
} from '../../../server/unconfigured-edges.ts';
import { initKeyRing } from '../../../server/vault/house-key.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { openPurgeRoom } from '../../support/purge/purge-room.ts';
import { makeCharityKeys } from '../../support/sftp/charity-keys.ts';
import { auditEntry, CAMPAIGN, NOW_MS } from '../../support/store/store-rows.ts';

const DAY_MS = 86_400_000;

/** A house of some sealed records, a clock that the test moves, a folder of backups that keeps three. */
async function room(count = 12) {
  const opened = await openPurgeRoom(count);
  onTestFinished(opened.close);
  const { folder, dataDir, vault, store } = opened;
  let nowMs = NOW_MS;
  const backupDir = join(folder, 'sauvegardes');
  const backups = openBackupFolder({
    folder: backupDir,
    keep: 3,
    dataDir,
    databaseFile: join(dataDir, 'plateau.db'),
    keys: vault,
  });
  const deps = {
    ...opened.deps,
    backups,
    store,
    clock: { nowMs: () => nowMs },
  };
  const create = async () => {
    nowMs += 60_000;
    const { backup, dropped } = await createBackup(deps, { actor: 'essai' });
    return { backup, dropped, file: join(backupDir, `${backup.name}.tar.gz.pgp`) };
  };
  return {
    ...opened,
    deps,
    backupDir,
    create,
    reader: openBackupReader(vault),
    move: (ms: number) => {
      nowMs += ms;
    },
  };
}

/** Another installation: its own key ring and passphrase. */
async function strangerVault(folder: string) {
  const setting = {
    keysDir: join(folder, 'autre-trousseau'),
    passphrase: async () => 'autre phrase de l’essai',
  };
  await initKeyRing(setting);
  return openVault(setting);
}

async function addAudit(store: Store, times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) await store.write((rows) => rows.audit.append(auditEntry()));
}

test('R-35 a backup verifies: base, counts in both forms, chain, head, opened records', async () => {
  const { create, reader, vault } = await room();
  const { backup, file } = await create();
  expect(backup.campaigns).toEqual([{ code: CAMPAIGN, records: 12 }]);
  expect(backup.entries.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['plateau.db', 'schema.sql', 'LISEZMOI.txt', 'tables/record/0001.jsonl']),
  );
  expect(await verifyBackup({ reader, vault }, { file })).toMatchObject({
    records: 12,
    opened: 4,
    closed: 0,
    problems: [],
  });
});

test('R-35 what was written during the backup is in it whole or not at all', async () => {
  const { create, reader, vault, store } = await room();
  let written = 0;
  const writing = setInterval(async () => {
    await addAudit(store);
    written += 1;
  }, 1);
  const { file } = await create().finally(() => clearInterval(writing));
  expect(written).toBeGreaterThan(3);
  expect((await verifyBackup({ reader, vault }, { file })).problems).toEqual([]);
});

test('R-31 R-35 a stolen backup opens with no other key, and shows nothing', async () => {
  const { create, folder, vault } = await room();
  const { file } = await create();
  const thief = await strangerVault(folder);
  onTestFinished(() => thief.close());
  await expect(openBackupReader(thief).examine(file, 1)).rejects.toMatchObject({ code: 'backup-unsigned' });
  const knowing = openBackupReader({
    housePublicKey: () => vault.housePublicKey(),
    officerPublicKey: async () => undefined,
    withHouseKey: (work) => thief.withHouseKey(work),
  });
  await expect(knowing.restore(file, join(folder, 'butin'))).rejects.toMatchObject({
    code: 'backup-wrong-key',
  });
  expect(readdirSync(folder).filter((name) => name.startsWith('butin'))).toEqual([]);
  const bytes = readFileSync(file);
  for (const clear of ['SQLite format', 'Responsable Testeuse', 'tables/record'])
    expect(bytes.includes(clear), clear).toBe(false);
});

test.each([
  ['one byte of the sealed file', '', 'backup-altered'],
  ['the manifest', '.json', 'backup-unsigned'],
  ['the signature', '.json.asc', 'backup-unsigned'],
])('R-32 a backup forged by %s is refused', async (_, end, code) => {
  const { create, reader, folder } = await room(2);
  const { file } = await create();
  const bytes = readFileSync(file + end);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file + end, bytes);
  await expect(reader.examine(file, 1)).rejects.toMatchObject({ code });
  await expect(reader.restore(file, join(folder, 'neuf'))).rejects.toMatchObject({ code });
});

test('a backup without its manifest is not found, and a folder with something in it is left alone', async () => {
  const { create, reader, folder } = await room(2);
  const { file } = await create();
  copyFileSync(file, join(folder, 'seul.tar.gz.pgp'));
  await expect(reader.examine(join(folder, 'seul.tar.gz.pgp'), 1)).rejects.toMatchObject({
    code: 'backup-not-found',
  });
  const taken = join(folder, 'pris');
  mkdirSync(taken);
  writeFileSync(join(taken, 'notes.txt'), 'gardé');
  await expect(reader.restore(file, taken)).rejects.toMatchObject({ code: 'restore-folder-not-empty' });
  expect(readdirSync(taken)).toEqual(['notes.txt']);
});

test('R-35 what waits for the charity and the certificates come back with the base', async () => {
  const { create, reader, folder, dataDir } = await room(2);
  mkdirSync(join(dataDir, 'certificates'));
  writeFileSync(join(dataDir, 'certificates', 'ATT-ESSAI.pdf'), 'attestation');
  const { file } = await create();
  const into = join(folder, 'neuf', 'donnees');
  await reader.restore(file, into);
  expect(readdirSync(into).sort()).toEqual(['certificates', 'outgoing', 'plateau.db']);
  expect(readFileSync(join(into, 'certificates', 'ATT-ESSAI.pdf'), 'utf8')).toBe('attestation');
  expect(readdirSync(join(into, 'outgoing'))).toEqual(readdirSync(join(dataDir, 'outgoing')));
});

test('one a day, the retention keeps three, and what a kill left is swept', async () => {
  const { create, deps, backupDir, move } = await room(2);
  expect(await backupIfDue(deps)).toBeDefined();
  expect(await backupIfDue(deps)).toBeUndefined();
  move(DAY_MS);
  expect(await backupIfDue(deps)).toBeDefined();
  writeFileSync(join(backupDir, 'plateau-20260101T000000Z.tar.gz.pgp.part'), 'coupé');
  writeFileSync(join(backupDir, 'plateau-20260102T000000Z.tar.gz.pgp'), 'sans signature');
  await create();
  const { dropped } = await create();
  expect(dropped).toHaveLength(1);
  expect(await deps.backups.list()).toHaveLength(3);
  expect(readdirSync(backupDir)).toHaveLength(9);
});

test('doctor says when the last backup is older than two days, and a manifest that cannot be read is said', async () => {
  const { create, deps, vault, move, backupDir } = await room(2);
  const house = {
    ...deps,
    vault,
    exchange: openExchange(vault),
    drop: unconfiguredDrop(),
    mailer: unconfiguredMailer(),
    textSender: unconfiguredTexts(),
    numberDirectory: unconfiguredNumbers(),
    telephony: openManualLine({ clock: deps.clock, chance: systemChance }),
  };
  const found = async () => (await examineHouse(house)).find(({ part }) => part === 'sauvegardes');
  const recent = async () => (await found())?.ok;
  expect(await found()).toMatchObject({
    ok: true,
    isToDo: true,
    hint: expect.stringContaining('plateau backup create'),
  });
  const { backup } = await create();
  expect(await recent()).toBe(true);
  move(2 * DAY_MS);
  expect(await recent()).toBe(false);
  const manifest = join(backupDir, `${backup.name}.tar.gz.pgp.json`);
  const said = JSON.parse(readFileSync(manifest, 'utf8')) as typeof backup;
  // A later version may say more: the rest still counts.
  writeFileSync(manifest, JSON.stringify({ ...said, plus: 'tard' }));
  expect(await deps.backups.list()).toEqual([backup]);
  const { tables: _, ...incomplete } = said;
  for (const text of ['abîmé', JSON.stringify(incomplete), JSON.stringify({ ...said, tables: {} })]) {
    writeFileSync(manifest, text);
    await expect(deps.backups.list()).rejects.toMatchObject({ code: 'backup-manifest-unreadable' });
  }
});

describeWith('gpg')('open formats, without Plateau', () => {
  test('R-35 the data officer rebuilds the base offline: gpg, tar, SQL and JSON Lines', async () => {
    const { create, deps, vault, folder } = await room(7);
    const officer = await makeCharityKeys();
    await vault.saveOfficerPublicKey(officer.publicKey);
    const { backup, file } = await create();
    expect(backup.recipients).toHaveLength(2);
    const gpg = openGnuPg();
    onTestFinished(() => gpg.close());
    await gpg.importKey(officer.privateKey);
    const opened = join(folder, 'ouvert');
    mkdirSync(opened);
    const decrypted = await gpg.run(['--output', join(folder, 'x.tar.gz'), '--decrypt', file]);
    expect(decrypted.code).toBe(0);
    execFileSync('tar', ['--warning=no-timestamp', '-xzf', join(folder, 'x.tar.gz'), '-C', opened]);
    expect(rebuilt(opened)).toEqual(
      Object.fromEntries(backup.tables.map(({ table, rows }) => [table, rows])),
    );
    expect(await deps.store.read(async (rows) => (await rows.records.countByState(CAMPAIGN)).closed)).toBe(7);
  });
});

/** Schema up to the triggers, rows, triggers: as LISEZMOI.txt says. Answers the rows of each table. */
function rebuilt(folder: string): Record<string, number> {
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
  onTestFinished(() => db.close());
  const [before = '', after = ''] = readFileSync(join(folder, 'schema.sql'), 'utf8').split(
    /^-- Les lignes.*$/m,
  );
  db.exec(before);
  const counts: Record<string, number> = {};
  for (const table of readdirSync(join(folder, 'tables'))) {
    counts[table] = 0;
    for (const name of readdirSync(join(folder, 'tables', table))) {
      const text = readFileSync(join(folder, 'tables', table, name), 'utf8');
      for (const line of text.split('\n').filter((one) => one !== '')) {
        const row = JSON.parse(line, (_, value) =>
          value && typeof value === 'object' && 'base64' in value
            ? Buffer.from(value.base64, 'base64')
            : value,
        );
        const names = Object.keys(row);
        const marks = names.map(() => '?').join(', ');
        db.prepare(`INSERT INTO "${table}" (${names.join(', ')}) VALUES (${marks})`).run(
          ...(Object.values(row) as never[]),
        );
        counts[table] += 1;
      }
    }
  }
  db.exec(after);
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  return counts;
}
