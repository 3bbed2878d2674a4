import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type DropErrorCode, dropError, isMissing, isStatus } from './drop-failures.ts';
import type { DropWork } from './drop-session.ts';
import { partNames } from './part-names.ts';
import { withRemoteFile } from './remote-handle.ts';

const CHUNK_BYTES = 1024 * 1024;
/** ssh2 sets the mode whatever the server's umask, and its own default is writable by all. What we deliver is encrypted. */
const FILE_MODE = 0o644;
/** Up to this size an upload is read back and compared before it gets its name. */
const READ_BACK_BYTES = 32 * 1024 * 1024;

/** Between the looks at a file that was just written; the first look comes at once. */
const STAT_WAITS_MS = [0, 100, 400, 1500];
/** What `plateau doctor` writes and removes: shaped like a delivery, for servers that judge names. */
const TRIAL_NAME = 'ESSAI-PLATEAU.xlsx.pgp';
const TRIAL_BYTES = Buffer.from('essai de Plateau : ce fichier peut être retiré');

/** Hands the chunks of a remote file to `take`, in order; beyond `maxBytes` refuses with `beyond`. */
async function eachChunk(
  at: DropWork,
  file: { readonly path: string; readonly maxBytes: number; readonly beyond: DropErrorCode },
  take: (chunk: Buffer) => void,
): Promise<void> {
  await withRemoteFile(at.client, { path: file.path, mode: 'r' }, async (handle) => {
    let total = 0;
    for (;;) {
      const chunk = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), total);
      at.touch();
      if (chunk.length === 0) return;
      total += chunk.length;
      if (total > file.maxBytes) throw dropError(file.beyond);
      take(chunk);
    }
  });
}

/** Reads a whole file whose size and date did not change meanwhile: a deposit under way is refused, not half read. */
export async function readStable(at: DropWork, path: string, maxBytes: number): Promise<Uint8Array> {
  const before = await at.client.stat(path);
  if (!before.isFile) throw dropError('drop-file-missing');
  if (before.size > maxBytes) throw dropError('drop-file-too-large');
  // Filled as it comes: a list of chunks to join would hold a large file twice.
  const bytes = Buffer.alloc(before.size);
  let read = 0;
  // A file that grows as fast as it is read would never end: it is given up at the first byte too many.
  const file = { path, maxBytes: before.size, beyond: 'drop-file-moving' } as const;
  await eachChunk(at, file, (chunk) => {
    read += chunk.copy(bytes, read);
  });
  const after = await at.client.stat(path);
  const same = after.size === before.size && after.modifyTime === before.modifyTime;
  if (!same || read !== before.size) throw dropError('drop-file-moving');
  return bytes;
}

/** SHA-256 (hex) of a remote file, in constant memory. */
export async function remoteHash(at: DropWork, path: string, maxBytes: number): Promise<string> {
  const hash = createHash('sha256');
  await eachChunk(at, { path, maxBytes, beyond: 'drop-file-too-large' }, (chunk) => hash.update(chunk));
  return hash.digest('hex');
}

function* slices(bytes: Uint8Array, touch: () => void): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    touch();
    yield Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(CHUNK_BYTES, bytes.length - start));
  }
}

/**
 * Uploads under a name of its own, checks what arrived, then renames: whoever looks sees the old file or the whole new
 * one. A part left by an earlier try is overwritten.
 */
