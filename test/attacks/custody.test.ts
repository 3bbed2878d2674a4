import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createMessage, readKey, readSignature, verify } from 'openpgp';
import { afterAll, beforeAll, expect } from 'vitest';
import { verifyChain } from '../../server/domain/audit/audit-chain.ts';
import { recordPlace } from '../../server/domain/next-card/record-place.ts';
import { checkKeptHead, keepHead } from '../../server/steps/audit/kept-head.ts';
import { runPurge } from '../../server/steps/purge/purge-campaign.ts';
import { openStore } from '../../server/store/sqlite-store.ts';
import { initKeyRing } from '../../server/vault/house-key.ts';
import { openVault } from '../../server/vault/key-ring-vault.ts';
import { attack } from '../support/attacks/attack.ts';
import { openByteSearch, textNeedles } from '../support/machine/byte-search.ts';
import { OPERATOR, openPurgeRoom } from '../support/purge/purge-room.ts';
import { auditEntry, CAMPAIGN } from '../support/store/store-rows.ts';

let room: Awaited<ReturnType<typeof openPurgeRoom>>;
const refused = (code: string) => expect.objectContaining({ name: 'AppError', code });

beforeAll(async () => {
  room = await openPurgeRoom(3);
  await room.store.write(async (rows) => {
    for (let n = 0; n < 4; n += 1) await rows.audit.append(auditEntry({ subject: `entrée ${n}` }));
  });
  await room.store.compact();
});
afterAll(() => room.close());

/** A copy of the base, changed by somebody who writes straight into its file. */
function tampered(name: string, sql: string): { readonly file: string } {
  const folder = join(room.folder, name);
  cpSync(room.dataDir, folder, { recursive: true });
  const file = join(folder, 'plateau.db');
  const db = new DatabaseSync(file);
  for (const { name: trigger } of db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'`)
    .all())
    db.exec(`DROP TRIGGER ${trigger}`);
  db.exec(sql);
  db.close();
  return { file };
}

async function chainOf(file: string) {
  const store = openStore({ file });
  try {
    return await store.read(async (rows) => await verifyChain(rows.audit.each()));
  } finally {
    store.close();
  }
}

attack('seal-other-record', async () => {
  const [first, second] = await room.store.read(async (rows) => [
    ...(await Array.fromAsync(rows.records.each(CAMPAIGN))),
  ]);
  if (!first || !second) throw new Error('two records are needed');
  const moved = { ...recordPlace(first), id: recordPlace(second).id };
  await expect(room.vault.openRecord(moved, first.sealed)).rejects.toEqual(refused('seal-moved'));
  const older = { ...recordPlace(first), version: 2 };
  await expect(room.vault.openRecord(older, first.sealed)).rejects.toEqual(refused('seal-moved'));
});

attack('seal-other-campaign', async () => {
  const [first] = await room.store.read(async (rows) => [
    ...(await Array.fromAsync(rows.records.each(CAMPAIGN))),
  ]);
  if (!first) throw new Error('a record is needed');
  await room.vault.createCampaign('AUTRE-UP-FR', 'AUTREORG');
  const moved = { ...recordPlace(first), campaign: 'AUTRE-UP-FR' };
  await expect(room.vault.openRecord(moved, first.sealed)).rejects.toEqual(refused('seal-broken'));
});

attack('audit-edited', async () => {
  const { file } = tampered('modifiee', `UPDATE audit SET actor = 'quelqu’un d’autre' WHERE seq = 2`);
  expect(await chainOf(file)).toMatchObject({ ok: false, brokenAtSeq: 2 });
});

attack('audit-inserted', async () => {
  const { file } = tampered(
    'glissee',
    `UPDATE audit SET seq = seq + 100 WHERE seq >= 3; UPDATE audit SET seq = seq - 99 WHERE seq >= 100;
    INSERT INTO audit SELECT * FROM audit WHERE seq = 2 ON CONFLICT DO NOTHING;
    CREATE TEMP TABLE slipped AS SELECT * FROM audit WHERE seq = 2; UPDATE slipped SET seq = 3;
    INSERT INTO audit SELECT * FROM slipped`,
  );
  expect(await chainOf(file)).toMatchObject({ ok: false, brokenAtSeq: 3 });
});

attack('audit-tail', async () => {
  await keepHead(room.deps);
  const { file } = tampered('sans-fin', `DELETE FROM audit WHERE seq > 2`);
  // The chain alone cannot show it: it is whole as far as it goes.
  expect(await chainOf(file)).toMatchObject({ ok: true });
  const store = openStore({ file });
  await expect(checkKeptHead({ ...room.deps, store }, undefined)).rejects.toEqual(
    refused('database-rolled-back'),
  );
  store.close();
});

