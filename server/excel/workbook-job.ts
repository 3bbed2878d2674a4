import { Worker } from 'node:worker_threads';
import { workbookError } from './workbook-refusals.ts';
import type { FromWorker, ToWriter, WorkerJob } from './worker-messages.ts';

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './workbook-worker.ts' : './workbook-worker.mjs',
  import.meta.url,
);

export interface RunningJob {
  readonly worker: Worker;
  post(message: ToWriter): void;
}

interface JobRequest<T> {
  readonly job: WorkerJob;
  readonly maxHeapMb: number;
  /** Workers alive, so that `close` can end them. */
  readonly alive: Set<Worker>;
  /** Called once the worker is there. */
  readonly onStart?: (running: RunningJob) => void;
  /** Answers a value when the job is over, undefined to go on. */
  readonly onMessage: (message: FromWorker, running: RunningJob) => T | undefined;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/**
 * Runs one job in a worker thread of its own, under a heap limit. AppError of the port for a refusal
 * (`workbook-too-large` when the heap limit is reached); any other failure of the worker is a bug and rejects as it is.
 */
export async function runJob<T>(request: JobRequest<T>): Promise<T> {
  const worker = new Worker(WORKER, {
    workerData: request.job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: request.maxHeapMb },
  });
  request.alive.add(worker);
  const running: RunningJob = { worker, post: (message) => worker.postMessage(message) };
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'refused') return reject(workbookError(message.code, message.detail));
        try {
          const done = request.onMessage(message, running);
          if (done !== undefined) resolve(done);
        } catch (error) {
          reject(error);
        }
      });
      worker.on('error', (error) =>
        reject(isOutOfMemory(error) ? workbookError('workbook-too-large', 'mémoire', error) : error),
      );
      worker.on('exit', (code) => reject(new Error(`workbook worker ended early, code ${code}`)));
      request.onStart?.(running);
    });
  } finally {
    request.alive.delete(worker);
    await worker.terminate();
  }
}