export async function writeThenRename(
  at: DropWork,
  file: { readonly folder: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const parts = partNames(file.name).map((name) => `${file.folder}/${name}`);
  let refused: unknown;
  for (const part of parts) {
    try {
      await upload(at, part, file.bytes);
    } catch (error) {
      if (!(await isNameRefused(at, part, error))) throw error;
      // The first name's refusal is the one to tell: where no name does, the folder or its disk is the reason.
      refused ??= error;
      continue;
    }
    return publish(at, { part, final: `${file.folder}/${file.name}` });
  }
  throw refused;
}

/**
 * True when the file stands there with these bytes: two requests for one delivery, asked at once, write it once, so that a kill
 * in the second leaves no part behind a file that nobody will send again. A server that lets nobody read or see answers no.
 */
export async function isThereAlready(
  at: DropWork,
  file: { readonly path: string; readonly bytes: Uint8Array },
): Promise<boolean> {
  try {
    const { size, isFile } = await at.client.stat(file.path);
    if (!isFile || size !== file.bytes.length) return false;
    const expected = createHash('sha256').update(file.bytes).digest('hex');
    return (await remoteHash(at, file.path, size)) === expected;
  } catch (error) {
    if (isStatus(error)) return false;
    throw error;
  }
}

async function upload(at: DropWork, part: string, bytes: Uint8Array): Promise<void> {
  try {
    const source = Readable.from(slices(bytes, at.touch), { objectMode: false });
    await at.client.put(source, part, { writeStreamOptions: { flags: 'w', mode: FILE_MODE } });
    await syncRemote(at, part);
    await checkArrived(at, { part, bytes });
  } catch (error) {
    // Give the space back where the server still answers; the first failure is the one to tell.
    if (isStatus(error)) await Promise.allSettled([at.client.delete(part, true)]);
    throw error;
  }
}

/** The server said no to the name itself: nothing bears it. A full disk refuses under every name. */
async function isNameRefused(at: DropWork, part: string, error: unknown): Promise<boolean> {
  if (!hasStatus(error, REFUSING)) return false;
  return at.client.exists(part).then(
    (found) => found === false,
    () => true,
  );
}

async function checkArrived(
  at: DropWork,
  file: { readonly part: string; readonly bytes: Uint8Array },
): Promise<void> {
  try {
    const size = await settledSize(at, file);
    if (size !== file.bytes.length) throw dropError('drop-full');
    if (size > READ_BACK_BYTES) return;
    const sent = createHash('sha256').update(file.bytes).digest('hex');
    if ((await remoteHash(at, file.part, READ_BACK_BYTES)) !== sent) throw dropError('drop-interrupted');
  } catch (error) {
    if (hasStatus(error, REFUSING)) throw dropError('drop-write-only', error);
    throw error;
  }
}

/** Stores over several machines show a file, or its last bytes, a moment after they took it: asked again before it is judged. */
async function settledSize(
  at: DropWork,
  { part, bytes }: { readonly part: string; readonly bytes: Uint8Array },
): Promise<number> {
  let last: unknown = dropError('drop-full');
  for (const waitMs of STAT_WAITS_MS) {
    await setTimeout(waitMs);
    at.touch();
    try {
      const { size } = await at.client.stat(part);
      if (size === bytes.length) return size;
      last = dropError('drop-full');
    } catch (error) {
      if (!isMissing(error)) throw error;
      last = error;
    }
  }
  throw isMissing(last) ? dropError('drop-vanished', last) : last;
}

/** Writes a small file, reads it back under its final name and removes it: what a delivery will do. AppErrors of the port. */
export async function tryDelivery(at: DropWork, folder: string): Promise<void> {
  const final = `${folder}/${TRIAL_NAME}`;
  await at.client.delete(final, true).catch((error: unknown) => {
    if (!isStatus(error)) throw error;
    // What an earlier trial left could not be removed: the writing below says what follows from it.
  });
  await writeThenRename(at, { folder, name: TRIAL_NAME, bytes: TRIAL_BYTES });
  await remoteHash(at, final, TRIAL_BYTES.length);
  await at.client.delete(final, true).catch((error: unknown) => {
    throw isStatus(error) ? dropError('drop-keeps-files', error) : error;
  });
}

/**
 * `posix-rename@openssh.com` replaces in one move. Where the server lacks it, plain rename: it refuses an existing
 * target, and so do we, since delete-then-rename would leave a moment with no file at all.
 */
async function publish(at: DropWork, file: { readonly part: string; readonly final: string }): Promise<void> {
  try {
    await at.client.posixRename(file.part, file.final);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    if (await at.client.exists(file.final)) throw dropError('drop-replace-refused', error);
    await at.client.rename(file.part, file.final);
  }
}

/**
 * The bytes are on the server's disk before they get their name. Servers without the extension, and those over object storage
 * that never open a file again for writing, just do not promise it: what arrived is compared all the same.
 */
async function syncRemote(at: DropWork, path: string): Promise<void> {
  let opened = false;
  try {
    await withRemoteFile(at.client, { path, mode: 'r+' }, async (handle) => {
      opened = true;
      await handle.sync();
    });
  } catch (error) {
    if (!isUnsupported(error) && (opened || !hasStatus(error, REFUSING))) throw error;
  }
}

/** ssh2 throws this without asking the server when the extension was not announced; status 8 is the server's own word. */
function isUnsupported(error: unknown): boolean {
  return hasStatus(error, [8]) || (error instanceof Error && /not support/i.test(error.message));
}

/** Permission denied, failure, operation unsupported: three words with which servers say « I do not do that ». */
const REFUSING: readonly unknown[] = [3, 4, 8];

function hasStatus(error: unknown, codes: readonly unknown[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(error.code);
}
