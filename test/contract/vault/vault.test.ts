import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMessage, readPrivateKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallContent, Donor, RecordContent } from '../../../server/domain/donor.ts';
import type { SealPlace } from '../../../server/ports/vault.ts';
import { initKeyRing } from '../../../server/vault/house-key.ts';
import { openHouseSecrets } from '../../../server/vault/house-secrets.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';
import { openPacket, sealedUnder } from '../../../server/vault/sealed-packet.ts';

const CAMPAIGN = 'AUG-2026';
const CHARITY = 'TESTASSO';
const PHRASE = 'phrase secrète de l’essai';

let keysDir: string;
let vault: KeyRingVault;

const donor = { donorId: 'D-0001', lastName: 'Testeur-Zéphyrin', firstName: 'Églantine' } as Donor;
const content = { donor, imported: { EMAIL: 'eglantine@exemple.invalid' } } as RecordContent;
const place: SealPlace = { campaign: CAMPAIGN, kind: 'record', id: '17', version: 1 };

const passphrase = async () => PHRASE;

beforeAll(async () => {
  keysDir = join(mkdtempSync(join(tmpdir(), 'vault-')), 'keys');
  await initKeyRing({ keysDir, passphrase });
  vault = await openVault({ keysDir, passphrase });
  await vault.createCampaign(CAMPAIGN, CHARITY);
});

afterAll(() => {
  vault.close();
  rmSync(join(keysDir, '..'), { recursive: true, force: true });
});

function refusal(code: string) {
  return expect.objectContaining({ name: 'AppError', code });
}

/** How much hashing a guess of the passphrase costs; openpgp.js reads it from the packet and does not type it. */
function hashedBytes(packet: unknown): number {
  return (packet as { s2k: { getCount(): number } }).s2k.getCount();
}

describe('key ring', () => {
  test('is made once: the second call changes no byte and gives the same fingerprint', async () => {
    const before = readFileSync(join(keysDir, 'house/private.asc'));
    const again = await initKeyRing({ keysDir, passphrase });
    expect(again).toEqual({ fingerprint: await vault.houseFingerprint(), created: false });
    expect(readFileSync(join(keysDir, 'house/private.asc')).equals(before)).toBe(true);
  });

  test('stretches the passphrase over 16 MiB for each file that it locks', async () => {
    await vault.blind(CHARITY, 'phone', '+33199000001');
    const secrets = openHouseSecrets({ keysDir, passphrase });
    await secrets.seal('essai', new Uint8Array(8));
    for (const file of [
      'house/secrets.pgp',
      `campaigns/${CAMPAIGN}/passphrase.pgp`,
      `charities/${CHARITY}/blind.pgp`,
    ]) {
      const { packets } = await readMessage({ binaryMessage: readFileSync(join(keysDir, file)) });
      expect([file, hashedBytes(packets[0])]).toEqual([file, 16 * 1024 * 1024]);
    }
    const armoredKey = readFileSync(join(keysDir, 'house/private.asc'), 'utf8');
    for (const key of (await readPrivateKey({ armoredKey })).getKeys())
      expect(hashedBytes(key.keyPacket)).toBe(16 * 1024 * 1024);
  });

  test('refuses a wrong passphrase, at initialisation, at creation and at opening', async () => {
    const wrong = async () => 'une autre phrase';
    await expect(initKeyRing({ keysDir, passphrase: wrong })).rejects.toEqual(refusal('passphrase-wrong'));
    const stranger = await openVault({ keysDir, passphrase: wrong });
    await expect(stranger.createCampaign('AUTRE-1', CHARITY)).rejects.toEqual(refusal('passphrase-wrong'));
    await expect(stranger.sealRecord(place, content)).rejects.toEqual(refusal('passphrase-wrong'));
    await expect(stranger.blind(CHARITY, 'phone', '+33199000001')).rejects.toEqual(
      refusal('passphrase-wrong'),
    );
    expect(existsSync(join(keysDir, 'campaigns/AUTRE-1'))).toBe(false);
  });

  test('is refused where there is none', async () => {
    const nowhere = join(keysDir, 'nowhere');
    await expect(openVault({ keysDir: nowhere, passphrase })).rejects.toEqual(refusal('key-ring-missing'));
  });

  test('is readable by its owner only', () => {
    for (const folder of ['house', `campaigns/${CAMPAIGN}`, `charities/${CHARITY}`]) {
      expect(statSync(join(keysDir, folder)).mode & 0o777).toBe(0o700);
      for (const file of readdirSync(join(keysDir, folder))) {
        expect(statSync(join(keysDir, folder, file)).mode & 0o777, file).toBe(0o600);
      }
    }
    expect(statSync(keysDir).mode & 0o777).toBe(0o700);
  });

  test('a code that leaves its folder is refused', async () => {
    for (const code of ['../house', 'aug', '', 'A/B-C', '.PART-X']) {
      await expect(vault.createCampaign(code, CHARITY)).rejects.toEqual(refusal('key-name-invalid'));
      await expect(vault.destroyCampaign(code)).rejects.toEqual(refusal('key-name-invalid'));
    }
  });

  test('a damaged key file is not mistaken for a wrong passphrase', async () => {
    await vault.createCampaign('ABIME-1', CHARITY);
    const file = join(keysDir, 'campaigns/ABIME-1/passphrase.pgp');
    const bytes = readFileSync(file);
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(vault.sealRecord({ ...place, campaign: 'ABIME-1' }, content)).rejects.toEqual(
      refusal('key-file-damaged'),
    );
  });
});

