import type { PrivateKey } from 'openpgp';
import { passphraseRefusal } from '../../shared/passphrase-rules.ts';
import { destroyFolder } from './destroy-files.ts';
import { createKeyFolder, type KeyPaths, keyPaths, readKeyFile } from './key-files.ts';
import { fingerprintOf, forgetKey, makeKeyPair, unlockKey } from './key-locks.ts';
import { keyRingMissing, passphraseWeak, passphraseWrong } from './key-ring-errors.ts';
import { finishPassphraseChange } from './passphrase-journal.ts';

/** Asked each time a locked file is opened; the caller keeps the answer if asking is costly. */
export type AskPassphrase = () => Promise<string>;

export interface KeyRingSetting {
  /** Absolute path, outside the database's folder and outside its backups: whoever steals those has no key. */
  readonly keysDir: string;
  readonly passphrase: AskPassphrase;
}

/** The house signs deliverables and certificates with it. AppErrors `key-ring-missing`, `passphrase-wrong`. */
export async function unlockHouseKey(paths: KeyPaths, passphrase: string): Promise<PrivateKey> {
  const armoured = await readKeyFile(paths.housePrivate);
  if (!armoured) throw keyRingMissing();
  try {
    return await unlockKey(Buffer.from(armoured).toString('utf8'), passphrase);
  } catch (error) {
    throw passphraseWrong(error);
  }
}

/**
 * The unlocked house key as bytes, which the caller zeroes: its lock takes 40 ms of the loop, and every file and backup is
 * signed. AppErrors as `unlockHouseKey`.
 */
export async function clearHouseKey(paths: KeyPaths, passphrase: string): Promise<Uint8Array> {
  const key = await unlockHouseKey(paths, passphrase);
  try {
    return key.write();
  } finally {
    forgetKey(key);
  }
}

export async function housePublicKey(paths: KeyPaths): Promise<string> {
  const armoured = await readKeyFile(paths.housePublic);
  if (!armoured) throw keyRingMissing();
  return Buffer.from(armoured).toString('utf8');
}

export async function hasKeyRing(keysDir: string): Promise<boolean> {
  return (await readKeyFile(keyPaths(keysDir).housePrivate)) !== undefined;
}

/**
 * Makes the key ring and the house key locked by the installation's passphrase. A second call changes nothing and
 * checks the passphrase: AppErrors `passphrase-weak` of a new one, `passphrase-wrong`.
 */
export async function initKeyRing(
  setting: KeyRingSetting & { readonly houseName?: string },
): Promise<{ readonly fingerprint: string; readonly created: boolean }> {
  const paths = keyPaths(setting.keysDir);
  const passphrase = await setting.passphrase();
  if (passphrase === '') throw passphraseWrong();
  await finishPassphraseChange(setting.keysDir);
  let created = false;
  if (!(await readKeyFile(paths.housePrivate))) {
    const weakness = passphraseRefusal(passphrase);
    if (weakness !== undefined) throw passphraseWeak(weakness);
    const pair = await makeKeyPair({
      userName: setting.houseName ?? 'Plateau',
      passphrase,
      random: false,
    });
    const unused = await createKeyFolder(paths.house, {
      'private.asc': pair.privateKey,
      'public.asc': pair.publicKey,
    });
    if (unused) await destroyFolder(unused, []);
    created = unused === undefined;
  }
  forgetKey(await unlockHouseKey(paths, passphrase));
  return { fingerprint: await fingerprintOf(await housePublicKey(paths)), created };
}
