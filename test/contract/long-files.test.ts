import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { longContactFile } from '../support/long-contact-file.ts';
import type { LongFileResult, LongFileTask } from '../support/long-files-child.ts';
import { CAMPAIGN } from '../support/store-campaign.ts';

/** Issue 3 §7.4 at a size that a test bears; `npm run bench -- --only million` measures the million. */
const FEW = 20_000;
const MANY = 60_000;
/** Three times the rows for at most a third more memory: what may grow is the compressed file. Whole rows would take twice. */
const MOST_GROWTH = 1.35;

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'plateau-long-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function run(task: LongFileTask): Promise<LongFileResult> {
  const child = fork(new URL('../support/long-files-child.ts', import.meta.url), { execArgv: [] });
  child.send(task);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the child ended early, code ${code}`);
  });
  const [result] = (await Promise.race([once(child, 'message'), ended])) as [LongFileResult];
  ended.catch(() => undefined);
  return result;
}

test.each(['in', 'out'] as const)(
  'three times the rows %s take no more memory',
  async (way) => {
    const results = await Promise.all(
      [FEW, MANY].map(async (rows) => {
        const file = join(home, `${way}-${rows}.xlsx`);
        if (way === 'in') writeFileSync(file, await longContactFile({ campaign: CAMPAIGN, rows }));
        return run({ way, rows, file });
      }),
    );
    const [few, many] = results;
    console.log(way, JSON.stringify(results));
    expect([few?.rows, many?.rows]).toEqual([FEW, MANY]);
    expect((many?.peakMib ?? Number.NaN) / (few?.peakMib ?? Number.NaN)).toBeLessThan(MOST_GROWTH);
  },
  240_000,
);
