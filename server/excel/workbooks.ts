import type { Worker } from 'node:worker_threads';
import type {
  CellValue,
  RawRow,
  RawSheet,
  SheetSpec,
  WorkbookLimits,
  WorkbookReader,
  WorkbookSpec,
  WorkbookWriter,
} from '../ports/workbook.ts';
import { unpackRow } from './packed-rows.ts';
import { type RunningJob, runJob } from './workbook-job.ts';
import { ROWS_PER_MESSAGE } from './worker-messages.ts';

/** A contact file of 14,300 rows × 40 columns is about 4 MiB, 40 MiB unzipped. */
export const DEFAULT_LIMITS: WorkbookLimits = {
  maxBytes: 32 * 2 ** 20,
  maxUnzippedBytes: 384 * 2 ** 20,
  maxRows: 200_000,
  maxColumns: 200,
  maxCellCharacters: 32_767,
};

/** Heap of one worker thread: holds the largest sheet the limits allow in any sane file; beyond, `workbook-too-large`. */
const WORKER_HEAP_MB = 2048;

/** Rows sent ahead of the writing thread: a couple of messages in flight hide the latency, more would only wait in memory. */
const MESSAGES_AHEAD = 4;

export interface Workbooks {
  readonly reader: WorkbookReader;
  readonly writer: WorkbookWriter;
  /** Ends running jobs (they reject). A second call does nothing. */
  close(): Promise<void>;
}

async function readInWorker(
  bytes: Uint8Array,
  limits: WorkbookLimits,
  alive: Set<Worker>,
): Promise<RawSheet> {
  let head = { name: '', header: [] as readonly string[] };
  const rows: RawRow[] = [];
  return runJob<RawSheet>({
    job: { kind: 'read', bytes, limits },
    maxHeapMb: WORKER_HEAP_MB,
    alive,
    onMessage: (message) => {
      if (message.kind === 'head') head = message;
      if (message.kind === 'rows') for (const row of message.rows) rows.push(unpackRow(row));
      return message.kind === 'read-done' ? { name: head.name, header: head.header, rows } : undefined;
    },
  });
}

/** Every message of a workbook in order; rows are taken from their iterable only as they are sent. */
function* messagesOf(sheets: readonly SheetSpec[]) {
  for (const sheet of sheets) {
    yield { kind: 'sheet', name: sheet.name, columns: sheet.columns } as const;
    let rows: (readonly CellValue[])[] = [];
    for (const row of sheet.rows) {
      rows.push(row);
      if (rows.length < ROWS_PER_MESSAGE) continue;
      yield { kind: 'rows', rows } as const;
      rows = [];
    }
    yield { kind: 'rows', rows } as const;
  }
  yield { kind: 'end' } as const;
}

async function writeInWorker(spec: WorkbookSpec, alive: Set<Worker>): Promise<Uint8Array> {
  const messages = messagesOf(spec.sheets);
  /** Sends up to and including the next rows: each `more` of the worker asks for one such step. */
  const sendStep = ({ post }: RunningJob) => {
    for (let next = messages.next(); !next.done; next = messages.next()) {
      post(next.value);
      if (next.value.kind === 'rows') return;
    }
  };
  return runJob<Uint8Array>({
    job: { kind: 'write', title: spec.title, createdAtMs: spec.createdAtMs },
    maxHeapMb: WORKER_HEAP_MB,
    alive,
    onStart: (running) => {
      for (let sent = 0; sent < MESSAGES_AHEAD; sent++) sendStep(running);
    },
    onMessage: (message, running) => {
      if (message.kind === 'more') sendStep(running);
      return message.kind === 'written' ? message.bytes : undefined;
    },
  });
}

/** Excel workbooks, both ways, each job in a worker thread of its own. */
export function openWorkbooks(limits: WorkbookLimits = DEFAULT_LIMITS): Workbooks {
  const alive = new Set<Worker>();
  return {
    reader: { read: (bytes) => readInWorker(bytes, limits, alive) },
    writer: { write: (spec) => writeInWorker(spec, alive) },
    close: async () => {
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}
