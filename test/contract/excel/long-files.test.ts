import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { longContactFile } from '../../support/contact-file/long-contact-file.ts';
import type { LongFileResult, LongFileTask } from '../../support/contact-file/long-files-child.ts';
import { CAMPAIGN } from '../../support/store/store-campaign.ts';

/** Linear time and flat memory, at a size that a test bears; `npm run bench -- --only million` measures the million. */
const MANY = 15_000;
/** Rows after which memory is looked at: the first message or two have warmed the code. */
const LOOKS = [3000, 12_000] as const;
/**
 * Held by either thread for each row that passed between the two looks. A row held in clear takes a thousand bytes packed and
 * three as cells; what is kept of one on purpose (a blind index, its lines of the report, its share of the compressed file), 250.
 */
const MOST_BYTES_PER_ROW = 400;

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'plateau-long-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function run(task: LongFileTask): Promise<LongFileResult> {
  const url = new URL('../../support/contact-file/long-files-child.ts', import.meta.url);
  const child = fork(url, { execArgv: ['--expose-gc'] });
  child.send(task);
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the child ended early, ${code ?? signal}`);
  });
  const [result] = (await Promise.race([once(child, 'message'), ended])) as [LongFileResult];
  ended.catch(() => undefined);
  return result;
}

function perRow([few = Number.NaN, many = Number.NaN]: readonly number[]): number {
  return (many - few) / (LOOKS[1] - LOOKS[0]);
}

test.each(['in', 'out'] as const)(
  'rows %s pass through: memory does not grow with them',
  async (way) => {
    const file = join(home, `${way}.xlsx`);
    if (way === 'in') writeFileSync(file, await longContactFile({ campaign: CAMPAIGN, rows: MANY }));
    const { rows, main, worker } = await run({ way, rows: MANY, looks: LOOKS, file });
    expect(rows).toBe(MANY);
    expect(perRow(main)).toBeLessThan(MOST_BYTES_PER_ROW);
    expect(perRow(worker)).toBeLessThan(MOST_BYTES_PER_ROW);
  },
  120_000,
);
