import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import type { Durability } from '../sql.ts';
import { ValuesKnown } from './shared-values.ts';
import type {
  DeskAnswer,
  DeskAsk,
  WriterJob,
  WriterReply,
  WriterResult,
  WriterSetting,
} from './writer-messages.ts';

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './writer-worker.ts' : './writer-worker.mjs',
  import.meta.url,
);
/** At the end nobody is served: the loop may stand still while the thread ends what it does. Milliseconds. */
const CLOSING_MS = 5_000;

interface Running {
  readonly worker: Worker;
  readonly closed: Int32Array;
  readonly known: ValuesKnown;
}

interface Pending {
  readonly resolve: (reply: WriterReply) => void;
  readonly reject: (error: unknown) => void;
}

function interrupted(cause: unknown): AppError {
  return new AppError({
    code: 'desk-interrupted',
    kind: 'unavailable',
    message: 'La base de données s’est interrompue au milieu de ce geste.',
    hint: 'Recommencez le même geste : il n’est fait qu’une fois, même s’il l’était déjà.',
    cause,
  });
}

/**
 * The thread that does the desk's operations, so that neither SQL nor a disk that stalls stands in the event loop. Begun by the
 * first of them; it keeps no process alive. One that dies loses the call it was at, told as AppError `desk-interrupted`: its
 * transaction goes with its connection, and the next call begins another thread.
 */
export class WriterThread {
  readonly #setting: Omit<WriterSetting, 'closed'>;
  #running: Running | undefined;
  #nextId = 1;
  readonly #pending = new Map<number, Pending>();

  constructor(setting: Omit<WriterSetting, 'closed'>) {
    this.#setting = setting;
  }

  /** `not-here`: nothing was done, and it is for the main thread. AppErrors of the operation, `desk-interrupted`. */
  async ask(ask: DeskAsk, durability: Durability): Promise<DeskAnswer | 'not-here'> {
    this.#running ??= this.#start();
    const { worker, known } = this.#running;
    const id = this.#nextId++;
    const reply = await new Promise<WriterReply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, ask, durability } satisfies WriterJob);
    });
    if (reply.kind === 'done') return known.unpacked(reply);
    if (reply.kind === 'not-here') return 'not-here';
    throw reply.kind === 'refused' ? new AppError({ ...reply.parts }) : reply.error;
  }

  /** Once the thread has closed its connection, so that whoever closes the last one leaves no log. A second call does nothing. */
  close(): void {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    running.worker.postMessage('close');
    Atomics.wait(running.closed, 0, 0, CLOSING_MS);
  }

  #start(): Running {
    const closed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const workerData: WriterSetting = { ...this.#setting, closed };
    const worker = new Worker(WORKER, { execArgv: [], workerData });
    worker.unref();
    worker.on('message', ({ id, reply }: WriterResult) => {
      this.#pending.get(id)?.resolve(reply);
      this.#pending.delete(id);
      if (this.#pending.size === 0) worker.unref();
    });
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('the thread of the desk ended')));
    return { worker, closed, known: new ValuesKnown() };
  }

  #lose(worker: Worker, cause: unknown): void {
    if (this.#running?.worker !== worker) return;
    this.#running = undefined;
    for (const { reject } of this.#pending.values()) reject(interrupted(cause));
    this.#pending.clear();
  }
}
