import assert from 'node:assert/strict';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { PackedRow } from './packed-rows.ts';
import { readSheet } from './read-sheet.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import { type FromWorker, ROWS_PER_MESSAGE, type ToWriter, type WorkerJob } from './worker-messages.ts';
import { workbookBuilder } from './write-workbook.ts';

/** Entry of the worker thread: reads or writes one workbook, then ends. Started by `workbook-job.ts` only. */

type Job<Kind extends WorkerJob['kind']> = Extract<WorkerJob, { kind: Kind }>;

async function read(port: MessagePort, job: Job<'read'>): Promise<void> {
  const post = (message: FromWorker) => port.postMessage(message);
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  const sheet = await readSheet(bytes, job.limits);
  post({ kind: 'head', name: sheet.name, header: sheet.header });
  let chunk: PackedRow[] = [];
  for (const row of sheet.rows) {
    chunk.push(row);
    if (chunk.length < ROWS_PER_MESSAGE) continue;
    post({ kind: 'rows', rows: chunk });
    chunk = [];
  }
  post({ kind: 'rows', rows: chunk });
  post({ kind: 'read-done' });
}

function write(port: MessagePort, job: Job<'write'>): Promise<void> {
  const builder = workbookBuilder(job.title, job.createdAtMs);
  return new Promise((resolve, reject) => {
    const end = async () => {
      const bytes = new Uint8Array(await builder.finish());
      port.postMessage({ kind: 'written', bytes } satisfies FromWorker, [bytes.buffer]);
      port.close();
      resolve();
    };
    port.on('message', (message: ToWriter) => {
      try {
        if (message.kind === 'end') end().catch(reject);
        else if (message.kind === 'sheet') builder.sheet(message.name, message.columns);
        else builder.rows(message.rows);
        if (message.kind === 'rows') port.postMessage({ kind: 'more' } satisfies FromWorker);
      } catch (error) {
        reject(error);
      }
    });
  });
}

async function run(port: MessagePort, job: WorkerJob): Promise<void> {
  try {
    await (job.kind === 'read' ? read(port, job) : write(port, job));
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) throw error;
    port.postMessage({ kind: 'refused', code: error.code, detail: error.detail } satisfies FromWorker);
    port.close();
  }
}

assert(parentPort, 'runs in a worker thread');
await run(parentPort, workerData as WorkerJob);
