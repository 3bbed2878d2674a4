import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import {
  CHARITY,
  eventRow,
  HOUR_MS,
  NOON_MS,
  participantRow,
  slotRow,
} from '../../support/agenda/agenda-rows.ts';
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

async function lay() {
  await base.store.write(async (rows) => {
    await rows.people.openBase({ charity: CHARITY, fields: '', openedAtMs: 1 });
    for (let at = 0; at < PEOPLE; at += 1) await rows.people.add(participantRow());
    const event = eventRow();
    await rows.agenda.addEvent(event);
    for (let at = 0; at < BANDS * PLACES; at += 1) {
      const fromMs = NOON_MS + HOUR_MS + Math.floor(at / PLACES) * 2 * HOUR_MS;
      await rows.agenda.addSlot(
        slotRow(event.id, { fromMs, toMs: fromMs + 2 * HOUR_MS, capacity: CAPACITY }),
      );
    }
  });
}

it('R-55 of 350 people at four servers at once for 450 places: all are taken, no slot is overfull, nobody is in two places, and each refusal has its sentence', async () => {
  await lay();
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
  const { slots, held } = await base.store.read(async (rows) => {
    const [event] = await rows.agenda.events(CHARITY, 0);
    const people = await rows.people.ids(CHARITY);
    const own = [];
    for (const id of people) own.push((await rows.agenda.own(id)).filter(({ state }) => state === 'held'));
    return { slots: await rows.agenda.slotsOf(event?.id ?? ''), held: own };
  });
  expect(slots.map(({ taken }) => taken)).toEqual(slots.map(() => CAPACITY));
  expect(held.flat()).toHaveLength(BANDS * PLACES * CAPACITY);
  const clashes = held.flatMap((own) =>
    own.filter((one, at) => at > 0 && one.fromMs < (own[at - 1]?.toMs ?? 0)),
  );
  expect(clashes).toEqual([]);
});
