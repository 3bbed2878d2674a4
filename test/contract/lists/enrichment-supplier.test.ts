import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attestEnrichment } from '../../../server/steps/lists/enrich-attest.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { cellsOf, DONORS, enrichmentIn, RETURN, RETURN_COLUMNS } from '../../support/lists/enrich-room.ts';
import { type ListRoom, listRoom, OPS, SUPPLIER } from '../../support/lists/list-room.ts';
import { openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { NO_COPIES } from '../../support/purge/no-copies.ts';
import { makeCharityKeys } from '../../support/sftp/charity-keys.ts';

let room: ListRoom;
beforeEach(async () => {
  room = await listRoom();
});
afterEach(() => room.close());

const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });
const approve = () => enrichmentIn(room).approve();
const ask = () => enrichmentIn(room).ask();
const take = () => enrichmentIn(room).take();

test('the plan of purge awaits the supplier’s attestation', async () => {
  await approve();
  await room.fill(DONORS);
  const { requestId } = await ask();
  await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
  const plan = () =>
    planPurge({ ...room.all, ...NO_COPIES, vault: room.vault }, { campaign: room.campaign.code });
  const awaited = 'Attestation d’effacement attendue du fournisseur ANNUAIRE : demande TEST-UP-FR-E1.';
  expect((await plan()).obstacles).toContain(awaited);
  expect((await plan()).items).toContainEqual(
    expect.objectContaining({ place: 'fournisseur de numéros ANNUAIRE', count: 3 }),
  );
  const attest = (on: string) => attestEnrichment(room.all, { requestId, on, actor: OPS });
  await expect(attest('2026-11-22')).rejects.toThrow('avant la demande');
  expect(await attest('2026-11-23')).toMatchObject({ attestedOn: '2026-11-23' });
  expect((await plan()).obstacles).not.toContain(awaited);
  // The proof goes on to the certificate, which lists every item of the plan.
  const said = (await plan()).items.find(({ place }) => place.includes(SUPPLIER))?.what;
  expect(said).toBe(`noms et adresses de la demande ${requestId}, effacement attesté le 2026-11-23`);
});

test('a request that the drop refused leaves with the next call, the same lines', async () => {
  await approve();
  await room.fill(DONORS);
  room.faults.quotaBytes = 10;
  await expect(ask()).rejects.toEqual(refusal('drop-full'));
  delete room.faults.quotaBytes;
  expect(await ask()).toMatchObject({ requestId: 'TEST-UP-FR-E1', lines: 3 });
  await expect(ask()).rejects.toEqual(refusal('enrich-nothing'));
});

describe('the supplier’s key', () => {
  test('follows the rules of a charity’s, and its refusals speak of a supplier', async () => {
    const { exchange } = room.deps;
    expect(await exchange.addSupplierKey(SUPPLIER, room.supplier.publicKey, false)).toBe(
      room.supplier.fingerprint,
    );
    const { publicKey } = await makeCharityKeys('Autre Fournisseur');
    await expect(exchange.addSupplierKey(SUPPLIER, publicKey, false)).rejects.toMatchObject({
      code: 'supplier-key-different',
      message: 'Une autre clé est déjà enregistrée pour ce fournisseur.',
    });
    await expect(exchange.addSupplierKey('AUTRE', room.supplier.privateKey, false)).rejects.toEqual(
      refusal('supplier-key-private'),
    );
    await expect(exchange.sealForSupplier(Buffer.from('x'), 'PERSONNE')).rejects.toMatchObject({
      code: 'supplier-key-missing',
      hint: expect.stringContaining('add-supplier'),
    });
  });
});

describeWith('gpg')('with GnuPG at the supplier’s', () => {
  test('it reads the request and its return is taken', async () => {
    const gpg = openGnuPg();
    try {
      const key = await gpg.makeKey('rsa3072', 'Annuaire Testeur');
      await room.deps.exchange.addSupplierKey(SUPPLIER, await gpg.exportPublic(key), true);
      await gpg.importKey(await room.deps.exchange.housePublicKey());
      await gpg.importKey(await room.vault.campaignPublicKey(room.campaign.code));
      await approve();
      await room.fill([{ ID_DONATEUR: 'A2', TEL_FIXE: null }]);
      const { fileName } = await ask();
      const opened = await gpg.decrypt(room.readOut(`${fileName}.pgp`));
      expect(opened.validSignatureBy).toBe(await room.deps.exchange.houseFingerprint());
      const [line = ''] = cellsOf(await room.read(opened.clear), 'ID_LIGNE');
      const recipient = await room.vault.createCampaign(room.campaign.code, 'TESTORG');
      const clear = rawXlsx({ rows: [RETURN_COLUMNS, [line, '06 39 98 77 77', null, null, 'FORT']] });
      room.giveRaw(RETURN, await gpg.encrypt(clear, { recipient, signer: key, extra: ['--sign'] }));
      expect((await take()).results).toEqual({ AJOUTE: 1 });
    } finally {
      gpg.close();
    }
  });
});
