import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createMessage,
  encrypt,
  enums,
  generateKey,
  type PartialConfig,
  readKey,
  readMessage,
  readPrivateKey,
  readSignature,
  verify,
} from 'openpgp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FREE_BYTES, MAX_FILE_BYTES } from '../../../server/pgp/charity-file.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { Exchange } from '../../../server/ports/exchange.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';
import { layKeyRing } from '../../support/house/laid-key-ring.ts';
import { type CharityKeys, makeCharityKeys } from '../../support/sftp/charity-keys.ts';

const CAMPAIGN = 'AUG-2026';
const CHARITY = 'TESTASSO';
const clear = Buffer.from('ligne;Testeur-Zéphyrin;0199000017\r\n'.repeat(400));

let root: string;
let vault: KeyRingVault;
let exchange: Exchange;
let charity: CharityKeys;
let campaignKey: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'exchange-'));
  const setting = { keysDir: join(root, 'keys'), passphrase: async () => 'phrase secrète de l’essai' };
  await layKeyRing(setting);
  vault = await openVault(setting);
  exchange = openExchange(vault);
  await vault.createCampaign(CAMPAIGN, CHARITY);
  await vault.createCampaign('VOISINE-1', CHARITY);
  campaignKey = await vault.campaignPublicKey(CAMPAIGN);
  charity = await makeCharityKeys();
  await exchange.addCharityKey(CHARITY, charity.publicKey, false);
});

afterAll(() => {
  vault.close();
  rmSync(root, { recursive: true, force: true });
});

function refusal(code: string) {
  return expect.objectContaining({ name: 'AppError', code });
}

/** As `gpg --armor` writes it. */
function armour(binary: Uint8Array): string {
  const lines = Buffer.from(binary).toString('base64').replaceAll(/.{64}/g, '$&\n');
  return `-----BEGIN PGP MESSAGE-----\n\n${lines}\n-----END PGP MESSAGE-----\n`;
}

interface Sending {
  readonly signer?: string;
  readonly to?: string;
  readonly bytes?: Uint8Array;
  readonly config?: PartialConfig;
}

async function send({ signer, to = campaignKey, bytes = clear, config = {} }: Sending): Promise<Uint8Array> {
  return encrypt({
    message: await createMessage({ binary: bytes }),
    encryptionKeys: await readKey({ armoredKey: to }),
    ...(signer !== undefined && { signingKeys: await readPrivateKey({ armoredKey: signer }) }),
    format: 'binary',
    config,
  });
}

