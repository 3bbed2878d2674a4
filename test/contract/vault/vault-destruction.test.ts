import { spawn } from 'node:child_process';
import { cpSync, existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordContent } from '../../../server/domain/donor.ts';
import type { SealPlace } from '../../../server/ports/vault.ts';
import { initKeyRing } from '../../../server/vault/house-key.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';

const CAMPAIGN = 'AUG-2026';
const CHARITY = 'TESTASSO';
const passphrase = async () => 'phrase secrète de l’essai';
const place: SealPlace = { campaign: CAMPAIGN, kind: 'record', id: '17', version: 1 };
const content = { donor: { lastName: 'Testeur-Zéphyrin' } } as RecordContent;

let root: string;
let keysDir: string;
let vault: KeyRingVault;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'vault-end-'));
  keysDir = join(root, 'keys');
  await initKeyRing({ keysDir, passphrase });
  vault = await openVault({ keysDir, passphrase });
  await vault.createCampaign(CAMPAIGN, CHARITY);
});

afterEach(() => {
  vault.close();
  rmSync(root, { recursive: true, force: true });
});

const missing = expect.objectContaining({ name: 'AppError', code: 'campaign-key-missing' });
const folder = () => join(keysDir, 'campaigns', CAMPAIGN);

/** A part that no other file has: the ends of armoured files are all alike. */
function middleOf(file: Buffer): Buffer {
  const middle = Math.floor(file.length / 2);
  return file.subarray(middle - 16, middle + 16);
}

/** Is the chunk in any file under this folder? */
function holds(under: string, chunk: Uint8Array): boolean {
  return readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(chunk));
}

