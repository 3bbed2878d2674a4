import { afterEach, expect, it } from 'vitest';
import { hoursDay } from '../../../server/domain/floor/hours-day.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { readBoard } from '../../../server/steps/floor/read-board.ts';
import { returnExpiredLeases } from '../../../server/steps/records/return-leases.ts';
import { closeFormerShift, endSilentShifts } from '../../../server/steps/shift/end-silent-shifts.ts';
import { askPause, endShift, pauseWork, resumeWork } from '../../../server/steps/shift/pause-work.ts';
import { readHours } from '../../../server/steps/shift/read-hours.ts';
import { auditOf, type Centre, cardOf, MINUTE, openCentre, paris } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { accountRow } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre.close());

const TODAY = { from: '2026-11-23', to: '2026-11-23' };

async function open() {
  centre = await openCentre({ records: 6, nowMs: paris('2026-11-23T14:00') });
  const [one, two] = centre.agents;
  const lead = accountRow({ id: 'lead-1', login: 'lea', role: 'lead', campaigns: [centre.campaign.code] });
  const listening = new Set<string>();
  const live = { listening: () => listening };
  const keep = () => endSilentShifts({ store: centre.store, clock: centre.clock, live });
  return { one: one!, two: two!, lead, listening, keep };
}
const production = (agent: string) =>
  centre.store.read((rows) =>
    rows.floor.productionSeconds(
      { agent },
      { fromMs: paris('2026-11-23T00:00'), toMs: paris('2026-11-24T00:00') },
      centre.clock.nowMs(),
    ),
  );

it('indicator 9: breaks by code and training are not production; a lead sees the days of their own people', async () => {
  const { one, lead } = await open();
  const { clock } = centre;
  const start = clock.nowMs();
  const card = await cardOf(centre, one);
  clock.advance(10 * MINUTE);
  await recordCall(centre, { agent: one, outcome: outcomeFor(card, 'NJ_NRP') });
  await pauseWork(centre, { agent: one, kind: 'dejeuner' });
  clock.advance(30 * MINUTE);
  await pauseWork(centre, { agent: one, kind: 'dejeuner' });
  // From lunch straight into training: the code changes, production does not begin.
  await pauseWork(centre, { agent: one, kind: 'formation' });
  clock.advance(5 * MINUTE);
  expect(await readHours(centre, { lead, ...TODAY })).toMatchObject([{ login: one.login, toMs: null }]);
  await resumeWork(centre, { agent: one });
  clock.advance(20 * MINUTE);
  await pauseWork(centre, { agent: one, kind: 'debriefing' });
  clock.advance(15 * MINUTE);
  await endShift(centre, { agent: one });
  await endShift(centre, { agent: one });
  clock.advance(60 * MINUTE);

  const [day, ...others] = await readHours(centre, { lead, ...TODAY });
  expect(others).toEqual([]);
  expect(day).toEqual({
    ...{ login: one.login, displayName: one.displayName, day: '2026-11-23', calls: 1 },
    ...{ fromMs: start, toMs: start + 80 * MINUTE, endedBySilence: false, productionSeconds: 30 * 60 },
    breaks: { dejeuner: 30 * 60, formation: 5 * 60, debriefing: 15 * 60 },
  });
  expect(await production(one.id)).toBe(30 * 60);
  expect((await auditOf(centre, 'shift.pause')).map(({ detail }) => detail.kind)).toEqual([
    ...['dejeuner', 'formation', 'debriefing'],
  ]);
  const elsewhere = { ...lead, campaigns: ['AUTRE-2026'] };
  await expect(readHours(centre, { lead: elsewhere, ...TODAY })).rejects.toThrow('Aucun de vos téléacteurs');
  await expect(readHours(centre, { lead, agent: 'personne', ...TODAY })).rejects.toThrow('Aucun de vos');
  await expect(readHours(centre, { lead, from: '2026-01-01', to: '2026-12-31' })).rejects.toThrow('62 jours');
  await expect(readHours(centre, { lead, from: '2026-11-99', to: '2026-11-99' })).rejects.toThrow('62 jours');
});

it('a shift that nobody ended closes at the last sign of life, and the hours with it', async () => {
  const { one, two, lead, listening, keep } = await open();
  const { clock } = centre;
  const start = clock.nowMs();
  for (const agent of [one, two]) await cardOf(centre, agent);
  // One waits after a call, with a workstation that listens; two keeps a card and goes silent.
  const card = await cardOf(centre, one);
  await recordCall(centre, { agent: one, outcome: outcomeFor(card, 'NJ_NRP') });
  listening.add(one.id);
  clock.advance(8 * MINUTE);
  expect(await keep()).toBe(0);
  listening.clear();
  clock.advance(9 * MINUTE);
  // Two's card is still leased: it comes back first, and ends the work at its last sign of life.
  expect(await keep()).toBe(0);
  await returnExpiredLeases(centre);
  clock.advance(MINUTE);
  expect(await keep()).toBe(2);
  expect(await keep()).toBe(0);
  clock.advance(120 * MINUTE);
  expect(await production(one.id)).toBe(8 * 60);
  expect(await readHours(centre, { lead, agent: one.login, ...TODAY })).toMatchObject([
    { toMs: start + 8 * MINUTE, endedBySilence: true, productionSeconds: 8 * 60 },
  ]);
  expect((await auditOf(centre, 'shift.silent')).map(({ subject }) => subject)).toContain(one.id);
  expect(await centre.store.read(async (rows) => (await rows.floor.presenceOf(one.id))?.state)).toBe('away');

  // The next card begins another shift of the same day.
  await cardOf(centre, one);
  clock.advance(MINUTE);
  expect(await readHours(centre, { lead, agent: one.login, ...TODAY })).toMatchObject([
    { fromMs: start, toMs: null, endedBySilence: false, productionSeconds: 9 * 60 },
  ]);
  clock.advance(400 * 24 * 60 * MINUTE);
  await keep();
  await expect(readHours(centre, { lead, agent: one.login, ...TODAY })).resolves.not.toThrow();
  const before = await centre.store.read((rows) =>
    rows.shifts.ofAgent(two.id, { fromMs: 0, toMs: start + 24 * 60 * MINUTE }),
  );
  expect(before).toEqual([]);
});