describe('a charity’s file', () => {
  test('signed and encrypted, binary or armoured, comes back to the byte', async () => {
    const binary = await charity.encryptFor(campaignKey, clear);
    const opened = await exchange.openFromCharity(binary, CAMPAIGN, CHARITY);
    expect(Buffer.from(opened.clear).equals(clear)).toBe(true);
    expect(opened.signedBy).toBe(charity.fingerprint);
    const armoured = Buffer.from(armour(binary));
    const again = await exchange.openFromCharity(armoured, CAMPAIGN, CHARITY);
    expect(Buffer.from(again.clear).equals(clear)).toBe(true);
  });

  test('for another campaign’s key, or for a passphrase, is refused', async () => {
    const other = await charity.encryptFor(await vault.campaignPublicKey('VOISINE-1'), clear);
    const wrongKey = refusal('file-wrong-key');
    await expect(exchange.openFromCharity(other, CAMPAIGN, CHARITY)).rejects.toEqual(wrongKey);
    const locked = await encrypt({
      message: await createMessage({ binary: clear }),
      passwords: 'x',
      format: 'binary',
    });
    await expect(exchange.openFromCharity(locked, CAMPAIGN, CHARITY)).rejects.toEqual(wrongKey);
  });

  test('unsigned is refused', async () => {
    await expect(exchange.openFromCharity(await send({}), CAMPAIGN, CHARITY)).rejects.toEqual(
      refusal('file-unsigned'),
    );
  });

  test('signed by somebody else is refused', async () => {
    const stranger = await makeCharityKeys('Une Autre Testeuse');
    const file = await stranger.encryptFor(campaignKey, clear);
    await expect(exchange.openFromCharity(file, CAMPAIGN, CHARITY)).rejects.toEqual(
      refusal('file-unknown-signer'),
    );
  });

  test('with one flipped bit anywhere is refused, whatever the reason given', async () => {
    const file = await charity.encryptFor(campaignKey, clear.subarray(0, 300));
    const reasons = new Map<string, number>();
    for (let index = 0; index < file.length; index += 7) {
      const altered = file.slice();
      altered[index] = (altered[index] ?? 0) ^ (1 << (index % 8));
      const outcome = await exchange.openFromCharity(altered, CAMPAIGN, CHARITY).catch((error) => error);
      expect(outcome, `byte ${index}`).toEqual(expect.objectContaining({ name: 'AppError' }));
      reasons.set(outcome.code, (reasons.get(outcome.code) ?? 0) + 1);
    }
    const expected = ['file-altered', 'file-not-pgp', 'file-wrong-key'];
    expect([...reasons.keys()].filter((code) => !expected.includes(code))).toEqual([]);
    expect(reasons.get('file-altered')).toBeGreaterThan(40);
  });

  test('cut short anywhere is refused as incomplete', async () => {
    const file = await charity.encryptFor(campaignKey, clear);
    for (const kept of [file.length - 1, file.length - 21, file.length >> 1, 200, 97, 50, 2, 1]) {
      await expect(
        exchange.openFromCharity(file.subarray(0, kept), CAMPAIGN, CHARITY),
        `${kept} bytes`,
      ).rejects.toEqual(refusal('file-altered'));
    }
    const armoured = armour(file);
    for (const part of [0.2, 0.6, 0.98]) {
      const cut = Buffer.from(armoured.slice(0, Math.floor(armoured.length * part)));
      await expect(exchange.openFromCharity(cut, CAMPAIGN, CHARITY)).rejects.toEqual(refusal('file-altered'));
    }
  });

  test('that is not an encrypted OpenPGP message is refused as such', async () => {
    const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(500)]);
    const key = Buffer.from(charity.publicKey);
    for (const bytes of [zip, key, Buffer.from('nom;prénom\n'), new Uint8Array(0), new Uint8Array([0x80])]) {
      await expect(exchange.openFromCharity(bytes, CAMPAIGN, CHARITY)).rejects.toEqual(
        refusal('file-not-pgp'),
      );
    }
  });

  test('too large as received, or once decompressed, is refused', async () => {
    const huge = new Uint8Array(MAX_FILE_BYTES + 1);
    huge[0] = 0xc1;
    await expect(exchange.openFromCharity(huge, CAMPAIGN, CHARITY)).rejects.toEqual(
      refusal('file-too-large'),
    );
    const config = { preferredCompressionAlgorithm: enums.compression.zlib };
    const bomb = await send({
      signer: charity.privateKey,
      bytes: new Uint8Array(FREE_BYTES + 1),
      config,
    });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(exchange.openFromCharity(bomb, CAMPAIGN, CHARITY)).rejects.toEqual(
      refusal('file-too-large'),
    );
  });

  test('compressed within the limit opens', async () => {
    const config = { preferredCompressionAlgorithm: enums.compression.zlib };
    const file = await send({ signer: charity.privateKey, config });
    expect(file.length).toBeLessThan(clear.length / 4);
    const opened = await exchange.openFromCharity(file, CAMPAIGN, CHARITY);
    expect(Buffer.from(opened.clear).equals(clear)).toBe(true);
  });

  test('of a charity without key, or of a campaign whose key is destroyed, is refused', async () => {
    const file = await charity.encryptFor(campaignKey, clear);
    await expect(exchange.openFromCharity(file, CAMPAIGN, 'INCONNUE')).rejects.toEqual(
      refusal('charity-key-missing'),
    );
    await vault.createCampaign('BREVE-1', CHARITY);
    const last = await charity.encryptFor(await vault.campaignPublicKey('BREVE-1'), clear);
    await vault.destroyCampaign('BREVE-1');
    await expect(exchange.openFromCharity(last, 'BREVE-1', CHARITY)).rejects.toEqual(
      refusal('campaign-key-missing'),
    );
  });
});

