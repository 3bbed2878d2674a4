import { Worker } from 'node:worker_threads';
import type { ChartSpec, Charts } from '../ports/charts.ts';
import type { ChartAnswer, ChartJob } from './chart-messages.ts';

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './chart-worker.ts' : './chart-worker.mjs',
  import.meta.url,
);
const WORKER_HEAP_MB = 512;
/** A report of a campaign follows another: the thread waits that long for the next picture, without keeping the process alive. */
const IDLE_MS = 5_000;

interface Pending {
  readonly resolve: (answer: ChartAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Draws in one worker thread, started by the first picture (about a second) and ended when none was asked for a while. */
export class WorkerCharts implements Charts {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;
  readonly #pending = new Map<number, Pending>();

  async png(spec: ChartSpec): Promise<Uint8Array> {
    const answer = await this.#ask(spec, 'png');
    if (answer.kind === 'png') return answer.bytes;
    throw new Error(`chart ${spec.key}: ${answer.kind === 'failed' ? answer.message : 'not a PNG'}`);
  }

  async svg(spec: ChartSpec): Promise<string> {
    const answer = await this.#ask(spec, 'svg');
    if (answer.kind === 'svg') return answer.text;
    throw new Error(`chart ${spec.key}: ${answer.kind === 'failed' ? answer.message : 'not an SVG'}`);
  }

  /** Ends a drawing under way (it rejects). A second call does nothing. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #ask(spec: ChartSpec, want: ChartJob['want']): Promise<ChartAnswer> {
    const id = this.#nextId++;
    const worker = this.#running();
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, want, vegaLite: spec.vegaLite } satisfies ChartJob);
    });
  }

  #running(): Worker {
    clearTimeout(this.#idle);
    this.#worker?.ref();
    if (this.#worker) return this.#worker;
    const worker = new Worker(WORKER, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    });
    worker.on('message', (answer: ChartAnswer) => this.#settle(worker, answer));
    worker.on('error', (error) => this.#lose(worker, error as Error));
    worker.on('exit', () => this.#lose(worker, new Error('chart worker ended early')));
    this.#worker = worker;
    return worker;
  }

  #settle(worker: Worker, answer: ChartAnswer): void {
    this.#pending.get(answer.id)?.resolve(answer);
    this.#pending.delete(answer.id);
    if (this.#pending.size > 0) return;
    worker.unref();
    this.#idle = setTimeout(() => {
      this.#worker = undefined;
      void worker.terminate();
    }, IDLE_MS).unref();
  }

  /** Whatever waited on that worker rejects; the next picture starts another. */
  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

export function openCharts(): WorkerCharts {
  return new WorkerCharts();
}