it('a span across midnight counts on each day for its part', () => {
  const [from, midnight, to] = ['2026-11-23T23:30', '2026-11-24T00:00', '2026-11-24T00:20'].map(paris);
  const worked = {
    shifts: [{ fromMs: from!, toMs: to!, ended: 'person' as const }],
    spans: [{ kind: 'production' as const, code: '', fromMs: from!, toMs: to! }],
    nowMs: to! + 1,
  };
  const day = (name: string, fromMs: number, toMs: number) => hoursDay({ day: name, fromMs, toMs }, worked);
  expect(day('2026-11-23', midnight! - 86_400_000, midnight!)).toMatchObject({
    ...{ productionSeconds: 30 * 60, fromMs: from, toMs: midnight },
  });
  expect(day('2026-11-24', midnight!, midnight! + 86_400_000)).toMatchObject({
    ...{ productionSeconds: 20 * 60, fromMs: midnight, toMs: to },
  });
  expect(day('2026-11-25', midnight! + 86_400_000, midnight! + 172_800_000)).toBeUndefined();
});

it('a pause asked for during a call is seen on the board until the call ends, and changes no hour', async () => {
  const { one, two, lead } = await open();
  const { clock } = centre;
  const asking = async () =>
    (await readBoard(centre, { lead })).agents
      .filter((agent) => agent.pauseAsked)
      .map(({ login, state }) => [login, state]);
  const card = await cardOf(centre, one);
  await askPause(centre, { agent: two, asked: true });
  await askPause(centre, { agent: one, asked: true });
  clock.advance(MINUTE);
  await askPause(centre, { agent: one, asked: true });
  expect(await asking()).toEqual([[one.login, 'card']]);
  const presence = () => centre.store.read((rows) => rows.floor.presenceOf(one.id));
  expect((await presence())?.pauseAskedMs).toBe(clock.nowMs() - MINUTE);
  await askPause(centre, { agent: one, asked: false });
  expect(await asking()).toEqual([]);

  await askPause(centre, { agent: one, asked: true });
  clock.advance(9 * MINUTE);
  await recordCall(centre, { agent: one, outcome: outcomeFor(card, 'NJ_NRP') });
  expect(await asking()).toEqual([]);
  // The time after an ending, before anything is asked for, is work.
  clock.advance(20_000);
  await pauseWork(centre, { agent: one, kind: 'pause' });
  clock.advance(MINUTE);
  expect(await presence()).toMatchObject({ state: 'pause', pauseAskedMs: null });
  expect(await production(one.id)).toBe(10 * 60 + 20);
});

it('a shift that a stopped server left running ends at its last sign of life before the next login begins another', async () => {
  const { one, lead, listening, keep } = await open();
  await cardOf(centre, one);
  listening.add(one.id);
  centre.clock.advance(2 * MINUTE);
  await keep();
  // Killed at 14:02; the agent comes back the next morning, before any job has run.
  const start = paris('2026-11-23T14:00');
  centre.clock.advance(paris('2026-11-24T10:20') - centre.clock.nowMs());
  const nowMs = centre.clock.nowMs();
  await centre.store.write(async (rows) => {
    await closeFormerShift(rows, one.id, nowMs);
    await rows.shifts.begin(one.id, nowMs);
  });
  centre.clock.advance(9 * MINUTE);
  const days = { from: '2026-11-23', to: '2026-11-24' };
  expect(await readHours(centre, { lead, agent: one.login, ...days })).toMatchObject([
    { fromMs: start, toMs: start + 2 * MINUTE, endedBySilence: true, productionSeconds: 120 },
    { fromMs: nowMs, toMs: null, endedBySilence: false, productionSeconds: 0 },
  ]);
  expect(await production(one.id)).toBe(120);
});

it('a login on a workstation that lives ends nothing', async () => {
  const { one, lead } = await open();
  await cardOf(centre, one);
  centre.clock.advance(9 * MINUTE);
  await centre.store.write((rows) => closeFormerShift(rows, one.id, centre.clock.nowMs()));
  expect(await readHours(centre, { lead, agent: one.login, ...TODAY })).toMatchObject([
    { toMs: null, productionSeconds: 540 },
  ]);
});
