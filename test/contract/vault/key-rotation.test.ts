import { execFileSync } from 'node:child_process';
import { linkSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openBackupReader } from '../../../server/backup/backup-reader.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import type { RecordRow } from '../../../server/ports/rows/records.ts';
import type { SealPlace } from '../../../server/ports/vault.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { endRotation, rotateKey } from '../../../server/steps/keys/rotate-key.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { openKeyRotation } from '../../../server/vault/session-rotation.ts';
import { Killed, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { agreementRow, CAMPAIGN } from '../../support/store/store-rows.ts';

const RECORDS = 450;
const actor = 'dpo-1';
const request = { place: CAMPAIGN, reason: 'départ d’un administrateur', actor };

type Room = Awaited<ReturnType<typeof openPurgeRoom>>;

async function rotationRoom() {
  const room = await openPurgeRoom(RECORDS);
  onTestFinished(room.close);
  const { store, vault } = room;
  const callPlace: SealPlace = { campaign: CAMPAIGN, kind: 'call', id: 'c-1', version: 1 };
  const sealed = await vault.sealCall(callPlace, { note: 'essai' } as never);
  await store.write(async (rows) => {
    const recordId = (await Array.fromAsync(rows.records.each(CAMPAIGN)))[0]?.id ?? 0;
    await rows.records.setEmailBlind(recordId, 1, 'b'.repeat(32));
    await rows.calls.insert(agreementRow({ recordId, callId: 'c-1', sealed, sealVersion: 1 } as never));
  });
  return { ...room, callPlace, deps: { ...room.deps, keyRotation: openKeyRotation(vault) } };
}

const records = (store: Room['store']): Promise<readonly RecordRow[]> =>
  store.read(async (rows) => await Array.fromAsync(rows.records.each(CAMPAIGN)));

async function opened(room: Pick<Room, 'store' | 'vault'>): Promise<number> {
  const all = await records(room.store);
  const names = await Promise.all(
    all.map(async (row) => (await room.vault.openRecord(recordPlace(row), row.sealed)).donor.lastName),
  );
  return new Set(names).size;
}

function ringFiles({ keysDir }: Room): readonly string[] {
  return readdirSync(join(keysDir, 'campaigns', CAMPAIGN)).sort();
}

test('every sealed value follows the new key; the former one stays for old backups, then goes', async () => {
  const room = await rotationRoom();
  const { deps, store, vault, callPlace } = room;
  const before = (await records(store)).map((row) => Buffer.from(row.sealed).toString('base64'));
  const session = Buffer.from(await vault.sessionPacket(CAMPAIGN)).toString('base64');
  await createBackup(deps, { actor });
  expect(await rotateKey(deps, request)).toEqual({
    number: 1,
    resealed: RECORDS + 1,
    values: RECORDS + 1,
    damaged: 0,
    retired: 1,
  });
  const after = await records(store);
  expect(after.filter((row, at) => Buffer.from(row.sealed).toString('base64') === before[at])).toEqual([]);
  expect(Buffer.from(await vault.sessionPacket(CAMPAIGN)).toString('base64')).not.toBe(session);
  expect(await opened(room)).toBe(RECORDS);
  const call = await store.read((rows) => rows.calls.byId('c-1'));
  expect(await vault.openCall(callPlace, call?.sealed ?? new Uint8Array())).toEqual({ note: 'essai' });
  // Binding to the place is carried over, the look-up by e-mail too.
  const [first, second] = after as [RecordRow, RecordRow];
  await expect(vault.openRecord(recordPlace(second), first.sealed)).rejects.toMatchObject({
    code: 'seal-moved',
  });
  expect(await store.read((rows) => rows.rotations.sealedTables(CAMPAIGN))).toEqual(
    expect.arrayContaining(['call', 'mandate_signature', 'person_request', 'record']),
  );
  await expect(
    (async () =>
      await store.write((rows) =>
        rows.rotations.replaceSealed(
          { kind: 'call', subject: 'c-1', key: [1], sealed: call?.sealed as never },
          new Uint8Array(40),
        ),
      ))(),
  ).rejects.toThrow();

  expect(ringFiles(room)).toContain('session-1.pkesk');
  const plan = await planPurge(deps, { campaign: CAMPAIGN });
  expect(plan.items.map((one) => one.place)).toContain(`trousseau : campaigns/${CAMPAIGN}/session-1.pkesk`);
  await expect(endRotation(deps, { place: CAMPAIGN, actor })).rejects.toMatchObject({
    code: 'retired-key-needed',
  });
  const noBackups = { ...deps, backups: { list: async () => [] } };
  expect(await endRotation(noBackups, { place: CAMPAIGN, actor })).toEqual({ destroyed: 1 });
  expect(await endRotation(noBackups, { place: CAMPAIGN, actor })).toEqual({ destroyed: 0 });
  expect(ringFiles(room)).not.toContain('session-1.pkesk');
  expect(await opened(room)).toBe(RECORDS);
  await expect(
    vault.openRecord(recordPlace(first), Buffer.from(before[0] ?? '', 'base64')),
  ).rejects.toMatchObject({ code: 'seal-broken' });
  const said = await store.read(async (rows) =>
    (await Array.fromAsync(rows.audit.each())).map((row) => row.action),
  );
  expect(said.filter((one) => one.startsWith('key.'))).toEqual([
    'key.rotation-begun',
    'key.rotated',
    'key.retired-destroyed',
  ]);
});

test('killed at each write: both keys open the mix, another process too, and the same call ends it', async () => {
  const room = await rotationRoom();
  const { deps, store, vault } = room;
  let writes = 0;
  for (let kill = 1; ; kill += 1) {
    writes = 0;
    const cut = {
      ...deps,
      store: {
        ...store,
        write: async <T>(work: Parameters<typeof store.write<T>>[0]): Promise<T> => {
          const result = await store.write(work);
          writes += 1;
          if (writes === kill) throw new Killed();
          return result;
        },
      },
    };
    const ended = await rotateKey(cut, request).then(
      () => 'done',
      (error: unknown) => error,
    );
    if (ended === 'done') break;
    expect(ended).toBeInstanceOf(Killed);
    const other = await openVault({
      keysDir: room.keysDir,
      passphrase: async () => 'phrase secrète des essais',
    });
    expect(await opened({ store, vault: other })).toBe(RECORDS);
    other.close();
    expect(await opened(room)).toBe(RECORDS);
    if (
      (await store.read((rows) => rows.rotations.ofPlace(CAMPAIGN))).every((one) => one.resealedAtMs !== null)
    )
      break;
    expect((await custodyAlerts(deps)).map(({ kind }) => kind)).toContain('rotation');
    await expect(endRotation(deps, { place: CAMPAIGN, actor })).rejects.toMatchObject({
      code: 'rotation-running',
    });
  }
  expect((await store.read((rows) => rows.rotations.ofPlace(CAMPAIGN))).map((one) => one.number)).toEqual([
    1,
  ]);
  expect(
    (
      await openKeyRotation(vault).reseal(
        CAMPAIGN,
        (await records(store)).map((row) => row.sealed),
      )
    ).filter((one) => one !== 'current'),
  ).toEqual([]);
  expect(statSync(join(room.keysDir, 'campaigns', CAMPAIGN, 'session.pkesk')).mode & 0o777).toBe(0o600);
});

test('a beginning cut between its two files, or asked twice, makes one new key', async () => {
  const { deps, vault, keysDir } = await rotationRoom();
  const folder = join(keysDir, 'campaigns', CAMPAIGN);
  const former = await vault.sessionPacket(CAMPAIGN);
  linkSync(join(folder, 'session.pkesk'), join(folder, 'session-1.pkesk'));
  await deps.keyRotation.begin(CAMPAIGN, 1);
  const next = await vault.sessionPacket(CAMPAIGN);
  expect(Buffer.compare(next, former)).not.toBe(0);
  await deps.keyRotation.begin(CAMPAIGN, 1);
  expect(Buffer.compare(await vault.sessionPacket(CAMPAIGN), next)).toBe(0);
  expect(Buffer.compare(readFileSync(join(folder, 'session-1.pkesk')), former)).toBe(0);
});

test('a backup of before a rotation opens when it is put back; the next rotation makes a key that nobody had', async () => {
  const room = await openPurgeRoom(3);
  onTestFinished(room.close);
  const { folder, dataDir, vault } = room;
  const keyRotation = openKeyRotation(vault);
  await createBackup(room.deps, { actor });
  await rotateKey({ ...room.deps, keyRotation }, request);
  const rotated = await vault.sessionPacket(CAMPAIGN);
  const [backup] = await room.deps.backups.list();
  const into = join(folder, 'remise');
  await openBackupReader(vault).restore(
    join(dataDir, '..', 'sauvegardes', `${backup?.name}.tar.gz.pgp`),
    into,
  );
  const store = openStore({ file: join(into, 'plateau.db'), words: vault.words });
  onTestFinished(() => store.close());
  const deps = { ...room.deps, store, keyRotation, backups: { list: async () => [] } };
  expect(await opened({ store, vault })).toBe(3);
  // Its values are under the former key, of which this base has no rotation.
  await expect(endRotation(deps, { place: CAMPAIGN, actor })).rejects.toMatchObject({
    code: 'rotation-running',
  });
  expect(await rotateKey(deps, request)).toMatchObject({ number: 2, resealed: 3, retired: 2 });
  expect(Buffer.compare(await vault.sessionPacket(CAMPAIGN), rotated)).not.toBe(0);
  expect(await endRotation(deps, { place: CAMPAIGN, actor })).toEqual({ destroyed: 2 });
  expect(await opened({ store, vault })).toBe(3);
});

test('what an agent seals and writes while it runs is never lost', async () => {
  const room = await rotationRoom();
  const { deps, store, vault } = room;
  const [target] = (await records(store)).slice(200) as [RecordRow];
  const content = await vault.openRecord(recordPlace(target), target.sealed);
  const corrected = { ...content, donor: { ...content.donor, city: 'VILLE-CORRIGÉE' } };
  let pages = 0;
  const keyRotation = {
    ...deps.keyRotation,
    reseal: async (...asked: Parameters<typeof deps.keyRotation.reseal>) => {
      const sealed = await deps.keyRotation.reseal(...asked);
      pages += 1;
      // Between the sealing of a page and its writing.
      if (pages === 3) {
        const bytes = await vault.sealRecord({ ...recordPlace(target), version: 2 }, corrected);
        await store.write((rows) => rows.records.update(target.id, { sealed: bytes, version: 2 }));
      }
      return sealed;
    },
  };
  await rotateKey({ ...deps, keyRotation }, request);
  const row = (await store.read((rows) => rows.records.byId(target.id))) as RecordRow;
  expect((await vault.openRecord(recordPlace(row), row.sealed)).donor.city).toBe('VILLE-CORRIGÉE');
});

test('the destruction of the campaign takes the retired key too', async () => {
  const room = await rotationRoom();
  await rotateKey(room.deps, request);
  const { files } = await room.vault.destroyCampaign(CAMPAIGN);
  expect(files).toContain(`campaigns/${CAMPAIGN}/session-1.pkesk`);
  expect(execFileSync('find', [room.keysDir, '-name', 'session*'], { encoding: 'utf8' })).toBe('');
});
