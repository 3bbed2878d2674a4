import { readFileSync } from 'node:fs';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { isAppError } from '../../../shared/errors.ts';
import { peakMib } from './peak-memory.ts';

/** In a child: a workbook is read whole, as a list is, or its rows pass, as a contact file's do. */
export interface ReadTask {
  readonly file: string;
  readonly way: 'whole' | 'passing';
}

export interface ReadResult {
  /** Of the refusal, or the rows read. */
  readonly end: string;
  readonly tookMs: number;
  /** Above what the process and one small file took, MiB. */
  readonly peakMib: number;
}

process.once('message', async ({ file, way }: ReadTask) => {
  const { reader, close } = openWorkbooks();
  const bytes = readFileSync(file);
  const before = peakMib();
  const startedMs = performance.now();
  const read = async () => {
    if (way === 'whole') return String((await reader.read(bytes)).rows.length);
    const sheet = await reader.open(bytes);
    let rows = 0;
    for await (const some of sheet.rows) rows += some.length;
    return String(rows);
  };
  const end = await read().catch((error: unknown) => {
    if (isAppError(error)) return error.code;
    throw error;
  });
  const tookMs = performance.now() - startedMs;
  await close();
  process.send?.({ end, tookMs, peakMib: peakMib() - before });
});
