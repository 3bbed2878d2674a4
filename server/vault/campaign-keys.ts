import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { PrivateKey } from 'openpgp';
import type { KeyDestruction } from '../ports/vault.ts';
import { DESTRUCTION_METHOD, destroyFile, destroyFolder, leftoversOf } from './destroy-files.ts';
import { createKeyFolder, isErrno, type KeyPaths, readKeyFile, syncFolder } from './key-files.ts';
import {
  fingerprintOf,
  forgetKey,
  lockBytes,
  makeKeyPair,
  makeSessionPacket,
  openSessionPacket,
  unlockKey,
} from './key-locks.ts';
import { campaignKeyMissing, keyFileDamaged } from './key-ring-errors.ts';

/** Destroyed in this order: without the passphrase the private key is noise; the public key says whose folder it was. */
const ORDER = ['passphrase.pgp', 'private.asc', 'session.pkesk', 'public.asc'];

/** Opens a file locked by the installation's passphrase; AppErrors `passphrase-wrong`, `key-file-damaged`. */
export type OpenLocked = (file: string, locked: Uint8Array) => Promise<Uint8Array>;

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** Reads one of the campaign's files; a campaign without its passphrase file is destroyed, whatever is left of it. */
export async function readCampaignFile(
  paths: KeyPaths,
  campaign: string,
  file: 'private' | 'public' | 'session' | 'passphrase',
): Promise<Uint8Array> {
  const of = paths.campaign(campaign);
  const [lock, bytes] = await Promise.all([readKeyFile(of.passphrase), readKeyFile(of[file])]);
  if (!lock || !bytes) throw campaignKeyMissing(campaign);
  return bytes;
}

/** Makes key pair, lock and session key in one rename. Returns the fingerprint; a second call returns that of the first. */
export async function createCampaignKeys(
  paths: KeyPaths,
  campaign: string,
  passphrase: string,
): Promise<string> {
  const of = paths.campaign(campaign);
  if (!(await readKeyFile(of.public))) {
    const secret = randomBytes(32).toString('base64url');
    const pair = await makeKeyPair({
      userName: `Plateau, campagne ${campaign}`,
      passphrase: secret,
      random: true,
    });
    const unused = await createKeyFolder(of.folder, {
      'private.asc': pair.privateKey,
      'passphrase.pgp': await lockBytes(Buffer.from(secret), passphrase),
      'public.asc': pair.publicKey,
      'session.pkesk': await makeSessionPacket(pair.publicKey),
    });
    if (unused) await destroyFolder(unused, ORDER);
  }
  return fingerprintOf(text(await readCampaignFile(paths, campaign, 'public')));
}

/** The campaign's unlocked private key; the caller forgets it after use. */
export async function unlockCampaignKey(
  paths: KeyPaths,
  campaign: string,
  openLocked: OpenLocked,
): Promise<PrivateKey> {
  const of = paths.campaign(campaign);
  const lock = await readCampaignFile(paths, campaign, 'passphrase');
  const armoured = await readCampaignFile(paths, campaign, 'private');
  const secret = await openLocked(of.passphrase, lock);
  try {
    return await unlockKey(text(armoured), text(secret));
  } catch (error) {
    throw keyFileDamaged(`campaigns/${campaign}/private.asc`, error);
  } finally {
    secret.fill(0);
  }
}

/** Hands the campaign's own secret, which lasts as long as its keys whatever is rotated, to `work`, and zeroes it. */
export async function withCampaignSecret<T>(
  paths: KeyPaths,
  { campaign, openLocked }: { readonly campaign: string; readonly openLocked: OpenLocked },
  work: (secret: Uint8Array) => T,
): Promise<T> {
  const lock = await readCampaignFile(paths, campaign, 'passphrase');
  const secret = await openLocked(paths.campaign(campaign).passphrase, lock);
  try {
    return work(secret);
  } finally {
    secret.fill(0);
  }
}

/** AES-256. */
export const SESSION_KEY_BYTES = 32;

