import { createHash } from 'node:crypto';
import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMessage, readKey, readSignature, verify } from 'openpgp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import {
  listDeliveries,
  resendDelivery,
  verifyDelivery,
} from '../../../server/steps/delivery/prove-delivery.ts';
import { type CorrectionRoom, correctionRoom } from '../../support/delivery/correction-room.ts';
import { openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const FILE = 'TESTORG_MANDATS_UPG_FR_2026-S48.xlsx.pgp';
const SIGNATURE = `${FILE}.manifest.json.asc`;
const MANIFEST = `${FILE}.manifest.json`;

let room: CorrectionRoom;
beforeEach(async () => {
  room = await correctionRoom(at('2026-11-24T11:00'));
  await room.talk({ callId: '00000000-0000-4000-8000-000000000001' });
  await room.talk({
    callId: '00000000-0000-4000-8000-000000000002',
    disposition: 'DP_LIEN',
    oneOffMinor: 3000,
  });
  room.clock.nowMs = at('2026-12-01T22:00') + 250;
});
afterEach(() => room.close());

const deliver = () =>
  deliverWeekly(room.deps, { campaign: room.campaign.code, week: '2026-W48', actor: 'ops-1' });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const onDrop = (name: string) => join(room.home, 'drop', 'out', name);
const states = async (id: string) =>
  (await verifyDelivery(room.deps, { id })).parts.map((part) => part.state);

describe('R-25 every delivery has its proof', () => {
  it('a manifest and its signature follow the file, the manifest last', async () => {
    const order: string[] = [];
    const { drop } = room.deps;
    const watched = {
      ...drop,
      deliver: async (name: string, bytes: Uint8Array) => {
        order.push(name);
        await drop.deliver(name, bytes);
      },
    };
    const row = await deliverWeekly(
      { ...room.deps, drop: watched },
      { campaign: room.campaign.code, week: '2026-W48', actor: 'ops-1' },
    );
    expect(order).toEqual([FILE, SIGNATURE, MANIFEST]);
    expect(row.deliveredAtMs).toBe(room.clock.nowMs);
  });

  it('the manifest says what left: sheets, lines, sums, hashes, keys, instants', async () => {
    const row = await deliver();
    expect(JSON.parse(room.readDelivered(MANIFEST).toString('utf8'))).toEqual({
      version: 'plateau-manifeste-1',
      remise: row.id,
      association: 'TESTORG',
      campagne: room.campaign.code,
      type: 'weekly',
      periode: '2026-W48',
      fichier: FILE,
      lignes: 2,
      feuilles: [
        {
          nom: 'MANDATS',
          lignes: 1,
          sommes_en_centimes: { ANCIEN_MONTANT: 1200, NOUVEAU_MONTANT: 1700, DELTA: 500 },
        },
        { nom: 'DONS PONCTUELS', lignes: 1, sommes_en_centimes: { MONTANT: 3000 } },
        {
          nom: 'CONTROLE',
          lignes: 2,
          sommes_en_centimes: {
            SOMME_DELTA: 500,
            SOMME_NOUVEAU: 4700,
            EFFET_DELTA: 500,
            EFFET_NOUVEAU: 4700,
          },
        },
      ],
      sha256_classeur: sha256(await room.openDelivered(FILE)),
      sha256_fichier: sha256(room.readDelivered(FILE)),
      octets_fichier: room.readDelivered(FILE).length,
      generateur: expect.stringMatching(/^Plateau \d/),
      empreinte_cle_association: room.charityKeys.fingerprint,
      empreinte_cle_prestataire: await room.deps.exchange.houseFingerprint(),
      construit_le: '2026-12-01T22:00:00.250+01:00',
      remis_le: '2026-12-01T22:00:00.250+01:00',
    });
  });

  it('the house signs it, and keeps the same bytes', async () => {
    const row = await deliver();
    const checked = await verify({
      message: await createMessage({ binary: new Uint8Array(room.readDelivered(MANIFEST)) }),
      signature: await readSignature({ armoredSignature: room.readDelivered(SIGNATURE).toString('utf8') }),
      verificationKeys: await readKey({ armoredKey: await room.deps.exchange.housePublicKey() }),
    });
    await expect(checked.signatures[0]?.verified).resolves.toBe(true);
    const kept = await room.deps.store.read((rows) => rows.deliveries.proof(row.id));
    expect(kept?.manifest).toBe(room.readDelivered(MANIFEST).toString('utf8'));
  });

  it('lists, verifies against the receipt, and puts back the very same bytes', async () => {
    const { id } = await deliver();
    expect((await listDeliveries(room.deps, { campaign: room.campaign.code })).map((row) => row.id)).toEqual([
      id,
    ]);
    expect(await states(id)).toEqual(['same', 'same', 'same']);
    const resend = () => resendDelivery(room.deps, { id, reason: 'effacé par erreur', actor: 'ops-1' });
    expect((await resend()).sent).toEqual([]);
    const before = [FILE, SIGNATURE, MANIFEST].map((name) => sha256(room.readDelivered(name)));
    unlinkSync(onDrop(FILE));
    writeFileSync(onDrop(MANIFEST), '{}');
    expect(await states(id)).toEqual(['absent', 'same', 'different']);
    room.clock.nowMs += 86_400_000;
    expect((await resend()).sent).toEqual([FILE, MANIFEST]);
    expect(await states(id)).toEqual(['same', 'same', 'same']);
    expect([FILE, SIGNATURE, MANIFEST].map((name) => sha256(room.readDelivered(name)))).toEqual(before);
    expect(
      await room.deps.store.read((rows) => rows.audit.ofCampaign(room.campaign.code, 'delivery.resent')),
    ).toBe(2);
  });

  it('refuses an unknown one, one that waits, one whose bytes are gone; never sends altered bytes', async () => {
    const unknown = { id: '00000000-0000-4000-8000-00000000dead' };
    await expect(verifyDelivery(room.deps, unknown)).rejects.toMatchObject({ code: 'delivery-unknown' });
    room.faults.quotaBytes = 10;
    await expect(deliver()).rejects.toMatchObject({ code: 'drop-full' });
    delete room.faults.quotaBytes;
    const [waiting] = await listDeliveries(room.deps, {});
    const id = waiting?.id ?? '';
    await expect(verifyDelivery(room.deps, { id })).rejects.toMatchObject({ code: 'delivery-waiting' });
    const request = { id, reason: 'effacé par erreur', actor: 'ops-1' };
    expect((await resendDelivery(room.deps, request)).delivery.state).toBe('delivered');
    unlinkSync(onDrop(FILE));
    await room.deps.outgoing.put(id, new Uint8Array(50));
    await expect(resendDelivery(room.deps, request)).rejects.toMatchObject({
      code: 'delivery-bytes-missing',
    });
    expect(room.delivered()).toEqual([]);
  });
});

describe('F-07: the same week gives the same bytes', () => {
  it('built again after a crash that left nothing, and in another house with the same calls', async () => {
    const { writer } = room.deps.workbooks;
    const seen: string[] = [];
    const died = {
      ...room.deps,
      workbooks: {
        ...room.deps.workbooks,
        writer: {
          write: async (spec: Parameters<typeof writer.write>[0]) => {
            seen.push(sha256(await writer.write(spec)));
            throw new Error('killed');
          },
        },
      },
    };
    const request = { campaign: room.campaign.code, week: '2026-W48', actor: 'ops-1' };
    await expect(deliverWeekly(died, request)).rejects.toThrow('killed');
    room.clock.nowMs += 3_600_000;
    const row = await deliver();
    expect(seen).toEqual([row.sha256Clear]);

    const other = await correctionRoom(at('2026-11-24T11:00'));
    await other.talk({ callId: '00000000-0000-4000-8000-000000000001' });
    await other.talk({
      callId: '00000000-0000-4000-8000-000000000002',
      disposition: 'DP_LIEN',
      oneOffMinor: 3000,
    });
    other.clock.nowMs = at('2026-12-02T09:00');
    const again = await deliverWeekly(other.deps, request);
    expect([again.sha256Clear, again.sha256Sealed === row.sha256Sealed]).toEqual([row.sha256Clear, false]);
    await other.close();
  });
});

describeWith('gpg')('the charity verifies with its own program', () => {
  it('R-25 gpg --verify says that the manifest is ours', async () => {
    await deliver();
    const gpg = openGnuPg();
    try {
      await gpg.importKey(await room.deps.exchange.housePublicKey());
      const { code, log } = await gpg.run(['--verify', onDrop(SIGNATURE), onDrop(MANIFEST)]);
      expect([code, log]).toEqual([0, expect.stringContaining('GOODSIG')]);
      writeFileSync(
        onDrop(MANIFEST),
        room.readDelivered(MANIFEST).toString('utf8').replace('"lignes": 2', '"lignes": 3'),
      );
      expect((await gpg.run(['--verify', onDrop(SIGNATURE), onDrop(MANIFEST)])).code).not.toBe(0);
    } finally {
      gpg.close();
    }
  });
});
