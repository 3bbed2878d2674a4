import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENING_MS, type WatchedLine, watchedLine } from '../../support/telephony/watched-line.ts';

const CAMPAIGN = 'PL-2026';
const NUMBER = '+33639980042';
let house: WatchedLine;

beforeEach(async () => {
  house = await watchedLine();
});
afterEach(async () => {
  await house.close();
});

const rows = () =>
  house.store.read((all) => all.lineCalls.ofPeriod(CAMPAIGN, { fromMs: 0, toMs: EVENING_MS * 2 }));
const ended = (count: number) =>
  house.until(async () => {
    const all = await rows();
    return all.filter(({ endedAtMs }) => endedAtMs !== null).length === count ? all : undefined;
  });

describe('calls of a line, followed', () => {
  it('each is one row, with the instants of its wait, its answer and its end', async () => {
    const { line, clock } = house;
    const call = line.caller('promesses-partenaire', NUMBER);
    clock.advance(7_000);
    await house.seat('promesses-partenaire', 'PARTENAIRE-01');
    clock.advance(60_000);
    line.leaves(call);
    expect(await ended(1)).toEqual([
      {
        site: 'PARTENAIRE',
        ruleSite: 'PARTENAIRE',
        seat: 'PARTENAIRE-01',
        waitingAtMs: EVENING_MS,
        answeredAtMs: EVENING_MS + 7_000,
        endedAtMs: EVENING_MS + 67_000,
        isEndSeen: true,
      },
    ]);
  });

  it('one that hangs up first is abandoned, one of another queue is none of ours', async () => {
    const { line } = house;
    line.leaves(line.caller('promesses', NUMBER));
    line.leaves(line.caller('service-client', NUMBER));
    await ended(1);
    const { counts, sites } = await house.board();
    expect(counts).toMatchObject({ came: 1, answered: 0, abandoned: 1, overflowed: 1 });
    // The rule of a Saturday evening sends to PARTENAIRE: MAISON has it beyond the rule.
    expect(sites.map(({ site, counts: own }) => [site, own.came, own.overflowed])).toEqual([
      ['MAISON', 1, 1],
      ['PARTENAIRE', 0, 0],
    ]);
  });

  it('what a seat says of its caller is told by the hour, among those who were answered', async () => {
    const { line, clock, watch } = house;
    await house.seat('promesses', 'MAISON-01');
    for (let caller = 0; caller < 20; caller += 1) {
      line.leaves(line.caller('promesses'));
      if (caller % 4 === 0) watch.countQuiet(CAMPAIGN, 'hoax');
      if (caller % 5 === 0) watch.countQuiet(CAMPAIGN, 'minor');
    }
    await ended(20);
    expect((await house.board()).quiet).toEqual([]);
    clock.advance(3_600_000);
    await watch.close();
    // Four minors wait for a fifth.
    expect((await house.board()).quiet).toEqual([{ kind: 'hoax', calls: 5 }]);
  });

  it('what the line repeats after a cut is counted once, and what it did not tell is over', async () => {
    const { line } = house;
    await house.seat('promesses', 'MAISON-01', 'MAISON-02');
    const [first, second] = [line.caller('promesses', NUMBER), line.caller('promesses')];
    await house.until(async () => ((await rows()).length === 2 ? true : undefined));
    line.cut();
    expect((await house.board()).line).toMatchObject({ state: 'down', sinceMs: EVENING_MS });
    line.leaves(first);
    line.restore();
    await ended(1);
    expect((await house.board()).line.state).toBe('up');
    line.leaves(second);
    expect((await ended(2)).every(({ isEndSeen }) => isEndSeen)).toBe(true);
  });

  it('calls that end while no server runs are told as such, and never as answered or abandoned twice', async () => {
    const { line } = house;
    await house.seat('promesses', 'MAISON-01', 'MAISON-02');
    const [gone, stays] = [line.caller('promesses'), line.caller('promesses')];
    await house.until(async () =>
      (await rows()).every((one) => one.answeredAtMs !== null) ? true : undefined,
    );
    const unfollowed = house.watch.close();
    line.leaves(gone);
    await unfollowed;
    await house.restart();
    await ended(1);
    expect((await house.board()).counts).toMatchObject({ came: 2, answered: 2, unseen: 1, abandoned: 0 });
    expect((await line.snapshot()).calls.map(({ call }) => call)).toEqual([stays]);
  });

  it('no number reaches the base, nor a call handed to the charity’s team', async () => {
    const { line, store } = house;
    await house.seat('promesses', 'MAISON-01');
    await house.seat('ecoute', 'ECOUTE-01');
    const call = line.caller('promesses', NUMBER);
    await line.handOver(call, 'ecoute');
    const [row] = await ended(1);
    expect(row).toMatchObject({ site: 'MAISON', seat: 'MAISON-01', isEndSeen: true });
    await house.watch.look();
    expect((await house.board()).team).toMatchObject({ open: 1, talking: 1 });
    line.leaves(call);
    line.leaves(line.caller('promesses'));
    await ended(2);
    expect(await rows()).toHaveLength(2);
    expect(
      await store.read((all) => all.lineCalls.quietSpans(CAMPAIGN, { fromMs: 0, toMs: EVENING_MS * 2 })),
    ).toEqual([]);
    const bytes = store
      .files()
      .map((file) => readFileSync(file, 'latin1'))
      .join('');
    expect(bytes).toContain('MAISON-01');
    for (const kept of [NUMBER, NUMBER.slice(1), '639980042', 'ecoute', 'ECOUTE-01', 'handed'])
      expect(bytes).not.toContain(kept);
  });

  it('one handed over while no server runs ends as the others that nobody saw end', async () => {
    const { line } = house;
    await house.seat('promesses', 'MAISON-01', 'MAISON-02');
    await house.seat('ecoute', 'ECOUTE-01');
    const [handed, left] = [line.caller('promesses'), line.caller('promesses')];
    await house.until(async () =>
      (await rows()).every((one) => one.answeredAtMs !== null) ? true : undefined,
    );
    await house.watch.close();
    await line.handOver(handed, 'ecoute');
    line.leaves(left);
    await house.restart();
    const [one, other] = await ended(2);
    expect({ ...one, seat: '' }).toEqual({ ...other, seat: '' });
  });

  it('a screen is given a turn at each change, and none is missed while it draws', async () => {
    const { line, watch } = house;
    const stop = new AbortController();
    const turns = watch.turns(stop.signal);
    await turns.next();
    const next = turns.next();
    line.caller('promesses');
    await next;
    expect(watch.now().calls.size).toBe(1);
    stop.abort();
    expect((await turns.next()).done).toBe(true);
  });
});
