import { Worker } from 'node:worker_threads';
import { workbookError } from './workbook-refusals.ts';
import type { FromWorker, ToWorker, WorkerJob } from './worker-messages.ts';

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './workbook-worker.ts' : './workbook-worker.mjs',
  import.meta.url,
);

/** Heap of one worker thread: a job needs a twentieth of it; beyond, `workbook-too-large`. */
const WORKER_HEAP_MB = 1024;

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/**
 * One job in a worker thread of its own, under a heap limit. What it says is taken with `next`, one message at a time:
 * AppError of the port for a refusal (`workbook-too-large` when the heap limit is reached); any other failure of the worker is
 * a bug and rejects as it is.
 */
export class WorkbookJob {
  readonly #worker: Worker;
  readonly #alive: Set<Worker>;
  readonly #said: FromWorker[] = [];
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** `alive`: workers that run, so that all can be ended. */
  constructor(job: WorkerJob, alive: Set<Worker>) {
    const resourceLimits = { maxOldGenerationSizeMb: WORKER_HEAP_MB };
    this.#worker = new Worker(WORKER, { workerData: job, execArgv: [], resourceLimits });
    this.#alive = alive;
    alive.add(this.#worker);
    this.#worker.on('message', (message: FromWorker) => {
      if (message.kind === 'refused') this.#fail(workbookError(message.code, message.detail));
      else this.#said.push(message);
      this.#wake?.();
    });
    this.#worker.on('error', (error) =>
      this.#fail(isOutOfMemory(error) ? workbookError('workbook-too-large', 'mémoire', error) : error),
    );
    this.#worker.on('exit', (code) => this.#fail(new Error(`workbook worker ended early, code ${code}`)));
  }

  post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  /** The next message; what was said before a failure comes first. */
  async next(): Promise<FromWorker> {
    while (this.#said.length === 0) {
      if (this.#failure) throw this.#failure.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#said.shift() as FromWorker;
  }

  /** Ends the worker; a second call does nothing. */
  async close(): Promise<void> {
    this.#alive.delete(this.#worker);
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake?.();
  }
}
