import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { layBands, standingOf } from '../../support/agenda/sign-up-bands.ts';
import { temporaryStore } from '../../support/store/temporary-store.ts';

/**
 * Bands of two hours, each at three places: who holds one of a band can hold no other of it. PostgreSQL is asked a third of it, since
 * each of ten statements of a sign-up is a message there; the whole of it passes too, in 22 s.
 */
const isPostgres = process.env.PLATEAU_TEST_ENGINE === 'postgres';
const BANDS = isPostgres ? 5 : 15;
const PLACES = 3;
const CAPACITY = 10;
const PEOPLE = isPostgres ? 115 : 350;
const PROCESSES = 4;

const CHILD = fileURLToPath(new URL('../../support/agenda/sign-up-child.ts', import.meta.url));
const base = temporaryStore();
afterAll(() => base.dispose());

it('R-55 of 350 people at four servers at once for 450 places: all are taken, no slot is overfull, nobody is in two places, and each refusal has its sentence', async () => {
  await layBands(base.store, { people: PEOPLE, bands: BANDS, places: PLACES, capacity: CAPACITY });
  const run = promisify(execFile);
  const told = await Promise.all(
    Array.from({ length: PROCESSES }, async (_, rank) => {
      const { stdout } = await run(process.execPath, [CHILD, String(rank), base.file, base.url]);
      return JSON.parse(stdout) as { answers: Record<string, number>; unsaid: string[] };
    }),
  );
  const sum = (state: string) => told.reduce((total, { answers }) => total + (answers[state] ?? 0), 0);
  const all = told.flatMap(({ answers }) => Object.values(answers)).reduce((one, other) => one + other, 0);
  expect(all).toBe(PEOPLE * PROCESSES);
  expect(sum('free')).toBe(BANDS * PLACES * CAPACITY);
  expect(sum('full')).toBeGreaterThan(0);
  expect(sum('taken-elsewhere')).toBeGreaterThan(0);
  expect(told.flatMap(({ unsaid }) => unsaid)).toEqual([]);
  const { slots, held, clashes } = await standingOf(base.store);
  expect(slots.map(({ taken }) => taken)).toEqual(slots.map(() => CAPACITY));
  expect(held.flat()).toHaveLength(BANDS * PLACES * CAPACITY);
  expect(clashes).toEqual([]);
});