/** Runs destroyCampaign in a child that kills itself (SIGKILL) at the n-th call of `fs.promises[operation]`. */
function dieWhileDestroying(operation: 'unlink' | 'rmdir', nth: number): Promise<NodeJS.Signals | null> {
  const module = pathToFileURL(join(import.meta.dirname, '../../../server/vault/key-ring-vault.ts')).href;
  const script = `
    import { promises } from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const real = promises[process.env.OPERATION];
    let calls = 0;
    promises[process.env.OPERATION] = (...given) => {
      calls += 1;
      if (calls === Number(process.env.NTH)) process.kill(process.pid, 'SIGKILL');
      return real(...given);
    };
    syncBuiltinESMExports();
    const { openVault } = await import(process.env.MODULE);
    const vault = await openVault({ keysDir: process.env.KEYS, passphrase: async () => '' });
    await vault.destroyCampaign(process.env.CAMPAIGN);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, OPERATION: operation, NTH: String(nth), MODULE: module, KEYS: keysDir, CAMPAIGN },
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
}

describe('destroying a campaign’s keys (R-33)', () => {
  test('leaves no file and no byte of any of them; says which files, how, and whose key', async () => {
    const fingerprint = await vault.createCampaign(CAMPAIGN, CHARITY);
    const files = readdirSync(folder());
    const bytes = files.map((name) => readFileSync(join(folder(), name)));
    // A second name of the same bytes on disk outlives unlink: only overwriting in place reaches it.
    const disk = mkdtempSync(join(root, 'disk-'));
    for (const name of files) linkSync(join(folder(), name), join(disk, name));
    const destruction = await vault.destroyCampaign(CAMPAIGN);
    expect(destruction.fingerprint).toBe(fingerprint);
    expect([...destruction.files].sort()).toEqual(
      files.map((name) => join('campaigns', CAMPAIGN, name)).sort(),
    );
    expect(destruction.files[0]).toMatch(/passphrase\.pgp$/);
    expect(destruction.method).toContain('réécriture en place');
    expect(existsSync(folder())).toBe(false);
    for (const file of bytes) expect(holds(root, middleOf(file))).toBe(false);
  });

  test('a second call finds nothing to destroy', async () => {
    await vault.destroyCampaign(CAMPAIGN);
    expect((await vault.destroyCampaign(CAMPAIGN)).files).toEqual([]);
    expect(await vault.inventory(CAMPAIGN)).toEqual([]);
  });

  test('this vault and another one that has the key in memory refuse at their next call', async () => {
    const other = await openVault({ keysDir, passphrase });
    const sealed = await other.sealRecord(place, content);
    expect(await vault.openRecord(place, sealed)).toEqual(content);
    await vault.destroyCampaign(CAMPAIGN);
    for (const holder of [vault, other]) {
      await expect(holder.openRecord(place, sealed)).rejects.toEqual(missing);
      await expect(holder.sealRecord(place, content)).rejects.toEqual(missing);
      await expect(holder.campaignPublicKey(CAMPAIGN)).rejects.toEqual(missing);
      await expect(holder.withCampaignKey(CAMPAIGN, async () => 1)).rejects.toEqual(missing);
    }
  });

  test('seals that run while the key is destroyed never come out under a key of zeros', async () => {
    const backup = join(root, 'copy');
    cpSync(keysDir, backup, { recursive: true });
    const witness = await openVault({ keysDir: backup, passphrase });
    await vault.sealRecord(place, content);
    const running = Array.from({ length: 50 }, () => vault.sealRecord(place, content));
    const [, ...outcomes] = await Promise.allSettled([vault.destroyCampaign(CAMPAIGN), ...running]);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') {
        expect(await witness.openRecord(place, outcome.value)).toEqual(content);
      } else expect(outcome.reason).toEqual(missing);
    }
  });

  test('a sealed record kept with a backup of everything but the key ring no longer opens', async () => {
    const sealed = await vault.sealRecord(place, content);
    const packet = await vault.sessionPacket(CAMPAIGN);
    const publicKey = await vault.campaignPublicKey(CAMPAIGN);
    await vault.destroyCampaign(CAMPAIGN);
    await expect(vault.openRecord(place, sealed)).rejects.toEqual(missing);
    // The same code made anew has another key: the old packet stays noise, even with the old public parts.
    await vault.createCampaign(CAMPAIGN, CHARITY);
    expect(await vault.campaignPublicKey(CAMPAIGN)).not.toBe(publicKey);
    expect(Buffer.from(await vault.sessionPacket(CAMPAIGN)).equals(Buffer.from(packet))).toBe(false);
    await expect(vault.openRecord(place, sealed)).rejects.toEqual(
      expect.objectContaining({ code: 'seal-broken' }),
    );
  });

  test('a vault that held the old key uses the new one after the campaign is made anew', async () => {
    const other = await openVault({ keysDir, passphrase });
    await other.sealRecord(place, content);
    await vault.destroyCampaign(CAMPAIGN);
    await vault.createCampaign(CAMPAIGN, CHARITY);
    const sealed = await other.sealRecord(place, content);
    expect(await vault.openRecord(place, sealed)).toEqual(content);
  });

  test('removes what an interrupted creation left beside the folder', async () => {
    const leftover = `${folder()}.0a0b0c0d0e0f.part`;
    cpSync(folder(), leftover, { recursive: true });
    const { files } = await vault.destroyCampaign(CAMPAIGN);
    expect(files).toHaveLength(8);
    expect(existsSync(leftover)).toBe(false);
  });

  for (const [operation, nth] of [
    ['unlink', 1],
    ['unlink', 2],
    ['unlink', 3],
    ['unlink', 4],
    ['rmdir', 1],
  ] as const) {
    test(`killed before ${operation} ${nth}: the key is already dead, a second call finishes`, async () => {
      const sealed = await vault.sealRecord(place, content);
      const secret = readFileSync(join(folder(), 'passphrase.pgp'));
      expect(await dieWhileDestroying(operation, nth)).toBe('SIGKILL');
      expect(existsSync(folder())).toBe(true);
      expect(holds(keysDir, middleOf(secret))).toBe(false);
      await expect(vault.openRecord(place, sealed)).rejects.toEqual(
        expect.objectContaining({
          code: nth === 1 && operation === 'unlink' ? 'key-file-damaged' : 'campaign-key-missing',
        }),
      );
      const { files } = await vault.destroyCampaign(CAMPAIGN);
      expect(files).toHaveLength(operation === 'rmdir' ? 0 : 5 - nth);
      expect(existsSync(folder())).toBe(false);
    });
  }
});

describe('destroying a charity’s blind index key', () => {
  test('keeps its public key, refuses look-ups at once in every vault, and a second call finds nothing', async () => {
    const other = await openVault({ keysDir, passphrase });
    await other.blind(CHARITY, 'donor', 'D-1');
    await vault.saveCharityPublicKey(CHARITY, 'clé publique');
    const secret = readFileSync(join(keysDir, 'charities', CHARITY, 'blind.pgp'));
    expect((await vault.destroyCharity(CHARITY)).files).toEqual([join('charities', CHARITY, 'blind.pgp')]);
    expect(holds(keysDir, middleOf(secret))).toBe(false);
    for (const holder of [vault, other]) {
      await expect(holder.blind(CHARITY, 'donor', 'D-1')).rejects.toEqual(
        expect.objectContaining({ code: 'blind-key-missing' }),
      );
    }
    expect(await vault.charityPublicKey(CHARITY)).toBe('clé publique');
    expect((await vault.destroyCharity(CHARITY)).files).toEqual([]);
  });
});
