import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { returnFile } from '../../../server/domain/delivery/return-file.ts';
import type { ReturnFact } from '../../../server/domain/delivery/return-file-facts.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import type { WorkbookReader } from '../../../server/ports/workbook.ts';
import { checkContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import { liveBytes, liveBytesOf } from '../machine/live-memory.ts';
import { NOW_MS } from '../store/store-campaign.ts';
import { fictitiousContent, fictitiousDonor } from './fictitious-donor.ts';
import { importRoom } from './import-room.ts';

/** In a child: one long file in or out, and what its threads hold on the way. */
export interface LongFileTask {
  readonly way: 'in' | 'out';
  readonly rows: number;
  /** Rows after which memory is looked at, within a message or two. */
  readonly looks: readonly number[];
  /** The workbook in clear, for the way in. */
  readonly file: string;
}

export interface LongFileResult {
  readonly rows: number;
  /** One a look: the main thread, and the one that reads or writes the workbook. */
  readonly main: readonly number[];
  readonly worker: readonly number[];
}

let worker: Worker | undefined;
process.on('worker', (started) => {
  worker = started;
});

/** Looks as rows pass, which wait meanwhile. */
class Watch {
  readonly main: number[] = [];
  readonly worker: number[] = [];
  readonly #looks: readonly number[];

  constructor(looks: readonly number[]) {
    this.#looks = looks;
  }

  async passed(rows: number): Promise<void> {
    if (rows < (this.#looks[this.main.length] ?? Number.POSITIVE_INFINITY)) return;
    assert(worker, 'a workbook has a thread of its own');
    this.main.push(liveBytes());
    this.worker.push(await liveBytesOf(worker));
  }
}

function watched(reader: WorkbookReader, watch: Watch): WorkbookReader {
  return {
    ...reader,
    open: async (bytes) => {
      const sheet = await reader.open(bytes);
      async function* rows() {
        let passed = 0;
        for await (const some of sheet.rows) {
          yield some;
          passed += some.length;
          await watch.passed(passed);
        }
      }
      return { ...sheet, rows: rows() };
    },
  };
}

const FILE = 'TESTORG_UPG_FR_20261123.xlsx.pgp';

/** Fetched, decrypted, read and judged, every row. */
async function takeIn({ file }: LongFileTask, watch: Watch): Promise<number> {
  const room = await importRoom(NOW_MS);
  try {
    await room.give(FILE, readFileSync(file));
    const { workbooks } = room.deps;
    const deps = { ...room.deps, workbooks: { ...workbooks, reader: watched(workbooks.reader, watch) } };
    const request = { campaign: room.campaign.code, fileName: FILE, actor: 'ops-1' };
    return (await checkContactFile(deps, request)).rows;
  } finally {
    await room.close();
  }
}

async function* facts(rows: number, watch: Watch): AsyncGenerator<readonly ReturnFact[]> {
  for (let number = 1; number <= rows; number += 1) {
    await watch.passed(number);
    const call = { disposition: 'NJ_NRP', dayPart: 'S', attemptRank: 1, phoneSlot: 'TEL_MOBILE' } as const;
    const times = { startedAtMs: NOW_MS, endedAtMs: NOW_MS + 60_000, durationSeconds: 60 };
    yield [
      {
        campaign: 'TEST-UP-FR',
        kind: 'upgrade',
        segment: 'FIDELES',
        disposition: 'EF_CLOTURE',
        attempts: 2,
        giftMinor: 1250,
        currency: 'EUR',
        content: fictitiousContent(fictitiousDonor(number)),
        calls: [call, call].map((one) => ({
          ...one,
          ...times,
          newMinor: null,
          oneOffMinor: null,
          firstDebitOn: null,
        })),
        note: '',
      },
    ];
  }
}

/** The final file of that many records and twice as many calls, written. */
async function giveOut({ rows }: LongFileTask, watch: Watch): Promise<number> {
  const workbooks = openWorkbooks();
  const extras = Object.keys(fictitiousContent(fictitiousDonor(1)).donor.extra);
  const spec = returnFile({
    kind: 'upgrade',
    campaign: 'TEST-UP-FR',
    facts: facts(rows, watch),
    extras,
    delivered: rows,
    rejected: 0,
    createdAtMs: NOW_MS,
  });
  const bytes = await workbooks.writer.write(spec);
  const sheet = await workbooks.reader.open(bytes);
  let read = 0;
  for await (const some of sheet.rows) read += some.length;
  await sheet.close();
  await workbooks.close();
  return read;
}

async function run(task: LongFileTask): Promise<LongFileResult> {
  const watch = new Watch(task.looks);
  const rows = await (task.way === 'in' ? takeIn(task, watch) : giveOut(task, watch));
  return { rows, main: watch.main, worker: await Promise.all(watch.worker) };
}

process.on('message', (task: LongFileTask) => {
  run(task).then(
    (result) => process.send?.(result, () => process.exit()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
