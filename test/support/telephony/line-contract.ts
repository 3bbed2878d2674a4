import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { QueueRank, Telephony } from '../../../server/ports/telephony.ts';
import { type LineDiary, lineDiary } from './line-diary.ts';

/** A line under trial, and people who call on it. Every test begins and ends without a call, its seats open and not ready. */
export interface LineBench {
  readonly line: Telephony;
  /** Seats that may be opened; the last one has a telephone that nobody picks up, where there are telephones. */
  readonly seats: readonly [string, string];
  readonly absentSeat: string;
  readonly queue: string;
  readonly otherQueue: string;
  /** Somebody calls the queue, and leaves when told: at once while waiting, or soon after an answer. */
  caller(queue: string, who?: { readonly number?: string; readonly leaves?: 'waiting' | 'talking' }): void;
  /** Numbers that answer, are busy, or ring without an end. */
  readonly farEnds: { readonly answers: string; readonly busy: string; readonly rings: string };
  close(): Promise<void>;
}

const NUMBER = '+33639980001';
const SHOWN = '+33199001234';

/** What every line does, with a PBX or without. */
export function aLineWhereCallsCome(open: () => Promise<LineBench>): void {
  const { bench, diary, ready, idle } = tried(open);

  test('a seat opened twice is open once, neither ready nor talking', async () => {
    const [seat] = bench().seats;
    expect(await bench().line.openSeat(seat)).toBe('done');
    const { seats } = await bench().line.snapshot();
    expect(seats.filter((one) => one.seat === seat)).toMatchObject([{ isReady: false, state: 'free' }]);
  });

  test('the skills of a seat are the last ones said', async () => {
    const { line, seats, queue, otherQueue } = bench();
    const [seat] = seats;
    const skills = [
      { queue, rank: 2 },
      { queue: otherQueue, rank: 0 },
    ];
    for (const wanted of [skills, skills, skills.slice(0, 1), [{ queue, rank: 1 }]]) {
      expect(await line.setReady(seat, true, wanted)).toBe('done');
      const found = (await line.snapshot()).seats.find((one) => one.seat === seat);
      const sorted = (list: readonly QueueRank[] = []) => list.toSorted((a, b) => a.rank - b.rank);
      expect([found?.isReady, sorted(found?.queues)]).toEqual([true, sorted(wanted)]);
    }
  });

  test('a seat whose line is not open cannot be ready', async () => {
    expect(await bench().line.setReady(bench().absentSeat, true, [])).toBe('unavailable');
  });

  test('a caller is offered, then answered; the agent hangs up, and the seat is free', async () => {
    const { line, queue, seats } = bench();
    const [seat] = seats;
    await ready(seat);
    bench().caller(queue);
    const offered = await diary().until('offered');
    const answered = await diary().until('answered');
    expect(offered).toMatchObject({ queue, seat });
    expect(answered).toMatchObject({ call: offered.call, queue, seat });
    expect(answered.waitMs).toBeGreaterThanOrEqual(0);
    // Asterisk says that it is answered a moment before it joins the voices.
    await expect
      .poll(async () => (await line.snapshot()).calls, { timeout: 10_000 })
      .toMatchObject([{ call: offered.call, queue, seat }]);
    expect(await line.setReady(seat, false, [])).toBe('done');
    expect(await line.hangUp(offered.call)).toBe('done');
    expect(await diary().until('ended')).toMatchObject({ call: offered.call, seat, by: 'agent' });
    await idle();
    expect((await line.snapshot()).seats.find((one) => one.seat === seat)?.state).toBe('free');
    expect(await line.hangUp(offered.call)).toBe('gone');
    expect(
      diary()
        .kindsOf(offered.call)
        .filter((kind) => kind === 'ended'),
    ).toHaveLength(1);
  });

  test('a call that nobody knows is gone, whatever is asked of it', async () => {
    expect(await bench().line.hangUp(randomUUID())).toBe('gone');
    expect(await bench().line.handOver(randomUUID(), bench().otherQueue)).not.toBe('done');
  });

  test('who stops following hears nothing more, and disturbs no other', async () => {
    const other = lineDiary(bench().line);
    const before = other.events.length;
    other.stop();
    const [seat] = bench().seats;
    await ready(seat);
    bench().caller(bench().queue);
    const { call } = await diary().until('answered');
    expect(other.events).toHaveLength(before);
    await bench().line.hangUp(call);
    await diary().until('ended');
  });

  test('the doctor finds nothing to say of it', async () => {
    await expect(bench().line.check([])).resolves.toBeUndefined();
  });
}

