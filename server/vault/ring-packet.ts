import { timingSafeEqual } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parsedAs } from '../../shared/shape-of.ts';
import type { RingPlace } from '../ports/keys/ring-sharing.ts';
import {
  destroyCampaignKeys,
  preparedFile,
  readCampaignFile,
  unlockCampaignKey,
  withCampaignSecret,
} from './campaign-keys.ts';
import { destroyFile, destroyFolder } from './destroy-files.ts';
import type { KeyRingSetting } from './house-key.ts';
import {
  createKeyFile,
  createKeyFolder,
  keyPaths,
  readKeyFile,
  replaceKeyFile,
  syncFolder,
} from './key-files.ts';
import { forgetKey, lockBytes, openSessionPacket, unlockBytes } from './key-locks.ts';
import { blindKeyMissing, ringDiverged } from './key-ring-errors.ts';
import { retireInUse, tellHolders } from './session-rotation.ts';

/** What of a campaign's folder is not locked by the passphrase of the ring it lies in. */
const SHARED_FILE = /^(?:private\.asc|public\.asc|session(?:-\d+)?\.pkesk|prepared-\d+\.pkesk)$/;

const PACKET = z.strictObject({
  /** The campaign's own secret, which unlocks its private key. */
  secret: z.string(),
  /** The charity's blind-index key, base64. */
  blind: z.string(),
  /** Contents in base64 by name. */
  files: z.record(z.string().regex(SHARED_FILE), z.string()),
});

function inBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

async function openBlind({ keysDir, passphrase }: KeyRingSetting, charity: string) {
  const locked = await readKeyFile(keyPaths(keysDir).charity(charity).blind);
  return locked && (await unlockBytes(locked, await passphrase()));
}

/** Every key of the place, in clear: whoever calls seals it at once. AppErrors `campaign-key-missing`, `blind-key-missing`. */
export async function keysToShare(setting: KeyRingSetting, { place, charity }: RingPlace): Promise<string> {
  const paths = keyPaths(setting.keysDir);
  const openLocked = async (_: string, locked: Uint8Array) => unlockBytes(locked, await setting.passphrase());
  const secret = await withCampaignSecret(paths, { campaign: place, openLocked }, (clear) =>
    Buffer.from(clear).toString('utf8'),
  );
  // Refused when half of the folder is gone.
  await readCampaignFile(paths, place, 'session');
  const { folder } = paths.campaign(place);
  const files: Record<string, string> = {};
  for (const name of (await readdir(folder)).filter((one) => SHARED_FILE.test(one))) {
    const bytes = await readKeyFile(join(folder, name));
    if (bytes) files[name] = inBase64(bytes);
  }
  const blind = await openBlind(setting, charity);
  if (!blind) throw blindKeyMissing(charity);
  const packet: z.infer<typeof PACKET> = { secret, blind: inBase64(blind), files };
  blind.fill(0);
  return JSON.stringify(packet);
}

/** AppError `ring-diverged` when this ring has another one already. */
async function layBlind(setting: KeyRingSetting, charity: string, blind: Uint8Array): Promise<void> {
  const known = await openBlind(setting, charity);
  if (known) {
    const isSame = known.length === blind.length && timingSafeEqual(known, blind);
    known.fill(0);
    if (!isSame) throw ringDiverged(charity);
    return;
  }
  const { blind: file } = keyPaths(setting.keysDir).charity(charity);
  await createKeyFile(file, await lockBytes(blind, await setting.passphrase()));
}

/** What a rotation elsewhere brought: the prepared key, and the one in use where it followed the one in use here. */
async function addSessions(
  { keysDir }: KeyRingSetting,
  place: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const { folder, session, passphrase } = keyPaths(keysDir).campaign(place);
  const given = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text, 'base64') }));
  for (const { name, bytes } of given.filter((one) => one.name.startsWith('prepared-'))) {
    const known = await readKeyFile(join(folder, name));
    // Made here and claimed by nobody: no value is sealed under it.
    if (known && Buffer.compare(known, bytes) !== 0) await destroyFile(join(folder, name));
    await createKeyFile(join(folder, name), bytes);
  }
  const inUse = await readKeyFile(session);
  const theirs = given.find((one) => one.name === 'session.pkesk')?.bytes;
  const follower = given.find(
    ({ name, bytes }) => name.startsWith('session-') && inUse && Buffer.compare(bytes, inUse) === 0,
  );
  if (theirs && follower) {
    const number = Number(/\d+/.exec(follower.name)?.[0]);
    await retireInUse(session, number);
    await replaceKeyFile(session, theirs);
    if (await destroyFile(preparedFile(folder, number))) await syncFolder(folder);
  }
  await tellHolders(passphrase);
}

/** The session key that so many rotations made, as this ring has it, for the caller to zero. AppError `campaign-key-missing`. */
export async function sessionKeyOf(
  setting: KeyRingSetting,
  { place, number }: { readonly place: string; readonly number: number },
): Promise<Uint8Array> {
  const paths = keyPaths(setting.keysDir);
  const openLocked = async (_: string, locked: Uint8Array) => unlockBytes(locked, await setting.passphrase());
  const inUse = await readCampaignFile(paths, place, 'session');
  const packet = (await readKeyFile(preparedFile(paths.campaign(place).folder, number))) ?? inUse;
  const key = await unlockCampaignKey(paths, place, openLocked);
  return await openSessionPacket(packet, key).finally(() => forgetKey(key));
}

/**
 * Lays shared keys in this ring. Killed anywhere, a second call finishes; twice changes nothing. False when `clear` is no packet.
 * AppError `ring-diverged`.
 */
export async function layKeys(
  setting: KeyRingSetting,
  { place, charity }: RingPlace,
  clear: string,
): Promise<boolean> {
  const packet = parsedAs(clear, PACKET);
  if (!packet) return false;
  const paths = keyPaths(setting.keysDir);
  const blind = Buffer.from(packet.blind, 'base64');
  await layBlind(setting, charity, blind);
  blind.fill(0);
  const { folder, passphrase } = paths.campaign(place);
  if (await readKeyFile(passphrase)) {
    await addSessions(setting, place, packet.files);
    return true;
  }
  // What is left of a folder without its lock opens nothing, and stands in the way.
  await destroyCampaignKeys(paths, setting.keysDir, place);
  const files = Object.entries(packet.files).map(([name, text]) => [name, Buffer.from(text, 'base64')]);
  const unused = await createKeyFolder(folder, {
    ...Object.fromEntries(files),
    'passphrase.pgp': await lockBytes(Buffer.from(packet.secret), await setting.passphrase()),
  });
  if (unused) await destroyFolder(unused, ['passphrase.pgp']);
  return true;
}
