import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { Exchange } from '../../../server/ports/exchange.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';
import { layKeyRing } from '../../support/house/laid-key-ring.ts';
import { type GnuPg, openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';

const CAMPAIGN = 'AUG-2026';
const clear = Buffer.from('ligne;Testeur-Zéphyrin;0199000017\r\n'.repeat(400));
const KINDS = ['ed25519', 'rsa3072'] as const;
const charityOf = { ed25519: 'ASSO-ED', rsa3072: 'ASSO-RSA' } as const;

const withGpg = describeWith('gpg');
withGpg('the exchange with a charity that uses GnuPG (R-02, R-25)', () => {
  let root: string;
  let vault: KeyRingVault;
  let exchange: Exchange;
  let gpg: GnuPg;
  let recipient: string;
  let house: string;
  const keys: Record<(typeof KINDS)[number], string> = { ed25519: '', rsa3072: '' };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'xg-'));
    const setting = { keysDir: join(root, 'keys'), passphrase: async () => 'phrase-de-l-essai' };
    await layKeyRing(setting);
    vault = await openVault(setting);
    exchange = openExchange(vault);
    recipient = await vault.createCampaign(CAMPAIGN, 'ASSO-ED');
    house = await vault.houseFingerprint();
    gpg = openGnuPg();
    await gpg.importKey(await vault.campaignPublicKey(CAMPAIGN));
    await gpg.importKey(await exchange.housePublicKey());
    for (const kind of KINDS) {
      keys[kind] = await gpg.makeKey(kind, `Association ${kind} <${kind}@exemple.invalid>`);
      const armoured = await gpg.exportPublic(keys[kind]);
      expect(await exchange.addCharityKey(charityOf[kind], armoured, false)).toBe(keys[kind]);
    }
  });

  afterAll(() => {
    vault.close();
    gpg.close();
    rmSync(root, { recursive: true, force: true });
  });

  function refusal(code: string) {
    return expect.objectContaining({ name: 'AppError', code });
  }

  for (const kind of KINDS) {
    for (const extra of [
      [],
      ['--armor'],
      ['--compress-algo', 'zip'],
      ['--compress-algo', 'bzip2'],
      ['--throw-keyids'],
    ]) {
      test(`we open what gpg signs with ${kind} and encrypts ${extra.join(' ')}`, async () => {
        const file = await gpg.encrypt(clear, { recipient, signer: keys[kind], extra });
        const opened = await exchange.openFromCharity(file, CAMPAIGN, charityOf[kind]);
        expect(Buffer.from(opened.clear).equals(clear)).toBe(true);
        expect(opened.signedBy).toBe(keys[kind]);
      });
    }

    test(`gpg opens and verifies what we deliver to ${kind}`, async () => {
      const sealed = await exchange.sealForCharity(clear, charityOf[kind]);
      const opened = await gpg.decrypt(sealed);
      expect(opened.code, opened.log).toBe(0);
      expect(opened.clear.equals(clear)).toBe(true);
      expect(opened.validSignatureBy).toBe(house);
      expect(opened.log).toContain('GOODMDC');
      expect(opened.log).toMatch(/PLAINTEXT 62 \d+ *$/m);
    });
  }

  test('a hidden recipient that is not our campaign is a wrong key', async () => {
    const extra = ['--throw-keyids'];
    const file = await gpg.encrypt(clear, { recipient: keys.ed25519, signer: keys.ed25519, extra });
    await expect(exchange.openFromCharity(file, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
      refusal('file-wrong-key'),
    );
  });

  test('unsigned, signed by another registered charity, or for another key is refused', async () => {
    const unsigned = await gpg.encrypt(clear, { recipient });
    await expect(exchange.openFromCharity(unsigned, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
      refusal('file-unsigned'),
    );
    const other = await gpg.encrypt(clear, { recipient, signer: keys.rsa3072 });
    await expect(exchange.openFromCharity(other, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
      refusal('file-bad-signature'),
    );
    const elsewhere = await gpg.encrypt(clear, { recipient: keys.rsa3072, signer: keys.ed25519 });
    await expect(exchange.openFromCharity(elsewhere, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
      refusal('file-wrong-key'),
    );
  });

  const faked = (minutes: number) => [
    '--faked-system-time',
    new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+Z/g, ''),
  ];

  test('a clock four minutes ahead is tolerated, half an hour is told as a clock, never as somebody else', async () => {
    const soon = await gpg.encrypt(clear, { recipient, signer: keys.ed25519, extra: faked(4) });
    const opened = await exchange.openFromCharity(soon, CAMPAIGN, 'ASSO-ED');
    expect(Buffer.from(opened.clear).equals(clear)).toBe(true);
    const late = await gpg.encrypt(clear, { recipient, signer: keys.ed25519, extra: faked(30) });
    await expect(exchange.openFromCharity(late, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
      refusal('file-clock-ahead'),
    );
  });

  test.each([
    ['ed25519', 'SHA1', 'file-weak-digest'],
    ['rsa3072', 'SHA1', 'file-weak-digest'],
    ['rsa3072', 'RIPEMD160', 'file-weak-digest'],
  ] as const)('the right key (%s) with %s is told as a weak digest', async (kind, digest, code) => {
    const extra = ['--digest-algo', digest];
    const file = await gpg.encrypt(clear, { recipient, signer: keys[kind], extra });
    await expect(exchange.openFromCharity(file, CAMPAIGN, charityOf[kind])).rejects.toEqual(refusal(code));
  });

  test.each(['TWOFISH', 'BLOWFISH', 'CAMELLIA128', 'CAMELLIA256', 'IDEA'])(
    '%s is told as a cipher that we do not read, not as a damaged file',
    async (cipher) => {
      for (const hidden of [[], ['--throw-keyids']]) {
        const extra = ['--cipher-algo', cipher, ...hidden];
        const file = await gpg.encrypt(clear, { recipient, signer: keys.ed25519, extra });
        await expect(exchange.openFromCharity(file, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
          refusal('file-other-cipher'),
        );
      }
    },
  );

  test('a workbook sent in text mode is told as such, though its signature holds', async () => {
    const workbook = Buffer.from([0x50, 0x4b, 3, 4, 0xff, 10, 0xfe, 10, 10, 1, 2, 10]);
    const file = await gpg.encrypt(workbook, { recipient, signer: keys.ed25519, extra: ['--textmode'] });
    await expect(exchange.openFromCharity(file, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
      refusal('file-text-mode'),
    );
  });

  test('armour opens with a byte order mark before it, or in the two bytes a letter of PowerShell', async () => {
    const file = await gpg.encrypt(clear, { recipient, signer: keys.ed25519, extra: ['--armor'] });
    const text = `\uFEFF${Buffer.from(file).toString('latin1')}`;
    for (const bytes of [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]) {
      const opened = await exchange.openFromCharity(bytes, CAMPAIGN, 'ASSO-ED');
      expect(Buffer.from(opened.clear).equals(clear)).toBe(true);
    }
  });

  test('a subkey added later asks for the key’s new export, which then opens the same file', async () => {
    const fingerprint = await gpg.makeKey('ed25519', 'Association Sous-clé');
    await exchange.addCharityKey('ASSO-5', await gpg.exportPublic(fingerprint), false);
    const added = await gpg.run([
      '--passphrase',
      '',
      '--quick-add-key',
      fingerprint,
      'ed25519',
      'sign',
      '1y',
    ]);
    expect(added.code, added.log).toBe(0);
    const file = await gpg.encrypt(clear, { recipient, signer: fingerprint });
    await expect(exchange.openFromCharity(file, CAMPAIGN, 'ASSO-5')).rejects.toEqual(
      refusal('file-unknown-signer'),
    );
    await exchange.addCharityKey('ASSO-5', await gpg.exportPublic(fingerprint), false);
    expect((await exchange.openFromCharity(file, CAMPAIGN, 'ASSO-5')).signedBy).toBe(fingerprint);
  });

  test('a file signed but not encrypted is refused', async () => {
    const signed = await gpg.run(['--passphrase', '', '--local-user', keys.ed25519, '--sign'], clear);
    await expect(exchange.openFromCharity(signed.out, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
      refusal('file-not-pgp'),
    );
  });

  test('what gpg wrote, flipped or cut at several places, is refused', async () => {
    const file = await gpg.encrypt(clear, { recipient, signer: keys.ed25519 });
    for (const at of [0.3, 0.5, 0.7, 0.999]) {
      const index = Math.floor(file.length * at);
      const flipped = file.slice();
      flipped[index] = (flipped[index] ?? 0) ^ 4;
      for (const bytes of [flipped, file.subarray(0, index)]) {
        await expect(exchange.openFromCharity(bytes, CAMPAIGN, 'ASSO-ED')).rejects.toEqual(
          refusal('file-altered'),
        );
      }
    }
  });

  test('gpg refuses our deliverable once a byte has changed', async () => {
    const sealed = (await exchange.sealForCharity(clear, 'ASSO-ED')).slice();
    const index = sealed.length - 300;
    sealed[index] = (sealed[index] ?? 0) ^ 1;
    expect((await gpg.decrypt(sealed)).code).not.toBe(0);
  });

  test('gpg verifies our detached signature', async () => {
    const file = join(root, 'attestation.json');
    writeFileSync(file, clear);
    const signature = await exchange.signDetached(clear);
    const verdict = await gpg.run(['--verify', '-', file], signature);
    expect(verdict.code, verdict.log).toBe(0);
    expect(verdict.log).toContain(`VALIDSIG ${house}`);
    writeFileSync(file, Buffer.concat([clear, Buffer.from('.')]));
    expect((await gpg.run(['--verify', '-', file], signature)).code).not.toBe(0);
  });

  test('a secret key exported by mistake is refused', async () => {
    const secret = await gpg.exportSecret(keys.ed25519);
    await expect(exchange.addCharityKey('ASSO-3', secret, false)).rejects.toEqual(
      refusal('charity-key-private'),
    );
  });

  test('a key extended by gpg is taken as a renewal of the registered one', async () => {
    const fingerprint = await gpg.makeKey('ed25519', 'Association Prolongée', '1y');
    await exchange.addCharityKey('ASSO-4', await gpg.exportPublic(fingerprint), false);
    const before = await vault.charityPublicKey('ASSO-4');
    expect((await gpg.run(['--quick-set-expire', fingerprint, '5y'])).code).toBe(0);
    const renewed = await exchange.addCharityKey('ASSO-4', await gpg.exportPublic(fingerprint), false);
    expect(renewed).toBe(fingerprint);
    expect(await vault.charityPublicKey('ASSO-4')).not.toBe(before);
  });
});