attack('old-database', async () => {
  const { file } = tampered('ancienne', 'SELECT 1');
  await room.store.write((rows) => rows.audit.append(auditEntry()));
  await keepHead(room.deps);
  const store = openStore({ file });
  await expect(checkKeptHead({ ...room.deps, store }, undefined)).rejects.toEqual(
    refused('database-rolled-back'),
  );
  store.close();
});

attack('kept-head-edited', async () => {
  await checkKeptHead(room.deps, undefined);
  const file = join(room.keysDir, 'head.json');
  const honest = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    honest.replace(/"hash":"./, (start) => start.slice(0, -1) + (start.endsWith('0') ? '1' : '0')),
  );
  await expect(checkKeptHead(room.deps, undefined)).rejects.toEqual(refused('kept-head-forged'));
  rmSync(file);
  await expect(checkKeptHead(room.deps, undefined)).rejects.toEqual(refused('database-rolled-back'));
  writeFileSync(file, honest.slice(0, 20));
  await expect(checkKeptHead(room.deps, undefined)).rejects.toEqual(refused('kept-head-unreadable'));
  writeFileSync(file, honest);
});

attack('stolen-base', async () => {
  const needles = [
    ...textNeedles('nom', 'Testeur-Zéphyrin'),
    ...textNeedles('e-mail', 'exemple.invalid'),
    ...textNeedles('téléphone', '+3363998'),
  ].filter(({ bytes }) => bytes.length >= 6);
  // The charity's own public addresses stand in the settings: what is looked for is the donors'.
  const { found } = openByteSearch(needles).inFolder(room.dataDir);
  expect(found.filter((one) => one.label !== 'e-mail')).toEqual([]);
  expect(openByteSearch(textNeedles('e-mail', 'donatrice-')).inFolder(room.dataDir).found).toEqual([]);
  const thief = join(room.folder, 'voleur');
  await initKeyRing({ keysDir: thief, passphrase: async () => 'une autre phrase' });
  const vault = await openVault({ keysDir: thief, passphrase: async () => 'une autre phrase' });
  const [first] = await room.store.read(async (rows) => [
    ...(await Array.fromAsync(rows.records.each(CAMPAIGN))),
  ]);
  if (!first) throw new Error('a record is needed');
  await expect(vault.openRecord(recordPlace(first), first.sealed)).rejects.toEqual(
    refused('campaign-key-missing'),
  );
  vault.close();
});

attack('stolen-keys', async () => {
  const vault = await openVault({ keysDir: room.keysDir, passphrase: async () => 'devinette' });
  const [first] = await room.store.read(async (rows) => [
    ...(await Array.fromAsync(rows.records.each(CAMPAIGN))),
  ]);
  if (!first) throw new Error('a record is needed');
  await expect(vault.openRecord(recordPlace(first), first.sealed)).rejects.toEqual(
    refused('passphrase-wrong'),
  );
  await expect(vault.checkPassphrase()).rejects.toEqual(refused('passphrase-wrong'));
  vault.close();
});

attack('key-code-path', async () => {
  for (const code of ['../../ailleurs', 'A/B', '..', 'A\0B'])
    await expect(room.vault.createCampaign(code, 'AUTREORG')).rejects.toEqual(refused('key-name-invalid'));
});

attack('certificate-edited', async () => {
  const report = await runPurge(room.deps, {
    campaign: CAMPAIGN,
    typedCode: CAMPAIGN,
    operator: OPERATOR,
    verifier: 'Vérificatrice Testeuse',
    forceReason: 'essai : semaine non remise',
  });
  const holds = async (bytes: Uint8Array, signature: string) => {
    const { signatures } = await verify({
      message: await createMessage({ binary: bytes }),
      signature: await readSignature({ armoredSignature: signature }),
      verificationKeys: await readKey({ armoredKey: await room.vault.housePublicKey() }),
    });
    return (await signatures[0]?.verified.catch(() => false)) === true;
  };
  for (const file of report.files.filter((one) => !one.endsWith('.asc'))) {
    const bytes = readFileSync(file);
    const signature = readFileSync(`${file}.asc`, 'utf8');
    expect(await holds(bytes, signature)).toBe(true);
    const at = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(await holds(bytes, signature)).toBe(false);
  }
});
