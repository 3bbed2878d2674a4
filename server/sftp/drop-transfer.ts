import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type DropErrorCode, dropError, isStatus } from './drop-failures.ts';
import type { DropWork } from './drop-session.ts';
import { withRemoteFile } from './remote-handle.ts';

const CHUNK_BYTES = 1024 * 1024;
/** ssh2 sets the mode whatever the server's umask, and its own default is writable by all. What we deliver is encrypted. */
const FILE_MODE = 0o644;
/** Up to this size an upload is read back and compared before it gets its name. */
const READ_BACK_BYTES = 32 * 1024 * 1024;

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
 * Uploads under the hidden name, checks what arrived, then renames: whoever looks sees the old file or the whole new
 * one. A part left by an earlier try is overwritten.
 */
export async function writeThenRename(
  at: DropWork,
  file: { readonly part: string; readonly final: string; readonly bytes: Uint8Array },
): Promise<void> {
  try {
    const source = Readable.from(slices(file.bytes, at.touch), { objectMode: false });
    await at.client.put(source, file.part, { writeStreamOptions: { flags: 'w', mode: FILE_MODE } });
    await syncRemote(at, file.part);
    await checkArrived(at, file);
  } catch (error) {
    // Give the space back where the server still answers; the first failure is the one to tell.
    if (isStatus(error)) await Promise.allSettled([at.client.delete(file.part, true)]);
    throw error;
  }
  await publish(at, file);
}

async function checkArrived(
  at: DropWork,
  file: { readonly part: string; readonly bytes: Uint8Array },
): Promise<void> {
  const { size } = await at.client.stat(file.part);
  if (size !== file.bytes.length) throw dropError('drop-full');
  if (size > READ_BACK_BYTES) return;
  const sent = createHash('sha256').update(file.bytes).digest('hex');
  if ((await remoteHash(at, file.part, READ_BACK_BYTES)) !== sent) throw dropError('drop-interrupted');
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

/** The bytes are on the server's disk before they get their name; servers without the extension just don't promise it. */
async function syncRemote(at: DropWork, path: string): Promise<void> {
  await withRemoteFile(at.client, { path, mode: 'r+' }, async (handle) => {
    try {
      await handle.sync();
    } catch (error) {
      if (!isUnsupported(error)) throw error;
    }
  });
}

/** ssh2 throws this without asking the server when the extension was not announced; status 8 is the server's own word. */
function isUnsupported(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 8) || /not support/i.test(error.message);
}