/** What only a PBX knows or can do. */
export function aLineWithPbx(open: () => Promise<LineBench>): void {
  const { bench, diary, ready, idle } = tried(open);

  test('a telephone that nobody picks up opens no line', async () => {
    expect(await bench().line.openSeat(bench().absentSeat)).toBe('unavailable');
    const { seats } = await bench().line.snapshot();
    expect(seats.map(({ seat }) => seat)).not.toContain(bench().absentSeat);
  });

  test('R-40 the number comes with the caller, and a withheld one is no number', async () => {
    await ready(bench().seats[0]);
    bench().caller(bench().queue, { number: NUMBER, leaves: 'talking' });
    expect(await diary().until('waiting')).toMatchObject({ number: NUMBER });
    const first = await diary().until('offered');
    expect(first).toMatchObject({ number: NUMBER });
    expect(await diary().until('ended')).toMatchObject({ call: first.call, by: 'caller' });
    expect(await bench().line.hangUp(first.call)).toBe('gone');
    bench().caller(bench().queue, { leaves: 'talking' });
    const second = await diary().until('offered', ({ call }) => call !== first.call);
    expect(second).not.toHaveProperty('number');
    await diary().until('ended', ({ call }) => call === second.call);
    expect(diary().kindsOf(second.call)).toEqual(['waiting', 'offered', 'answered', 'ended']);
  });

  test('a caller waits while no seat is ready, and may leave', async () => {
    const { line, queue } = bench();
    bench().caller(queue, { leaves: 'waiting' });
    const { call } = await diary().until('waiting');
    const left = await diary().until('abandoned');
    expect(left).toMatchObject({ call, queue });
    expect(left.waitMs).toBeGreaterThanOrEqual(0);
    await idle();
    expect(diary().kindsOf(call)).toEqual(['waiting', 'abandoned']);
    expect(await line.hangUp(call)).toBe('gone');
  });

  test('a caller who waits goes to the seat that becomes ready', async () => {
    const { line, queue, seats } = bench();
    bench().caller(queue);
    const { call } = await diary().until('waiting');
    expect((await line.snapshot()).calls).toMatchObject([{ call, queue }]);
    await ready(seats[1]);
    expect(await diary().until('answered')).toMatchObject({ call, seat: seats[1] });
    expect(await line.hangUp(call)).toBe('done');
    await diary().until('ended');
  });

  test('the lower rank is asked first, and one caller never has two seats', async () => {
    const { line, queue, seats } = bench();
    await line.setReady(seats[0], true, [{ queue, rank: 3 }]);
    await line.setReady(seats[1], true, [{ queue, rank: 0 }]);
    bench().caller(queue);
    const first = await diary().until('answered');
    expect(first.seat).toBe(seats[1]);
    bench().caller(queue);
    const second = await diary().until('answered', ({ call }) => call !== first.call);
    expect(second.seat).toBe(seats[0]);
    for (const { call } of [first, second]) {
      expect(await line.hangUp(call)).toBe('done');
      await diary().until('ended', (event) => event.call === call);
    }
  });

  test('R-43 a caller handed over leaves the seat free and waits elsewhere', async () => {
    const { line, queue, otherQueue, seats } = bench();
    await ready(seats[0]);
    bench().caller(queue);
    const { call } = await diary().until('answered');
    await line.setReady(seats[0], false, []);
    expect(await line.handOver(call, otherQueue)).toBe('done');
    expect(await diary().until('ended')).toMatchObject({ call, by: 'agent' });
    await diary().until('waiting', (event) => event.queue === otherQueue && event.call === call);
    expect(await line.hangUp(call)).toBe('done');
    await diary().until('abandoned');
    await idle();
    expect(await line.handOver(call, otherQueue)).toBe('gone');
  });

  test('a number is dialled once, rings, is answered, and is hung up', async () => {
    const { line, seats, farEnds } = bench();
    const order = { seat: seats[0], number: farEnds.answers, callerNumber: SHOWN, callId: randomUUID() };
    expect(await line.dial(order)).toBe('done');
    expect(await line.dial(order)).toBe('done');
    const answered = await diary().until('answered');
    expect(answered).toMatchObject({ call: order.callId, seat: seats[0] });
    expect(answered).not.toHaveProperty('queue');
    expect(diary().kindsOf(order.callId)).toEqual(['dialling', 'ringing', 'answered']);
    expect(await line.dial({ ...order, callId: randomUUID() })).toBe('unavailable');
    expect(await line.hangUp(order.callId)).toBe('done');
    expect(await diary().until('ended')).toMatchObject({ call: order.callId, by: 'agent' });
    await idle();
    expect(await line.hangUp(order.callId)).toBe('gone');
  });

  test('a busy number is told as such, and one that rings for nothing can be left', async () => {
    const { line, seats, farEnds } = bench();
    const busy = { seat: seats[0], number: farEnds.busy, callerNumber: SHOWN, callId: randomUUID() };
    expect(await line.dial(busy)).toBe('done');
    expect(await diary().until('busy')).toMatchObject({ call: busy.callId, seat: seats[0] });
    await idle();
    const rings = { ...busy, number: farEnds.rings, callId: randomUUID() };
    expect(await line.dial(rings)).toBe('done');
    await diary().until('ringing', ({ call }) => call === rings.callId);
    expect(await line.hangUp(rings.callId)).toBe('done');
    await diary().until('unanswered');
    await idle();
    expect(diary().kindsOf(busy.callId)).toEqual(['dialling', 'busy']);
    expect(diary().kindsOf(rings.callId)).toEqual(['dialling', 'ringing', 'unanswered']);
  });

  test('a seat whose line is not open dials nothing', async () => {
    const { line, absentSeat, farEnds } = bench();
    const order = { seat: absentSeat, number: farEnds.answers, callerNumber: SHOWN, callId: randomUUID() };
    expect(await line.dial(order)).toBe('unavailable');
    expect(diary().kindsOf(order.callId)).toEqual([]);
  });
}

