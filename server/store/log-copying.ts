import { Worker } from 'node:worker_threads';

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './log-copying-worker.ts' : './log-copying-worker.mjs',
  import.meta.url,
);
/** About as many pages as SQLite itself waits for: a call writes five. */
const WRITES_BETWEEN = 200;
const WORKER_HEAP_MB = 32;

/**
 * Copies the write-ahead log into the base from a thread of its own, once enough was written: two flushes of the disk
 * and a thousand pages, for which the event loop would stand still in the middle of somebody's call. The thread starts with
 * the first copy and keeps no process alive; if it fails, SQLite does the same within a commit (`database-file.ts`).
 */
export class LogCopying {
  readonly #file: string;
  #writes = 0;
  #worker: Worker | undefined;
  #isCopying = false;

  constructor(baseFile: string) {
    this.#file = baseFile;
  }

  noteWrite(): void {
    this.#writes += 1;
    if (this.#writes < WRITES_BETWEEN || this.#isCopying) return;
    this.#writes = 0;
    this.#isCopying = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage('copy');
  }

  /** A second call does nothing. */
  close(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    const worker = new Worker(WORKER, {
      execArgv: [],
      workerData: { file: this.#file },
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    });
    worker.unref();
    worker.on('message', () => {
      this.#isCopying = false;
    });
    // Left as copying: it is not tried again, and the commits do the work themselves.
    worker.on('error', () => {
      this.#isCopying = true;
    });
    return worker;
  }
}
