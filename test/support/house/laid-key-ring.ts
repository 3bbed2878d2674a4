import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initKeyRing, type KeyRingSetting } from '../../../server/vault/house-key.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { loosenLocks } from './loose-locks.ts';

export interface LaidRing extends KeyRingSetting {
  /** Its keys are in the ring already. */
  readonly campaign?: { readonly code: string; readonly charity: string };
}

/**
 * A key ring made by the real vault, once for each passphrase and campaign in a run of the tests, its locks loosened, and
 * copied: locking and unlocking are slow on purpose. Whoever needs a ring that no other test has, or the product's own locks,
 * calls `initKeyRing` itself.
 */
export async function layKeyRing(wanted: LaidRing): Promise<void> {
  const { code = '', charity = '' } = wanted.campaign ?? {};
  const name = createHash('sha256')
    .update([await wanted.passphrase(), code, charity].join('\n'))
    .digest('hex');
  const rings = process.env.PLATEAU_TEST_RUN ?? join(tmpdir(), `plateau-run-${process.pid}`);
  const ring = join(rings, name.slice(0, 16));
  if (!existsSync(ring)) {
    const aside = join(rings, randomUUID());
    mkdirSync(rings, { recursive: true, mode: 0o700 });
    await makeRing({ ...wanted, keysDir: aside });
    // Another process may have been first: its ring serves as well.
    if (existsSync(ring)) rmSync(aside, { recursive: true });
    else renameSync(aside, ring);
  }
  cpSync(ring, wanted.keysDir, { recursive: true });
}

async function makeRing({ campaign, ...setting }: LaidRing): Promise<void> {
  await initKeyRing(setting);
  if (campaign) {
    const vault = await openVault(setting);
    await vault.createCampaign(campaign.code, campaign.charity);
    vault.close();
  }
  await loosenLocks(setting);
}
