import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  createMessage,
  decrypt,
  decryptSessionKeys,
  type Message,
  readKey,
  readMessage,
  readSignature,
  type SessionKey,
  verify,
} from 'openpgp';
import { isAppError } from '../../shared/errors.ts';
import { parsedAs } from '../../shared/shape-of.ts';
import { type BackupManifest, CONTENT_PATH } from '../domain/purge/backup-manifest.ts';
import type { BackupKeys } from './backup-keys.ts';
import { backupRefused } from './backup-refusals.ts';
import { BACKUP_MANIFEST } from './manifest-shape.ts';
import { type ArchivedFile, tarEntries } from './tar-entries.ts';

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw backupRefused('backup-not-found', error);
  });
}

/** The manifest, once its signature by the house holds. */
async function signedManifest(file: string, houseKey: string): Promise<BackupManifest> {
  const text = await textOf(`${file}.json`);
  const armoredSignature = await textOf(`${file}.json.asc`);
  try {
    const { signatures } = await verify({
      message: await createMessage({ binary: Buffer.from(text, 'utf8') }),
      signature: await readSignature({ armoredSignature }),
      verificationKeys: await readKey({ armoredKey: houseKey }),
      // By a clock that was put forward for a practice, it may have been signed tomorrow.
      date: null as unknown as Date,
    });
    await signatures[0]?.verified;
    if (signatures.length === 0) throw new Error('no signature');
  } catch (error) {
    throw backupRefused('backup-unsigned', error);
  }
  const manifest = parsedAs(text, BACKUP_MANIFEST);
  if (manifest) return manifest;
  throw backupRefused('backup-manifest-unreadable');
}

async function requireSealed(file: string, { sealed }: BackupManifest): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw backupRefused('backup-not-found', error);
  });
  if (found.size !== sealed.bytes) throw backupRefused('backup-altered');
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  if (hash.digest('hex') !== sealed.sha256) throw backupRefused('backup-altered');
}

/** openpgp.js types its streams as those of the web without naming them: one cast each way. */
async function streamOf(file: string) {
  const config = { allowUnauthenticatedStream: true };
  const binaryMessage = Readable.toWeb(createReadStream(file)) as unknown as Uint8Array;
  return readMessage({ binaryMessage, config });
}

async function sessionKeysOf(message: Message<Uint8Array>, keys: BackupKeys): Promise<SessionKey[]> {
  return keys.withHouseKey(async (house) => {
    try {
      return (await decryptSessionKeys({ message, decryptionKeys: house })) as SessionKey[];
    } catch (error) {
      throw backupRefused('backup-wrong-key', error);
    }
  });
}

async function* hashed(pieces: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/** Each file's length and hash are those of the manifest, in its order; nothing is missing, nothing is added. */
async function walk(
  source: AsyncIterable<Uint8Array>,
  manifest: BackupManifest,
  take: (file: ArchivedFile) => Promise<void>,
): Promise<void> {
  const expected = manifest.entries[Symbol.iterator]();
  for await (const file of tarEntries(source)) {
    const hash = createHash('sha256');
    await take({ ...file, pieces: hashed(file.pieces, hash) });
    if (file.path === CONTENT_PATH) continue;
    const entry = expected.next().value;
    if (entry?.path !== file.path || entry.bytes !== file.bytes || entry.sha256 !== hash.digest('hex'))
      throw backupRefused('backup-altered');
  }
  if (!expected.next().done) throw backupRefused('backup-altered');
}

/**
 * Signature of the manifest, hash of the sealed bytes, then every file of the archive handed to `take`, which reads it to its
 * end. What `take` keeps counts only once this resolves.
 */
export async function openBackup(
  file: string,
  keys: BackupKeys,
  take: (file: ArchivedFile) => Promise<void>,
): Promise<BackupManifest> {
  const manifest = await signedManifest(file, await keys.housePublicKey());
  await requireSealed(file, manifest);
  try {
    const message = await streamOf(file);
    const sessionKeys = await sessionKeysOf(message, keys);
    const config = { allowUnauthenticatedStream: true };
    const { data } = await decrypt({ message, sessionKeys, format: 'binary', config });
    const clear = Readable.from(data as unknown as AsyncIterable<Uint8Array>, { objectMode: false });
    const unpacked = createGunzip();
    clear.on('error', (error) => unpacked.destroy(error));
    await walk(clear.pipe(unpacked), manifest, take);
  } catch (error) {
    throw isAppError(error) || isDiskError(error) ? error : backupRefused('backup-altered', error);
  }
  return manifest;
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
