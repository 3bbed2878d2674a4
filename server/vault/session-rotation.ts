import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { link, rename, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { KeyRotation, Resealed, SessionKeyName, SessionState } from '../ports/keys/key-rotation.ts';
import type { SealedBytes } from '../ports/vault.ts';
import {
  preparedFile,
  readCampaignFile,
  retiredFile,
  retiredNumbers,
  SESSION_KEY_BYTES,
} from './campaign-keys.ts';
import { destroyFile } from './destroy-files.ts';
import {
  createKeyFile,
  isErrno,
  type KeyPaths,
  readKeyFile,
  replaceKeyFile,
  syncFolder,
} from './key-files.ts';
import { makeSessionPacket } from './key-locks.ts';
import { openedUnder, sealedUnder } from './sealed-packet.ts';

/** What the rotation needs of the vault: its paths, and the keys in use, newest first, in one buffer. */
export interface RotatingVault {
  readonly paths: KeyPaths;
  withSessionKeys<T>(campaign: string, work: (keys: Uint8Array) => T | Promise<T>): Promise<T>;
}

/** Every process that holds the keys looks at this file's change time before each use: touched, they are loaded again. */
export async function tellHolders(passphraseFile: string): Promise<void> {
  const { atime, mtime } = await stat(passphraseFile);
  await utimes(passphraseFile, atime, mtime);
}

async function newPacket(paths: KeyPaths, campaign: string): Promise<Uint8Array> {
  const publicKey = Buffer.from(await readCampaignFile(paths, campaign, 'public')).toString('utf8');
  return await makeSessionPacket(publicKey);
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
    await replaceKeyFile(session, await newPacket(paths, campaign));
  }
  await tellHolders(passphrase);
}

function markOfPacket(packet: Uint8Array): string {
  return createHash('sha256').update(packet).digest('hex');
}

async function markOf({ paths }: RotatingVault, campaign: string, number: number): Promise<string> {
  const inUse = await readCampaignFile(paths, campaign, 'session');
  return markOfPacket((await readKeyFile(preparedFile(paths.campaign(campaign).folder, number))) ?? inUse);
}

async function prepare(vault: RotatingVault, campaign: string, number: number): Promise<string> {
  const { paths } = vault;
  const { folder, passphrase } = paths.campaign(campaign);
  if (!(await readKeyFile(retiredFile(folder, number)))) {
    await createKeyFile(preparedFile(folder, number), await newPacket(paths, campaign));
    await tellHolders(passphrase);
  }
  return await markOf(vault, campaign, number);
}

async function stateOf(
  { paths }: RotatingVault,
  campaign: string,
  { number, mark, isRunning }: SessionKeyName,
): Promise<SessionState> {
  const inUse = markOfPacket(await readCampaignFile(paths, campaign, 'session'));
  if (mark === undefined) return isRunning ? 'older' : 'used';
  if (inUse === mark) return 'used';
  const prepared = await readKeyFile(preparedFile(paths.campaign(campaign).folder, number));
  return prepared && markOfPacket(prepared) === mark ? 'prepared' : 'older';
}

/** The packet in use becomes the retired one of that rotation; refused when another one stands there: none is ever lost. */
export async function retireInUse(sessionFile: string, number: number): Promise<void> {
  const former = retiredFile(dirname(sessionFile), number);
  await link(sessionFile, former).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error;
  });
  await syncFolder(dirname(sessionFile));
  const [kept, inUse] = [await readKeyFile(former), await readKeyFile(sessionFile)];
  assert(kept && inUse && Buffer.compare(kept, inUse) === 0, 'one rotation retires one key');
}

async function use({ paths }: RotatingVault, campaign: string, number: number): Promise<void> {
  const { folder, session, passphrase } = paths.campaign(campaign);
  const prepared = preparedFile(folder, number);
  // Otherwise it is in use already: by another process of this ring, or before a kill.
  if (await readKeyFile(prepared)) {
    await retireInUse(session, number);
    await rename(prepared, session);
    await syncFolder(folder);
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
    prepare: (campaign, number) => prepare(vault, campaign, number),
    markOf: (campaign, number) => markOf(vault, campaign, number),
    stateOf: (campaign, name) => stateOf(vault, campaign, name),
    use: (campaign, number) => use(vault, campaign, number),
    dropPrepared: async (campaign, number) => {
      if (await destroyFile(preparedFile(folderOf(campaign), number))) await syncFolder(folderOf(campaign));
      await tellHolders(vault.paths.campaign(campaign).passphrase);
    },
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