/** Numbers of the keys laid in a campaign's folder under that name (session-rotation.ts), newest first. */
async function numbersOf(folder: string, pattern: RegExp): Promise<readonly number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  return names
    .flatMap((name) => {
      const number = pattern.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    })
    .sort((a, b) => b - a);
}

/** Keys of before each of those rotations, newest first. */
export function retiredNumbers(folder: string): Promise<readonly number[]> {
  return numbersOf(folder, /^session-(\d+)\.pkesk$/);
}

/** Keys that every ring must hold before one of them seals with it. */
function preparedNumbers(folder: string): Promise<readonly number[]> {
  return numbersOf(folder, /^prepared-(\d+)\.pkesk$/);
}

export function preparedFile(folder: string, number: number): string {
  return join(folder, `prepared-${number}.pkesk`);
}

export function retiredFile(folder: string, number: number): string {
  return join(folder, `session-${number}.pkesk`);
}

/**
 * The campaign's clear session keys in a fresh buffer, 32 bytes each: the one in use, then the retired ones, newest first, then
 * what is prepared.
 */
export async function loadSessionKeys(
  paths: KeyPaths,
  campaign: string,
  openLocked: OpenLocked,
): Promise<Uint8Array> {
  const { folder } = paths.campaign(campaign);
  const packets = [await readCampaignFile(paths, campaign, 'session')];
  const others = [
    ...(await retiredNumbers(folder)).map((number) => retiredFile(folder, number)),
    ...(await preparedNumbers(folder)).map((number) => preparedFile(folder, number)),
  ];
  for (const file of others) {
    const packet = await readKeyFile(file);
    if (packet) packets.push(packet);
  }
  const key = await unlockCampaignKey(paths, campaign, openLocked);
  const keys = new Uint8Array(packets.length * SESSION_KEY_BYTES);
  try {
    for (const [at, packet] of packets.entries()) {
      const one = await openSessionPacket(packet, key);
      keys.set(one, at * SESSION_KEY_BYTES);
      one.fill(0);
    }
    return keys;
  } catch (error) {
    keys.fill(0);
    throw keyFileDamaged(`campaigns/${campaign}/session.pkesk`, error);
  } finally {
    forgetKey(key);
  }
}

/** Destroys the folder and whatever an interrupted creation left beside it; finishes an interrupted destruction. */
export async function destroyCampaignKeys(
  paths: KeyPaths,
  keysDir: string,
  campaign: string,
): Promise<KeyDestruction> {
  const { folder, public: publicFile } = paths.campaign(campaign);
  const armoured = await readKeyFile(publicFile);
  const fingerprint = armoured ? await fingerprintOf(text(armoured)).catch(() => '') : '';
  const files: string[] = [];
  for (const target of [folder, ...(await leftoversOf(folder))]) {
    const names = await destroyFolder(target, ORDER);
    files.push(...names.map((name) => join(relative(keysDir, target), name)));
  }
  return { fingerprint, files, method: DESTRUCTION_METHOD };
}

/** Its blind-index key alone. */
export async function destroyCharityKey(paths: KeyPaths, charity: string): Promise<KeyDestruction> {
  const { blind, folder } = paths.charity(charity);
  const files: string[] = [];
  for (const file of [blind, ...(await leftoversOf(blind))]) {
    if (await destroyFile(file)) files.push(join('charities', charity, basename(file)));
  }
  if (files.length > 0) await syncFolder(folder);
  return { fingerprint: '', files, method: DESTRUCTION_METHOD };
}

export async function campaignInventory(
  paths: KeyPaths,
  campaign: string,
): Promise<{ readonly file: string; readonly bytes: number }[]> {
  const { folder } = paths.campaign(campaign);
  const found: { file: string; bytes: number }[] = [];
  const retired = (await retiredNumbers(folder)).map((number) => basename(retiredFile(folder, number)));
  const prepared = (await preparedNumbers(folder)).map((number) => basename(preparedFile(folder, number)));
  for (const name of [...ORDER, ...retired, ...prepared]) {
    const size = await stat(join(folder, name)).then(
      (entry) => entry.size,
      () => undefined,
    );
    if (size !== undefined) found.push({ file: join('campaigns', basename(folder), name), bytes: size });
  }
  return found;
}