describe('campaign keys', () => {
  test('creating twice, and at the same time in two vaults, makes one key', async () => {
    const other = await openVault({ keysDir, passphrase });
    const made = await Promise.all([
      vault.createCampaign('DOUBLE-1', CHARITY),
      other.createCampaign('DOUBLE-1', CHARITY),
    ]);
    expect(made[0]).toBe(made[1]);
    expect(await vault.createCampaign('DOUBLE-1', CHARITY)).toBe(made[0]);
    expect(made[0]).toMatch(/^[0-9A-F]{40}$/);
    expect(readdirSync(join(keysDir, 'campaigns')).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('a campaign never made is refused by every method', async () => {
    const nowhere = { ...place, campaign: 'JAMAIS-1' };
    const missing = refusal('campaign-key-missing');
    await expect(vault.campaignPublicKey('JAMAIS-1')).rejects.toEqual(missing);
    await expect(vault.sessionPacket('JAMAIS-1')).rejects.toEqual(missing);
    await expect(vault.sealRecord(nowhere, content)).rejects.toEqual(missing);
    await expect(vault.openRecord(nowhere, new Uint8Array(40))).rejects.toEqual(missing);
    await expect(vault.withCampaignKey('JAMAIS-1', async () => 1)).rejects.toEqual(missing);
    expect(await vault.inventory('JAMAIS-1')).toEqual([]);
  });

  test('the private key lent to the exchange is locked again afterwards', async () => {
    const lent = await vault.withCampaignKey(CAMPAIGN, async (key) => {
      expect(key.isDecrypted()).toBe(true);
      return key;
    });
    expect(lent.isDecrypted()).toBe(false);
  });

  test('the inventory names every file of the campaign with its size', async () => {
    const listed = await vault.inventory(CAMPAIGN);
    const present = readdirSync(join(keysDir, 'campaigns', CAMPAIGN));
    expect(listed.map(({ file }) => file).sort()).toEqual(
      present.map((name) => join('campaigns', CAMPAIGN, name)).sort(),
    );
    for (const { file, bytes } of listed) expect(statSync(join(keysDir, file)).size).toBe(bytes);
  });
});

describe('sealing', () => {
  test('what is sealed opens in another vault, and shows nothing in between', async () => {
    const sealed = await vault.sealRecord(place, content);
    const other = await openVault({ keysDir, passphrase });
    expect(await other.openRecord(place, sealed)).toEqual(content);
    const noise = Buffer.from(sealed);
    for (const text of ['Testeur', 'Églantine', 'exemple.invalid', CAMPAIGN]) {
      expect(noise.includes(text)).toBe(false);
    }
    expect(Buffer.from(await vault.sealRecord(place, content)).equals(noise)).toBe(false);
  });

  test('a call is sealed and opened the same way, and never as a record', async () => {
    const called: SealPlace = { ...place, kind: 'call', id: 'c-1' };
    const said: CallContent = {
      changes: [{ field: 'EMAIL', before: '', after: 'z@exemple.invalid' }],
      note: 'Note',
    };
    const sealed = await vault.sealCall(called, said);
    expect(await vault.openCall(called, sealed)).toEqual(said);
    await expect(vault.openRecord({ ...called, kind: 'record' }, sealed)).rejects.toEqual(
      refusal('seal-moved'),
    );
  });

  test('a packet moved to another record, version or campaign is refused', async () => {
    await vault.createCampaign('VOISINE-1', CHARITY);
    const sealed = await vault.sealRecord(place, content);
    const moved = refusal('seal-moved');
    await expect(vault.openRecord({ ...place, id: '18' }, sealed)).rejects.toEqual(moved);
    await expect(vault.openRecord({ ...place, version: 2 }, sealed)).rejects.toEqual(moved);
    await expect(vault.openRecord({ ...place, campaign: 'VOISINE-1' }, sealed)).rejects.toEqual(
      refusal('seal-broken'),
    );
  });

  test('any single flipped bit, any cut and any addition is refused', async () => {
    const sealed = await vault.sealRecord(place, content);
    const broken = refusal('seal-broken');
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = sealed.slice();
      altered[index] = (altered[index] ?? 0) ^ (1 << (index % 8));
      await expect(vault.openRecord(place, altered), `byte ${index}`).rejects.toEqual(broken);
    }
    for (let length = 0; length < sealed.length; length += 7) {
      await expect(vault.openRecord(place, sealed.slice(0, length)), `cut ${length}`).rejects.toEqual(broken);
    }
    const additions = [sealed, new Uint8Array([0xca, 3, 0x50, 0x47, 0x50]), randomBytes(9)];
    for (const extra of additions) {
      await expect(vault.openRecord(place, Buffer.concat([sealed, extra]))).rejects.toEqual(broken);
      await expect(vault.openRecord(place, Buffer.concat([extra, sealed]))).rejects.toEqual(broken);
    }
  });

  test('what opens under the key and is no packet of ours is refused', async () => {
    const key = randomBytes(32);
    const odd = { ...place, version: 'MARQUEUR' };
    for (const text of ['MARQUEUR', '["MARQUEUR"]', JSON.stringify({ place: odd, content })])
      await expect(openPacket(key, place, await sealedUnder(key, Buffer.from(text)))).rejects.toEqual(
        refusal('seal-broken'),
      );
  });

  test('many sealed at once open each at its own place only', async () => {
    const records = ['31', '32', '33'].map((id) => ({
      place: { ...place, id },
      content: { ...content, donor: { ...donor, donorId: `D-${id}` } },
    }));
    const sealed = await vault.sealRecords(records);
    for (const [at, one] of records.entries())
      expect(await vault.openRecord(one.place, sealed[at] ?? new Uint8Array())).toEqual(one.content);
    await expect(vault.openRecord(place, sealed[0] ?? new Uint8Array())).rejects.toEqual(
      refusal('seal-moved'),
    );
    expect(await vault.sealRecords([])).toEqual([]);
  });

  test('contents of every packet length form come back whole', async () => {
    for (const size of [0, 40, 150, 4_000, 9_000, 80_000]) {
      const long = { ...content, donor: { ...donor, extra: { LIBRE: 'é'.repeat(size) } } };
      const sealed = await vault.sealRecord(place, long);
      expect(await vault.openRecord(place, sealed)).toEqual(long);
    }
  });
});

describe('blind index', () => {
  test('is stable across vaults, and differs by value, purpose and charity', async () => {
    await vault.createCampaign('AILLEURS-1', 'AUTREASSO');
    const other = await openVault({ keysDir, passphrase });
    const phone = '+33199000017';
    const mine = await vault.blind(CHARITY, 'phone', phone);
    expect(mine).toMatch(/^[0-9a-f]{32}$/);
    expect(await other.blind(CHARITY, 'phone', phone)).toBe(mine);
    const different = await Promise.all([
      vault.blind(CHARITY, 'phone', '+33199000018'),
      vault.blind(CHARITY, 'donor', phone),
      vault.blind('AUTREASSO', 'phone', phone),
    ]);
    expect(new Set([mine, ...different]).size).toBe(4);
  });

  test('is the same in every campaign of the charity, so that an objection reaches them all', async () => {
    const before = await vault.blind(CHARITY, 'phone', '+33199000019');
    await vault.createCampaign('SECONDE-1', CHARITY);
    await vault.destroyCampaign('SECONDE-1');
    expect(await vault.blind(CHARITY, 'phone', '+33199000019')).toBe(before);
  });

  test('many at once are those of one by one, in the order asked', async () => {
    const asked = [
      { purpose: 'phone', value: '+33199000021' },
      { purpose: 'donor', value: '+33199000021' },
      { purpose: 'email', value: 'donateur@exemple.invalid' },
    ] as const;
    const alone = await Promise.all(asked.map(({ purpose, value }) => vault.blind(CHARITY, purpose, value)));
    expect(await vault.blindAll(CHARITY, asked)).toEqual(alone);
    expect(await vault.blindAll(CHARITY, [])).toEqual([]);
  });

  test('a charity without campaign is refused', async () => {
    await expect(vault.blind('INCONNUE', 'phone', 'x')).rejects.toEqual(refusal('blind-key-missing'));
  });
});
