import assert from 'node:assert/strict';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { PackedRow } from './packed-rows.ts';
import { openSheet } from './read-sheet.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import {
  type FromWorker,
  MESSAGES_AHEAD,
  ROWS_PER_MESSAGE,
  type ToWorker,
  type WorkerJob,
} from './worker-messages.ts';

/** Entry of the worker thread: reads or writes one workbook, then ends. Started by `workbook-job.ts` only. */

type Job<Kind extends WorkerJob['kind']> = Extract<WorkerJob, { kind: Kind }>;

/** The other thread, both ways: messages are read one at a time, and what is sent waits until it was asked for. */
class MainThread {
  readonly #port: MessagePort;
  readonly #said: ToWorker[] = [];
  #credit = MESSAGES_AHEAD;
  #wake: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: ToWorker) => {
      if (message.kind === 'more') this.#credit += 1;
      else this.#said.push(message);
      this.#wake?.();
    });
  }

  post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  /** Sends a part of the result once the main thread has room for it. */
  async send(message: FromWorker, transfer: ArrayBuffer[] = []): Promise<void> {
    while (this.#credit === 0) await this.#news();
    this.#credit -= 1;
    this.post(message, transfer);
  }

  async next(): Promise<ToWorker> {
    while (this.#said.length === 0) await this.#news();
    return this.#said.shift() as ToWorker;
  }

  close(): void {
    this.#port.close();
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

async function read(main: MainThread, job: Job<'read'>): Promise<void> {
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  const { rows, ...head } = await openSheet(bytes, job.limits);
  main.post({ kind: 'head', ...head });
  let waiting: PackedRow[] = [];
  for await (const some of rows) {
    for (const row of some) {
      waiting.push(row);
      if (waiting.length < ROWS_PER_MESSAGE) continue;
      await main.send({ kind: 'rows', rows: waiting });
      waiting = [];
    }
  }
  await main.send({ kind: 'rows', rows: waiting });
  main.post({ kind: 'read-done' });
}

async function write(main: MainThread, job: Job<'write'>): Promise<void> {
  // Loading the library takes longer than reading a small file.
  const { workbookBuilder } = await import('./write-workbook.ts');
  const builder = await workbookBuilder(job);
  for (let message = await main.next(); message.kind !== 'end'; message = await main.next()) {
    assert(message.kind === 'rows', 'rows, then the end');
    await builder.rows(message.sheet, message.rows);
    main.post({ kind: 'more' });
  }
  const { bytes, pieces } = await builder.finish();
  main.post({ kind: 'size', bytes });
  for (const piece of pieces) await main.send({ kind: 'piece', bytes: piece }, [piece.buffer]);
  main.post({ kind: 'written' });
}

async function run(main: MainThread, job: WorkerJob): Promise<void> {
  try {
    await (job.kind === 'read' ? read(main, job) : write(main, job));
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) throw error;
    main.post({ kind: 'refused', code: error.code, detail: error.detail });
  }
  main.close();
}

assert(parentPort, 'runs in a worker thread');
// No `await` of the module itself: a thread ended while its module is being fulfilled may end the whole process (V8 14).
void run(new MainThread(parentPort), workerData as WorkerJob);
