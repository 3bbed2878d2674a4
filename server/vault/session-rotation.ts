import { link, stat, utimes } from 'node:fs/promises';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { KeyRotation, Resealed } from '../ports/keys/key-rotation.ts';
import type { SealedBytes } from '../ports/vault.ts';
import { readCampaignFile, retiredFile, retiredNumbers, SESSION_KEY_BYTES } from './campaign-keys.ts';
import { destroyFile } from './destroy-files.ts';
import { isErrno, type KeyPaths, readKeyFile, replaceKeyFile, syncFolder } from './key-files.ts';
import { makeSessionPacket } from './key-locks.ts';
import { openedUnder, sealedUnder } from './sealed-packet.ts';

/** What the rotation needs of the vault: its paths, and the keys in use, newest first, in one buffer. */
export interface RotatingVault {
  readonly paths: KeyPaths;
  withSessionKeys<T>(campaign: string, work: (keys: Uint8Array) => T | Promise<T>): Promise<T>;
}

/** Every process that holds the keys looks at this file's change time before each use: touched, they are loaded again. */
async function tellHolders(passphraseFile: string): Promise<void> {
  const { atime, mtime } = await stat(passphraseFile);
  await utimes(passphraseFile, atime, mtime);
}

async function begin({ paths }: RotatingVault, campaign: string, number: number): Promise<void> {
  const { folder, session, passphrase } = paths.campaign(campaign);
  const inUse = await readCampaignFile(paths, campaign, 'session');
  const former = retiredFile(folder, number);
  await link(session, former).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error;
  });
  await syncFolder(folder);
  const kept = await readKeyFile(former);
  // Another key in use than the one put aside: this rotation had its new key before it was cut.
  if (kept && Buffer.compare(kept, inUse) === 0) {
    const publicKey = Buffer.from(await readCampaignFile(paths, campaign, 'public')).toString('utf8');
    await replaceKeyFile(session, await makeSessionPacket(publicKey));
  }
  await tellHolders(passphrase);
}

async function reseal(keys: Uint8Array, sealed: SealedBytes): Promise<Resealed> {
  const found = await openedUnder(keys, sealed).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'seal-broken') return error;
    throw error;
  });
  if (found instanceof AppError) return found;
  try {
    if (found.at === 0) return 'current';
    return await sealedUnder(keys.subarray(0, SESSION_KEY_BYTES), found.clear);
  } finally {
    found.clear.fill(0);
  }
}

/** Rotation over the campaign's folder: `session.pkesk` is the key in use, `session-N.pkesk` the one before rotation N. */
export function openKeyRotation(vault: RotatingVault): KeyRotation {
  const folderOf = (campaign: string) => vault.paths.campaign(campaign).folder;
  return {
    begin: (campaign, number) => begin(vault, campaign, number),
    reseal: (campaign, sealed) =>
      vault.withSessionKeys(campaign, (keys) => Promise.all(sealed.map((one) => reseal(keys, one)))),
    retired: (campaign) => retiredNumbers(folderOf(campaign)),
    destroyRetired: async (campaign) => {
      const folder = folderOf(campaign);
      const numbers = await retiredNumbers(folder);
      for (const number of numbers) await destroyFile(retiredFile(folder, number));
      if (numbers.length === 0) return 0;
      await syncFolder(folder);
      await tellHolders(vault.paths.campaign(campaign).passphrase);
      return numbers.length;
    },
  };
}
