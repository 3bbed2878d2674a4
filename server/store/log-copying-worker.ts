import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** Entry of the worker thread that `log-copying.ts` starts: one copy of the log into the base for each message. */

assert(parentPort, 'started as a worker thread');
const port = parentPort;
const { file } = workerData as { readonly file: string };
const db = new DatabaseSync(file, { timeout: 0 });
// The log is flushed before its pages are copied, the base before they are forgotten.
db.exec('PRAGMA synchronous = FULL');

port.on('message', () => {
  // PASSIVE stands in nobody's way; what readers still need is copied by the next one.
  db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
  port.postMessage('copied');
});
