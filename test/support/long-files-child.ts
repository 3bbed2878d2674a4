import { readFileSync } from 'node:fs';
import { returnSpec } from '../../server/domain/return-file.ts';
import type { ReturnFact } from '../../server/domain/return-file-facts.ts';
import { openWorkbooks } from '../../server/excel/workbooks.ts';
import { checkContactFile } from '../../server/steps/import-contact-file.ts';
import { fictitiousContent, fictitiousDonor } from './fictitious-donor.ts';
import { importRoom } from './import-room.ts';
import { peakMib } from './peak-memory.ts';
import { NOW_MS } from './store-campaign.ts';

/** In a child: one long file in or out, and the most memory it took. */
export interface LongFileTask {
  readonly way: 'in' | 'out';
  readonly rows: number;
  /** The workbook in clear, for the way in. */
  readonly file: string;
}

export interface LongFileResult {
  readonly rows: number;
  readonly peakMib: number;
}

const FILE = 'TESTORG_UPG_FR_20261123.xlsx.pgp';

/** Fetched, decrypted, read and judged, every row. */
async function takeIn({ file }: LongFileTask): Promise<number> {
  const room = await importRoom(NOW_MS);
  try {
    await room.give(FILE, readFileSync(file));
    const request = { campaign: room.campaign.code, fileName: FILE, actor: 'ops-1' };
    return (await checkContactFile(room.deps, request)).rows;
  } finally {
    await room.close();
  }
}

async function* facts(rows: number): AsyncGenerator<readonly ReturnFact[]> {
  for (let number = 1; number <= rows; number += 1) {
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
        calls: [call, call].map((one) => ({ ...one, ...times, newMinor: null, oneOffMinor: null })),
        note: '',
      },
    ];
  }
}

/** The final file of that many records and twice as many calls, written. */
async function giveOut({ rows }: LongFileTask): Promise<number> {
  const workbooks = openWorkbooks();
  const extras = Object.keys(fictitiousContent(fictitiousDonor(1)).donor.extra);
  const spec = returnSpec({
    campaign: 'TEST-UP-FR',
    facts: facts(rows),
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

process.on('message', (task: LongFileTask) => {
  const work = task.way === 'in' ? takeIn(task) : giveOut(task);
  work.then(
    (rows) => process.send?.({ rows, peakMib: peakMib() } satisfies LongFileResult, () => process.exit()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
