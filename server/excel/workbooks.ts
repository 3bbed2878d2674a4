import type { Worker } from 'node:worker_threads';
import type { RawRow, RawSheet } from '../domain/contact-file/raw-sheet.ts';
import type { CellValue, WorkbookSpec } from '../domain/files/sheets.ts';
import { giveWay } from '../give-way.ts';
import type { OpenedSheet, WorkbookLimits, WorkbookReader, WorkbookWriter } from '../ports/workbook.ts';
import { unpackRow } from './packed-rows.ts';
import { WorkbookJob } from './workbook-job.ts';
import { MESSAGES_AHEAD, ROWS_PER_MESSAGE, type ToWorker } from './worker-messages.ts';

/** A contact file of 14,300 rows × 40 columns is about 4 MiB, 40 MiB unzipped; Excel's longest sheet, some 300 and 3,000. */
const DEFAULT_LIMITS: WorkbookLimits = {
  maxBytes: 512 * 2 ** 20,
  maxUnzippedBytes: 8 * 2 ** 30,
  maxRows: 1_048_575,
  maxColumns: 200,
  maxCellCharacters: 32_767,
  // A row of sixty columns has some 700.
  maxMeanRowCharacters: 4_096,
  // For a sheet whose rows pass: none. `read` has its own.
  maxHeldCharacters: Number.MAX_SAFE_INTEGER,
};

/** A list of 300,000 lines of three columns; measured, some 140 MiB at the worst. */
const HELD_CHARACTERS = 40 * 2 ** 20;

export interface Workbooks {
  readonly reader: WorkbookReader;
  readonly writer: WorkbookWriter;
  /** Ends running jobs (they reject). A second call does nothing. */
  close(): Promise<void>;
}

async function* rowsOf(job: WorkbookJob): AsyncGenerator<readonly RawRow[]> {
  for (let message = await job.next(); message.kind !== 'read-done'; message = await job.next()) {
    if (message.kind !== 'rows') continue;
    job.post({ kind: 'more' });
    yield message.rows.map(unpackRow);
  }
}

async function openInWorker(
  bytes: Uint8Array,
  limits: WorkbookLimits,
  alive: Set<Worker>,
): Promise<OpenedSheet> {
  const job = new WorkbookJob({ kind: 'read', bytes, limits }, alive);
  try {
    const head = await job.next();
    if (head.kind !== 'head') throw new Error('a sheet begins with its head');
    const { kind, ...facts } = head;
    return { ...facts, rows: rowsOf(job), close: () => job.close() };
  } catch (error) {
    await job.close();
    throw error;
  }
}

async function readAll(opening: Promise<OpenedSheet>): Promise<RawSheet> {
  const sheet = await opening;
  try {
    const rows: RawRow[] = [];
    for await (const some of sheet.rows) rows.push(...some);
    const { name, header, headerRow, date1904, otherSheets, hiddenColumns } = sheet;
    return { name, header, headerRow, date1904, otherSheets, hiddenColumns, rows };
  } finally {
    await sheet.close();
  }
}

type Row = readonly CellValue[];

/** Messages of one sheet's own rows, taken from their iterable only as they are sent. */
function* chunksOf(rows: Iterable<Row>, sheet: number): Generator<ToWorker> {
  let some: Row[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < ROWS_PER_MESSAGE) continue;
    yield { kind: 'rows', sheet, rows: some };
    some = [];
  }
  if (some.length > 0) yield { kind: 'rows', sheet, rows: some };
}

/** Every row of a workbook: those of each sheet in order, then those that are fed to several sheets in one walk. */
async function* messagesOf({ sheets, feed }: WorkbookSpec): AsyncGenerator<ToWorker> {
  for (const [at, sheet] of sheets.entries()) yield* chunksOf(sheet.rows, at);
  for await (const { sheet: name, rows } of feed ?? []) {
    const at = sheets.findIndex((sheet) => sheet.name === name);
    yield* chunksOf(rows, at);
  }
}

async function sendRows(job: WorkbookJob, spec: WorkbookSpec): Promise<void> {
  let ahead = MESSAGES_AHEAD;
  for await (const message of messagesOf(spec)) {
    if (ahead === 0) await job.next();
    else ahead -= 1;
    job.post(message);
    // Rows are often made by opening records: the event loop breathes between two messages.
    await giveWay();
  }
  job.post({ kind: 'end' });
}

async function writeInWorker(spec: WorkbookSpec, alive: Set<Worker>): Promise<Uint8Array> {
  const { title, createdAtMs } = spec;
  const sheets = spec.sheets.map(({ name, columns, images = [], isOnePageWide = false }) => {
    return { name, columns, images, isOnePageWide };
  });
  const job = new WorkbookJob({ kind: 'write', title, createdAtMs, sheets }, alive);
  try {
    await sendRows(job, spec);
    let whole = new Uint8Array(0);
    let at = 0;
    for (let message = await job.next(); message.kind !== 'written'; message = await job.next()) {
      if (message.kind === 'size') whole = new Uint8Array(message.bytes);
      if (message.kind !== 'piece') continue;
      whole.set(message.bytes, at);
      at += message.bytes.length;
      job.post({ kind: 'more' });
    }
    return whole;
  } finally {
    await job.close();
  }
}

/** Excel workbooks, both ways, each job in a worker thread of its own. */
export function openWorkbooks(limits: WorkbookLimits = DEFAULT_LIMITS): Workbooks {
  const alive = new Set<Worker>();
  const held = { ...limits, maxHeldCharacters: Math.min(limits.maxHeldCharacters, HELD_CHARACTERS) };
  return {
    reader: {
      open: (bytes) => openInWorker(bytes, limits, alive),
      read: (bytes) => readAll(openInWorker(bytes, held, alive)),
    },
    writer: { write: (spec) => writeInWorker(spec, alive) },
    close: async () => {
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}
