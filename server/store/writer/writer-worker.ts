import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { isAppError } from '../../../shared/errors.ts';
import { deskWithin } from '../../desk/desk-within.ts';
import type { Desk } from '../../ports/desk.ts';
import { openDatabaseFile } from '../database-file.ts';
import { rowsOf } from '../rows-of.ts';
import type { Durability } from '../sql.ts';
import { SqliteSql } from '../sqlite-sql.ts';
import { ValuesSent } from './shared-values.ts';
import type { DeskAnswer, WriterJob, WriterReply, WriterResult, WriterSetting } from './writer-messages.ts';

/** Entry of the thread that `writer-thread.ts` starts: the desk's operations, one after the other, on a connection of its own. */

assert(parentPort, 'started as a worker thread');
const port = parentPort;
const { file, patienceMs, sealsWords, closed } = workerData as WriterSetting;

/** Typed words are sealed and opened where the keys are; the transaction that met some is rolled back, and done there. */
class NotHere extends Error {}

function notHere(): never {
  throw new NotHere();
}

const db = openDatabaseFile(file);
const words = sealsWords ? { seal: notHere, open: notHere } : undefined;
const sql = new SqliteSql(db, { patienceMs, words });
const rows = rowsOf(sql);
const deskOf = (durability: Durability) =>
  deskWithin({
    read: (work) => sql.read(() => work(rows)),
    write: (work) => sql.write(() => work(rows), durability),
  });
const desks: Readonly<Record<Durability, Desk>> = {
  FULL: deskOf('FULL'),
  NORMAL: deskOf('NORMAL'),
};
const sent = new ValuesSent();

async function answerOf({ ask, durability }: WriterJob): Promise<DeskAnswer> {
  const desk = desks[durability];
  if (ask.act === 'claim') return await desk.claim(ask.question);
  if (ask.act === 'open') return await desk.open(ask.question);
  return await desk.record(ask.question);
}

async function replyTo(job: WriterJob): Promise<WriterReply> {
  try {
    return { kind: 'done', ...sent.packed(await answerOf(job)) };
  } catch (error) {
    if (error instanceof NotHere) return { kind: 'not-here' };
    if (!isAppError(error)) return { kind: 'failed', error };
    const { code, kind, message, hint } = error;
    return { kind: 'refused', parts: { code, kind, message, hint } };
  }
}

function close(): void {
  db.close();
  Atomics.store(closed, 0, 1);
  Atomics.notify(closed, 0);
  port.close();
}

port.on('message', async (job: WriterJob | 'close') => {
  if (job === 'close') return close();
  port.postMessage({ id: job.id, reply: await replyTo(job) } satisfies WriterResult);
});
