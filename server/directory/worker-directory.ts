import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import type {
  Directory,
  DirectoryAnswer,
  DirectoryEntry,
  DirectoryProgress,
  DirectoryQuery,
  DocumentEntry,
  DocumentQuery,
  DocumentsFound,
  ValueCount,
} from '../ports/people/directory.ts';
import type { DirectoryAsk, DirectoryJob, DirectoryReply, DirectoryResult } from './directory-messages.ts';

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './directory-worker.ts' : './directory-worker.mjs',
  import.meta.url,
);

interface Pending {
  readonly resolve: (reply: DirectoryReply) => void;
  readonly reject: (error: Error) => void;
}

const NOTHING: DirectoryProgress = { opened: 0, place: { change: -1, id: '' } };

/** One thread, begun by the first card; it does not keep the process alive. */
export class WorkerDirectory implements Directory {
  #worker: Worker | undefined;
  #nextId = 1;
  readonly #pending = new Map<number, Pending>();
  readonly #progress = new Map<string, DirectoryProgress>();
  readonly #running = new Map<string, Promise<void>>();

  progress(charity: string): DirectoryProgress {
    return this.#progress.get(charity) ?? NOTHING;
  }

  async put(charity: string, entries: readonly DirectoryEntry[]): Promise<void> {
    const last = entries.at(-1);
    if (!last) return;
    await this.#change({ kind: 'put', charity, entries }, last.place);
  }

  async drop(charity: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0 || !this.#worker) return;
    await this.#change({ kind: 'drop', charity, ids }, this.progress(charity).place);
  }

  async ids(charity: string): Promise<readonly string[]> {
    const reply = await this.#ask({ kind: 'ids', charity });
    assert(reply.kind === 'ids', 'ids are answered by ids');
    return reply.ids;
  }

  async find(charity: string, query: DirectoryQuery): Promise<DirectoryAnswer> {
    const reply = await this.#ask({ kind: 'find', charity, query });
    assert(reply.kind === 'found', 'a search is answered by what it found');
    return reply.answer;
  }

  async tally(charity: string, asked: Parameters<Directory['tally']>[1]): Promise<readonly ValueCount[]> {
    const reply = await this.#ask({ kind: 'tally', charity, ...asked });
    assert(reply.kind === 'tallied', 'a tally is answered by its values');
    return reply.values;
  }

  async documentStamps(charity: string): Promise<Readonly<Record<string, string>>> {
    const reply = await this.#ask({ kind: 'document-stamps', charity });
    assert(reply.kind === 'document-stamps', 'stamps are answered by stamps');
    return reply.stamps;
  }

  async putDocuments(charity: string, entries: readonly DocumentEntry[]): Promise<void> {
    await this.#ask({ kind: 'document-put', charity, entries });
  }

  async dropDocuments(charity: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#ask({ kind: 'document-drop', charity, ids });
  }

  async findDocuments(charity: string, query: DocumentQuery): Promise<DocumentsFound> {
    const reply = await this.#ask({ kind: 'document-find', charity, query });
    assert(reply.kind === 'document-found', 'a search is answered by what it found');
    return reply.answer;
  }

  async clear(charity: string): Promise<void> {
    if (this.#worker) await this.#ask({ kind: 'clear', charity });
    this.#progress.delete(charity);
  }

  async alone(charity: string, work: () => Promise<void>): Promise<void> {
    const running = this.#running.get(charity);
    if (running) return await running;
    const begun = work().finally(() => this.#running.delete(charity));
    this.#running.set(charity, begun);
    return await begun;
  }

  /** A second call does nothing. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  async #change(ask: DirectoryAsk, place: DirectoryProgress['place']): Promise<void> {
    const reply = await this.#ask(ask);
    assert(reply.kind === 'done', 'a change is answered by what is there');
    this.#progress.set(ask.charity, { opened: reply.opened, place });
  }

  async #ask(ask: DirectoryAsk): Promise<DirectoryReply> {
    const worker = this.#started();
    const id = this.#nextId++;
    const reply = await new Promise<DirectoryReply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, ask } satisfies DirectoryJob);
    });
    if (reply.kind === 'failed') throw new Error(`the directory failed: ${reply.name}`);
    return reply;
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(WORKER, { execArgv: [] });
    worker.on('message', ({ id, reply }: DirectoryResult) => {
      this.#pending.get(id)?.resolve(reply);
      this.#pending.delete(id);
      if (this.#pending.size === 0) worker.unref();
    });
    worker.on('error', (error) => this.#lose(worker, error as Error));
    worker.on('exit', () => this.#lose(worker, new Error('the directory ended')));
    this.#worker = worker;
    return worker;
  }

  /** Whatever it held is gone: the next search opens it again. */
  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#progress.clear();
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

export function openDirectory(): WorkerDirectory {
  return new WorkerDirectory();
}
