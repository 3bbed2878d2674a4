import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { createGzip } from 'node:zlib';
import { createMessage, encrypt, enums, readKey } from 'openpgp';
import type { BackupContent } from '../domain/purge/backup-manifest.ts';
import { archive } from './archive.ts';
import type { BackupAnswer, BackupJob, BackupSealed } from './backup-messages.ts';
import { inMemory } from './snapshot-base.ts';

/**
 * Entry of the worker thread: agents do not wait while a backup is read, packed and sealed. Started by
 * `backup-folder.ts` only.
 */

/** Sealed fields do not shrink and the rest shrinks at any level: the fastest. */
const GZIP = { level: 1 };

/** Clear bytes go from the base to the cipher in memory; the disk sees the sealed ones only. */
async function sealedStream(job: BackupJob, pieces: Readable): Promise<AsyncIterable<Uint8Array>> {
  const packed = createGzip(GZIP);
  pieces.on('error', (error) => packed.destroy(error));
  const clear = Readable.toWeb(pieces.pipe(packed)) as unknown as Uint8Array;
  return (await encrypt({
    message: await createMessage({ binary: clear, filename: '', date: new Date(job.createdAtMs) }),
    encryptionKeys: await Promise.all(job.recipients.map((armoredKey) => readKey({ armoredKey }))),
    format: 'binary',
    config: {
      aeadProtect: false,
      v6Keys: false,
      preferredSymmetricAlgorithm: enums.symmetric.aes256,
      preferredCompressionAlgorithm: enums.compression.uncompressed,
    },
  })) as unknown as AsyncIterable<Uint8Array>;
}

async function written(file: string, pieces: AsyncIterable<Uint8Array>): Promise<BackupSealed['sealed']> {
  const handle = await open(file, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      await handle.writeFile(piece);
    }
    await handle.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}

async function makeBackup(job: BackupJob): Promise<BackupSealed> {
  const { snapshot, databaseFile } = job;
  const db = snapshot
    ? inMemory(snapshot.bytes)
    : new DatabaseSync(databaseFile, { readOnly: true, timeout: 5000 });
  try {
    let content: BackupContent | undefined;
    const pieces = Readable.from(
      archive(job, db, (made) => {
        content = made;
      }),
      { objectMode: true, highWaterMark: 2 },
    );
    const sealed = await written(job.sealedFile, await sealedStream(job, pieces));
    assert(content, 'the archive ends before its seal');
    const keys = await Promise.all(job.recipients.map((armoredKey) => readKey({ armoredKey })));
    return { content, sealed, recipients: keys.map((key) => key.getFingerprint().toUpperCase()) };
  } finally {
    db.close();
  }
}

function failure(error: unknown): BackupAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { kind: 'failed', code, errorName: error instanceof Error ? error.name : typeof error };
}

assert(parentPort, 'runs in a worker thread');
const port = parentPort;
// No `await` of the module itself: a thread ended while its module is being fulfilled may end the whole process (V8 14).
void makeBackup(workerData as BackupJob)
  .then((answer): BackupAnswer => ({ kind: 'sealed', answer }), failure)
  .then((answer) => port.postMessage(answer));
