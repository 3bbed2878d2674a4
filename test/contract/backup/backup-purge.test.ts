import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openBackupReader } from '../../../server/backup/backup-reader.ts';
import { openCertificateFolder } from '../../../server/certificates/certificate-folder.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import { openOutgoingFolder } from '../../../server/outgoing/outgoing-folder.ts';
import type { PurgeRow } from '../../../server/ports/rows/purges.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import { verifyBackup } from '../../../server/steps/backup/backup-verify.ts';
import { attestKeyCopy, copyKeyRing } from '../../../server/steps/keys/key-copies.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { replaceBackups } from '../../../server/steps/purge/purge-backups.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { Killed, killedAfter, OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { makeCharityKeys } from '../../support/sftp/charity-keys.ts';
import { CAMPAIGN, NOW_MS } from '../../support/store/store-rows.ts';

const request = {
  campaign: CAMPAIGN,
  typedCode: CAMPAIGN,
  operator: OPERATOR,
  verifier: 'Vérificatrice Testeuse',
  forceReason: 'essai : semaine non remise',
};

/** A closed campaign with one backup in the folder, and a copy of it elsewhere; each second is another. */
async function room(count = 10) {
  const opened = await openPurgeRoom(count);
  onTestFinished(opened.close);
  let nowMs = NOW_MS;
  const clock = {
    nowMs: () => {
      nowMs += 1000;
      return nowMs;
    },
  };
  const deps = { ...opened.deps, clock, chance: { uuid: () => crypto.randomUUID(), token: () => '' } };
  const { backup } = await createBackup(deps, { actor: 'essai' });
  const elsewhere = join(opened.folder, 'autre-site');
  mkdirSync(elsewhere);
  for (const end of ['', '.json', '.json.asc']) {
    const name = `${backup.name}.tar.gz.pgp${end}`;
    copyFileSync(join(opened.folder, 'sauvegardes', name), join(elsewhere, name));
  }
  return { ...opened, deps, backup, copied: join(elsewhere, `${backup.name}.tar.gz.pgp`) };
}

test('R-33 after the purge an old backup restores, and opens to nothing', async () => {
  const { deps, vault, folder, copied } = await room();
  const reader = openBackupReader(vault);
  expect(await verifyBackup({ reader, vault }, { file: copied })).toMatchObject({ opened: 5, closed: 0 });
  await runPurge(deps, request);
  const restored = join(folder, 'restaure');
  await reader.restore(copied, restored);
  const store = openStore({ file: join(restored, 'plateau.db') });
  onTestFinished(() => store.close());
  const records = await store.read(async (rows) => await Array.fromAsync(rows.records.each(CAMPAIGN)));
  expect(records).toHaveLength(10);
  for (const record of records) {
    await expect(vault.openRecord(recordPlace(record), record.sealed)).rejects.toMatchObject({
      code: 'campaign-key-missing',
    });
  }
  const verdict = await verifyBackup({ reader, vault }, { file: copied });
  expect(verdict).toMatchObject({ opened: 0, closed: 5, problems: [] });
  // A house that serves such a copy destroys again what came back with it.
  const certificates = openCertificateFolder(join(restored, 'certificates'));
  const outgoing = openOutgoingFolder(join(restored, 'outgoing'));
  const again = { ...deps, store, certificates, outgoing, scanPlaces: () => [restored] };
  const { facts } = await runPurge(again, request);
  expect(facts.verification).toMatchObject({ rowsLeft: 0, hits: 0, openingFailed: true });
});

test('R-33 the plan lists the backups that hold the campaign; the purge puts a new one in their place', async () => {
  const { deps, backup, sealed, vault, folder } = await room();
  const { items } = await planPurge(deps, { campaign: CAMPAIGN });
  expect(items.find((one) => one.place === 'dossier de sauvegardes')?.count).toBe(1);
  const cut = ['plateau-20260101T000000Z.tar.gz.pgp.part', 'plateau-20260102T000000Z.tar.gz.pgp'];
  for (const name of cut) writeFileSync(join(folder, 'sauvegardes', name), 'coupé');
  const report = await runPurge(deps, request);
  for (const name of cut) expect(existsSync(join(folder, 'sauvegardes', name))).toBe(false);
  expect(report.facts.inventory).toContainEqual(expect.objectContaining({ place: 'dossier de sauvegardes' }));
  const left = await deps.backups.list();
  expect(left).toHaveLength(1);
  expect(left[0]?.name).not.toBe(backup.name);
  expect(left[0]?.campaigns).toEqual([{ code: CAMPAIGN, records: 0 }]);
  const into = join(folder, 'nouvelle');
  await openBackupReader(vault).restore(join(folder, 'sauvegardes', `${left[0]?.name}.tar.gz.pgp`), into);
  const needles = sealed.map((bytes) => bytes.subarray(-24));
  expect((await deps.traces.scan({ places: [join(into, 'plateau.db')], needles })).hits).toEqual([]);
});

test('R-33 a kill around each act of replacing them: the second call ends with one backup, without the campaign', async () => {
  const { deps, store, backup, folder } = await room(2);
  const row = { campaign: CAMPAIGN, operator: OPERATOR.id } as PurgeRow;
  await store.write((rows) => rows.purges.eraseCampaign(CAMPAIGN));
  let act = 0;
  for (let more = true; more; act += 1) {
    rmSync(join(folder, 'sauvegardes'), { recursive: true });
    cpSync(join(folder, 'autre-site'), join(folder, 'sauvegardes'), { recursive: true });
    const ended = await replaceBackups(killedAfter(deps, act), row).catch((error: unknown) => error);
    if (ended === 1) more = false;
    else expect(ended).toBeInstanceOf(Killed);
    await replaceBackups(deps, row);
    const left = await deps.backups.list();
    expect(left.map(({ name, campaigns }) => [name === backup.name, campaigns[0]?.records])).toEqual([
      [false, 0],
    ]);
  }
  expect(act).toBeGreaterThan(4);
});

async function withCopy() {
  const opened = await room();
  const officer = await makeCharityKeys();
  await opened.vault.saveOfficerPublicKey(officer.publicKey);
  const usb = join(opened.folder, 'cle-usb');
  const copy = await copyKeyRing(opened.deps, { folder: usb, actor: 'host:essai' });
  return {
    ...opened,
    officer,
    usb,
    copy,
    campaignFile: join(usb, `trousseau-campaigns-${CAMPAIGN}.tar.pgp`),
  };
}

test('a copy of the key ring needs the data officer’s key and an empty folder', async () => {
  const { deps, folder, vault } = await room();
  const make = () => copyKeyRing(deps, { folder: join(folder, 'usb'), actor: 'host:essai' });
  await expect(make()).rejects.toMatchObject({ code: 'officer-key-missing' });
  await vault.saveOfficerPublicKey((await makeCharityKeys()).publicKey);
  await make();
  await expect(make()).rejects.toMatchObject({ code: 'key-copy-folder-taken' });
});

test('R-33 the purge destroys the campaign’s part of a copy still in place, and nothing else of it', async () => {
  const { deps, usb, campaignFile } = await withCopy();
  const plan = await planPurge(deps, { campaign: CAMPAIGN });
  expect(
    plan.items.filter((one) => one.place.startsWith('copie du trousseau')).map((one) => one.what),
  ).toEqual([`clés, partie campaigns-${CAMPAIGN}`, 'clés, partie charities-TESTORG']);
  expect(plan.obstacles.join(' ')).not.toContain('Copie du trousseau');
  await runPurge(deps, request);
  expect(existsSync(campaignFile)).toBe(false);
  expect(readdirSync(usb)).toEqual(['trousseau-house.tar.pgp']);
  const ends = await deps.store.read(async (rows) =>
    (await rows.keyCopies.all()).map(({ part, endedHow }) => [part, endedHow]),
  );
  expect(ends).toContainEqual([`campaigns-${CAMPAIGN}`, 'destroyed']);
  expect(ends).toContainEqual(['house', null]);
});

test('R-33 a copy that was carried away stands in the way until its holder attests', async () => {
  const { deps, usb, copy, folder } = await withCopy();
  const attest = (part?: string) =>
    attestKeyCopy(deps, { id: copy.id, part, reason: 'clé USB broyée', actor: OPERATOR.id });
  await expect(attest()).rejects.toMatchObject({ code: 'key-copy-still-there' });
  renameSync(usb, join(folder, 'au-coffre'));
  const stands = async () =>
    (await planPurge(deps, { campaign: CAMPAIGN })).obstacles.some((one) => one.includes(copy.id));
  expect(await stands()).toBe(true);
  await expect(runPurge(deps, { ...request, forceReason: undefined })).rejects.toMatchObject({
    code: 'delivery-due',
  });
  expect(await attest(`campaigns-${CAMPAIGN}`)).toEqual({ ended: 1 });
  expect(await stands()).toBe(true);
  expect((await attest()).ended).toBeGreaterThan(0);
  expect(await stands()).toBe(false);
  await expect(attest()).rejects.toMatchObject({ code: 'key-copy-unknown' });
});

describeWith('gpg')('the copy, without Plateau', () => {
  test('R-35 gpg and tar put the key ring back', async () => {
    const { officer, campaignFile, folder, keysDir } = await withCopy();
    const gpg = openGnuPg();
    onTestFinished(() => gpg.close());
    await gpg.importKey(officer.privateKey);
    const out = join(folder, 'trousseau.tar');
    expect((await gpg.run(['--output', out, '--decrypt', campaignFile])).code).toBe(0);
    execFileSync('tar', ['--warning=no-timestamp', '-xf', out, '-C', folder]);
    for (const name of readdirSync(join(keysDir, 'campaigns', CAMPAIGN)))
      expect(readFileSync(join(folder, 'campaigns', CAMPAIGN, name))).toEqual(
        readFileSync(join(keysDir, 'campaigns', CAMPAIGN, name)),
      );
  });
});