/** One bench for all tests of a suite; between two of them nobody is on the line. */
function tried(open: () => Promise<LineBench>) {
  let bench: LineBench;
  let diary: LineDiary;
  beforeAll(async () => {
    bench = await open();
  });
  beforeEach(async () => {
    diary = lineDiary(bench.line);
    for (const seat of bench.seats) expect(await bench.line.openSeat(seat)).toBe('done');
  });
  afterEach(async () => {
    diary.stop();
    for (const seat of bench.seats) await bench.line.setReady(seat, false, []);
    // A test that failed midway leaves nobody on the line for the next one.
    for (const { call } of (await bench.line.snapshot()).calls) await bench.line.hangUp(call);
  });
  afterAll(() => bench.close());
  return {
    bench: () => bench,
    diary: () => diary,
    ready: async (seat: string) => {
      const skills = [{ queue: bench.queue, rank: 0 }];
      expect(await bench.line.setReady(seat, true, skills)).toBe('done');
    },
    /** The line has nothing under way: what a hang-up leaves behind takes the PBX a moment. */
    idle: () =>
      expect
        .poll(
          async () => {
            const { seats, calls } = await bench.line.snapshot();
            return [calls.length, seats.filter(({ state }) => state !== 'free').length];
          },
          { timeout: 10_000 },
        )
        .toEqual([0, 0]),
  };
}
