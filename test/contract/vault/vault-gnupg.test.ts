import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordContent } from '../../../server/domain/donor.ts';
import type { SealPlace } from '../../../server/ports/vault.ts';
import { initKeyRing } from '../../../server/vault/house-key.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';
import { type GnuPg, openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';

const PHRASE = 'phrase-de-l-essai';
const CAMPAIGN = 'AUG-2026';
const place: SealPlace = { campaign: CAMPAIGN, kind: 'record', id: '17', version: 1 };
const content = { donor: { lastName: 'Testeur-Zéphyrin' } } as RecordContent;

const withGpg = describeWith('gpg');
withGpg('the base stays readable without Plateau while the key lives (R-35)', () => {
  let root: string;
  let vault: KeyRingVault;
  let gpg: GnuPg;
  const keyFile = (...names: string[]) => readFileSync(join(root, 'keys', ...names));

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'vg-'));
    const setting = { keysDir: join(root, 'keys'), passphrase: async () => PHRASE };
    await initKeyRing(setting);
    vault = await openVault(setting);
    await vault.createCampaign(CAMPAIGN, 'TESTASSO');
    gpg = openGnuPg();
  });

  afterAll(() => {
    vault.close();
    gpg.close();
    rmSync(root, { recursive: true, force: true });
  });

  test('gpg alone, given the key files and the passphrase, opens pkesk ‖ record', async () => {
    const sealed = await vault.sealRecord(place, content);
    const message = Buffer.concat([await vault.sessionPacket(CAMPAIGN), sealed]);
    const early = await gpg.decrypt(message);
    expect(early.code).not.toBe(0);
    expect(early.log).toContain('NO_SECKEY');

    const lock = await gpg.decrypt(keyFile('campaigns', CAMPAIGN, 'passphrase.pgp'), PHRASE);
    expect(lock.code, lock.log).toBe(0);
    const secret = lock.clear.toString('utf8');
    await gpg.importKey(keyFile('campaigns', CAMPAIGN, 'private.asc').toString('utf8'), secret);

    const opened = await gpg.decrypt(message, secret);
    expect(opened.code, opened.log).toBe(0);
    expect(opened.log).toContain('GOODMDC');
    expect(JSON.parse(opened.clear.toString('utf8'))).toEqual({ place, content });
  });

  test('gpg with a wrong passphrase opens neither the lock nor the charity’s blind key', async () => {
    for (const file of [`campaigns/${CAMPAIGN}/passphrase.pgp`, 'charities/TESTASSO/blind.pgp']) {
      expect((await gpg.decrypt(keyFile(file), 'autre-phrase')).code).not.toBe(0);
    }
  });

  test('gpg opens the charity’s blind key: 32 bytes', async () => {
    const opened = await gpg.decrypt(keyFile('charities/TESTASSO/blind.pgp'), PHRASE);
    expect(opened.code, opened.log).toBe(0);
    expect(opened.clear).toHaveLength(32);
  });

  test('the record packet is noise without its session packet', async () => {
    const opened = await gpg.decrypt(await vault.sealRecord(place, content));
    expect(opened.code).not.toBe(0);
    expect(opened.clear).toHaveLength(0);
  });
});