describe('a deliverable', () => {
  test('opens with the charity’s key, is signed by the house, and names no file', async () => {
    const sealed = await exchange.sealForCharity(clear, CHARITY);
    const opened = await charity.open(sealed, await exchange.housePublicKey());
    expect(Buffer.from(opened).equals(clear)).toBe(true);
    const message = await readMessage({ binaryMessage: sealed });
    expect(message.getEncryptionKeyIDs()).toHaveLength(1);
    const inside = await message.decrypt([await readPrivateKey({ armoredKey: charity.privateKey })]);
    expect(inside.getFilename() ?? '').toBe('');
  });

  test('stays readable by GnuPG 2.2 even when the charity’s key prefers AEAD: PKESK 3, SEIPD 1', async () => {
    const modern = await generateKey({
      type: 'ecc',
      userIDs: { name: 'Association Moderne' },
      config: { aeadProtect: true },
    });
    await exchange.addCharityKey('MODERNE', modern.publicKey, false);
    const sealed = await exchange.sealForCharity(clear, 'MODERNE');
    const [session, data] = (await readMessage({ binaryMessage: sealed })).packets as unknown as {
      readonly version: number;
    }[];
    expect([session?.version, data?.version]).toEqual([3, 1]);
  });

  test('a detached signature verifies with the house’s public key, and no longer once a byte changes', async () => {
    const armoredSignature = await exchange.signDetached(clear);
    const verificationKeys = await readKey({ armoredKey: await exchange.housePublicKey() });
    const check = async (binary: Uint8Array) => {
      const signature = await readSignature({ armoredSignature });
      const message = await createMessage({ binary });
      const { signatures } = await verify({ message, signature, verificationKeys, format: 'binary' });
      return signatures[0]?.verified;
    };
    await expect(check(clear)).resolves.toBe(true);
    await expect(check(Buffer.concat([clear, Buffer.from('.')]))).rejects.toThrow();
  });

  test('for a charity without key is refused', async () => {
    await expect(exchange.sealForCharity(clear, 'INCONNUE')).rejects.toEqual(refusal('charity-key-missing'));
  });
});

describe('a charity’s key', () => {
  test('the same again is a no-op, another is refused without `replace`', async () => {
    const [first, second] = [await makeCharityKeys('Première'), await makeCharityKeys('Seconde')];
    expect(await exchange.addCharityKey('CLES-1', first.publicKey, false)).toBe(first.fingerprint);
    expect(await exchange.addCharityKey('CLES-1', first.publicKey, false)).toBe(first.fingerprint);
    await expect(exchange.addCharityKey('CLES-1', second.publicKey, false)).rejects.toEqual(
      refusal('charity-key-different'),
    );
    expect(await exchange.charityFingerprint('CLES-1')).toBe(first.fingerprint);
    expect(await exchange.addCharityKey('CLES-1', second.publicKey, true)).toBe(second.fingerprint);
    expect(await exchange.charityFingerprint('CLES-1')).toBe(second.fingerprint);
    expect(await exchange.charityFingerprint('INCONNUE')).toBeUndefined();
  });

  test('a private key, two keys, no key, a text too long are refused', async () => {
    const { privateKey, publicKey } = await makeCharityKeys();
    const private_ = exchange.addCharityKey('CLES-2', privateKey, false);
    await expect(private_).rejects.toEqual(refusal('charity-key-private'));
    const unusable = refusal('charity-key-unusable');
    for (const text of ['', 'bonjour', publicKey.slice(0, 300), 'x'.repeat(300_000)]) {
      await expect(exchange.addCharityKey('CLES-2', text, false)).rejects.toEqual(unusable);
    }
    expect(await exchange.charityFingerprint('CLES-2')).toBeUndefined();
  });

  test('expired, or unable to encrypt, is refused', async () => {
    const old = await generateKey({
      type: 'ecc',
      userIDs: { name: 'Expirée' },
      date: new Date('2020-01-01'),
      keyExpirationTime: 86_400,
    });
    await expect(exchange.addCharityKey('CLES-3', old.publicKey, false)).rejects.toEqual(
      refusal('charity-key-expired'),
    );
    const signOnly = await generateKey({
      type: 'ecc',
      userIDs: { name: 'Sans chiffrement' },
      subkeys: [{ sign: true }],
    });
    await expect(exchange.addCharityKey('CLES-3', signOnly.publicKey, false)).rejects.toEqual(
      refusal('charity-key-unusable'),
    );
  });

  test('that expires later refuses the next deliverable and says so', async () => {
    const old = await generateKey({
      type: 'ecc',
      userIDs: { name: 'Bientôt' },
      date: new Date('2020-01-01'),
      keyExpirationTime: 86_400,
    });
    await vault.saveCharityPublicKey('CLES-4', old.publicKey);
    const expired = refusal('charity-key-expired');
    await expect(exchange.sealForCharity(clear, 'CLES-4')).rejects.toEqual(expired);
  });
});
