import { afterEach, describe, expect, it } from 'vitest';
import { openSeats } from '../../../server/live/seats.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { dialCard } from '../../../server/steps/dial/dial-card.ts';
import { followDials } from '../../../server/steps/dial/follow-dials.ts';
import { hangUpDial } from '../../../server/steps/dial/hang-up.ts';
import { noteDial } from '../../../server/steps/dial/note-dial.ts';
import { takeSeat } from '../../../server/steps/dial/take-seat.ts';
import { objectPerson } from '../../../server/steps/persons/object-person.ts';
import { auditOf, type Centre, cardOf, openCentre, paris } from '../../support/call/centre.ts';
import { CHARITY } from '../../support/store/store-rows.ts';
import { lineDiary } from '../../support/telephony/line-diary.ts';
import { scriptedLine } from '../../support/telephony/scripted-line.ts';

const SEAT = 'MAISON-01';
const MOBILE = 'TEL_MOBILE';
const SHOWN = '+33199001234';
let centre: Centre;
let stopped: () => Promise<void>;
afterEach(async () => {
  await stopped();
  centre.close();
});

/** A centre whose line is the scripted one, an agent at their telephone, and a card on their screen. */
async function atTheLine({ shows = true, sits = true } = {}) {
  centre = await openCentre({ records: 2, settings: shows ? { callerNumber: SHOWN } : {} });
  const telephony = scriptedLine(centre.clock);
  const listening = new Set(centre.agents.map(({ id }) => id));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const live = { listening: () => listening };
  const house = { ...centre, telephony, log, live, seats: openSeats() };
  const stop = followDials(house);
  stopped = stop;
  const [agent, other] = centre.agents as [AccountRow, AccountRow];
  if (sits) await takeSeat(house, { agent, seat: SEAT });
  const card = await cardOf(centre, agent);
  const dials = () => centre.store.read((rows) => rows.dials.ofCall(card.callId));
  /** What workstations were told of it. */
  const told = async () => {
    const events = await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 100));
    return events.flatMap((row) => (row.event.kind === 'dial' ? [[row.agent, row.event.phase]] : []));
  };
  const dial = (slot: 'TEL_MOBILE' | 'TEL_FIXE' = MOBILE, who = agent) =>
    dialCard(house, { agent: who, callId: card.callId, slot });
  const hangUp = (who = agent) => hangUpDial(house, { agent: who, callId: card.callId });
  return { house, telephony, agent, other, card, dials, told, dial, hangUp, stop, listening };
}

const code = (act: Promise<unknown>) =>
  act.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );
const numberOf = (number: number) => `+3363998${String(number).padStart(4, '0')}`;

describe('R-31 a number of the card is dialled by a key', () => {
  it('from the sealed record, audited, and what the line says is kept without the number and told to the agent', async () => {
    const { telephony, card, agent, dials, told, dial } = await atTheLine();
    const diary = lineDiary(telephony);
    await dial();
    await expect.poll(told).toEqual(['dialling', 'ringing', 'answered'].map((phase) => [agent.id, phase]));
    const [row] = await dials();
    expect(row).toMatchObject({ turn: 1, phoneSlot: MOBILE, recordId: card.recordId, endedAtMs: null });
    expect(row?.answeredAtMs).toBe(centre.clock.nowMs());
    const opened = (await auditOf(centre, 'record.open')).filter(({ actor }) => actor === agent.id);
    expect(opened).toHaveLength(2);
    expect((await telephony.snapshot()).calls).toMatchObject([{ seat: SEAT, number: numberOf(1) }]);
    expect(JSON.stringify([row, await told()])).not.toContain('63998');
    diary.stop();
  });

  it('asked again while it is on the line, nothing rings twice', async () => {
    const { telephony, dials, dial } = await atTheLine();
    await Promise.all([dial(), dial()]);
    await dial();
    expect((await telephony.snapshot()).calls).toHaveLength(1);
    expect(await dials()).toHaveLength(1);
  });

  it('an ending is kept with its instants; the next press is another turn of the same call', async () => {
    const { telephony, dials, told, dial } = await atTheLine();
    telephony.farEnd(numberOf(1), 'busy');
    await dial();
    await expect.poll(async () => (await dials())[0]?.ending).toBe('busy');
    telephony.farEnd(numberOf(1), 'unanswered');
    await dial();
    await expect.poll(async () => (await dials())[1]?.ending).toBe('unanswered');
    expect((await dials()).map(({ turn, answeredAtMs }) => [turn, answeredAtMs])).toEqual([
      [1, null],
      [2, null],
    ]);
    expect((await told()).map(([, phase]) => phase)).toEqual(['dialling', 'busy', 'dialling', 'unanswered']);
  });

  it.each([
    ['without a telephone', { sits: false }, 'seat-unknown'],
    ['without a number to show', { shows: false }, 'caller-number-absent'],
  ])('%s nothing is dialled, and nothing is kept', async (_, setting, refusal) => {
    const { dials, dial } = await atTheLine(setting);
    expect(await code(dial())).toBe(refusal);
    expect(await dials()).toEqual([]);
  });

  it('nobody dials the card of somebody else, a number that it has not, or whoever objected meanwhile', async () => {
    const { telephony, card, other, house, dials, dial } = await atTheLine();
    await takeSeat(house, { agent: other, seat: 'MAISON-02' });
    expect(await code(dial(MOBILE, other))).toBe('lease-lost');
    expect(await code(dial('TEL_FIXE'))).toBe('phone-unknown');
    const person = { by: 'donor' as const, value: card.donor.donorId, charity: CHARITY };
    await objectPerson(centre, { person, reason: 'Lettre reçue', actor: 'dpo-1' });
    expect(await code(dial())).toBe('person-stopped');
    expect([await dials(), (await telephony.snapshot()).calls]).toEqual([[], []]);
  });

  it('a card that stayed on the screen beyond its hours is not dialled any more', async () => {
    const { dials, dial } = await atTheLine();
    centre.clock.set(paris('2026-11-23T20:01'));
    expect(await code(dial())).toBe('hours-over');
    expect(await dials()).toEqual([]);
  });

  it('another number waits until the first is hung up; a line out of reach keeps nothing', async () => {
    const { telephony, dials, dial, hangUp } = await atTheLine();
    await dial();
    expect(await code(dial('TEL_FIXE'))).toBe('dial-under-way');
    await hangUp();
    await expect.poll(async () => (await dials())[0]?.ending).toBe('ended');
    telephony.cut();
    expect(await code(dial())).toBe('line-unavailable');
    expect(await dials()).toHaveLength(1);
  });
});

describe('the key that hangs up', () => {
  it('ends the talk once, and only one’s own', async () => {
    const { telephony, other, dials, dial, hangUp } = await atTheLine();
    await dial();
    await hangUp(other);
    expect((await telephony.snapshot()).calls).toHaveLength(1);
    await hangUp();
    await hangUp();
    await expect.poll(async () => (await dials())[0]?.ending).toBe('ended');
    expect((await telephony.snapshot()).calls).toEqual([]);
  });

  it('says that the PBX does not answer, and frees a number that it does not know any more', async () => {
    const { telephony, dials, told, dial, hangUp, stop } = await atTheLine();
    await dial();
    telephony.cut();
    expect(await code(hangUp())).toBe('line-unreachable');
    telephony.restore();
    await expect.poll(async () => (await dials())[0]?.answeredAtMs).not.toBeNull();
    // The donor hangs up while no server follows.
    await stop();
    telephony.leaves((await telephony.snapshot()).calls[0]?.call ?? '');
    await hangUp();
    expect((await dials())[0]?.ending).toBe('ended');
    expect((await told()).at(-1)?.[1]).toBe('ended');
  });
});

describe('a server that comes back', () => {
  it('follows the talk that goes on, and tells as over what ended meanwhile', async () => {
    const { telephony, house, dials, dial, stop } = await atTheLine();
    await dial();
    await expect.poll(async () => (await dials())[0]?.answeredAtMs).not.toBeNull();
    await stop();
    centre.clock.advance(60_000);
    stopped = followDials(house);
    await stopped();
    expect((await dials())[0]?.ending).toBeNull();
    telephony.leaves((await telephony.snapshot()).calls[0]?.call ?? '');
    stopped = followDials(house);
    await expect.poll(async () => (await dials())[0]?.ending).toBe('ended');
  });
});

describe('two servers of one house', () => {
  it('hear the same line: what is late, or told again, moves no screen back', async () => {
    const { card, dial, dials, told } = await atTheLine();
    await dial();
    await expect.poll(async () => (await dials())[0]?.answeredAtMs).not.toBeNull();
    const before = await told();
    const key = { callId: card.callId, turn: 1 };
    for (const phase of ['dialling', 'ringing', 'answered'] as const)
      await centre.store.write((rows) => noteDial(rows, key, { phase, atMs: centre.clock.nowMs() }));
    expect(await told()).toEqual(before);
    for (const phase of ['ended', 'ended', 'busy'] as const)
      await centre.store.write((rows) => noteDial(rows, key, { phase, atMs: centre.clock.nowMs() }));
    expect((await told()).slice(before.length).map(([, phase]) => phase)).toEqual(['ended']);
  });
});

describe('a line that is cut', () => {
  it('is told to those who sit at a telephone, and its return too', async () => {
    const { telephony, agent } = await atTheLine();
    telephony.cut();
    telephony.restore();
    const told = async () => {
      const events = await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 100));
      return events.flatMap((row) => (row.event.kind === 'telephone' ? [[row.agent, row.event.state]] : []));
    };
    await expect.poll(told).toEqual([
      [agent.id, 'down'],
      [agent.id, 'up'],
    ]);
  });
});

describe('a telephone has one agent', () => {
  it('who is here; one who has left gives it to the next', async () => {
    const { house, other, listening, agent, dial } = await atTheLine();
    expect(await code(takeSeat(house, { agent: other, seat: SEAT }))).toBe('seat-taken');
    await takeSeat(house, { agent, seat: SEAT });
    listening.delete(agent.id);
    await takeSeat(house, { agent: other, seat: SEAT });
    expect(await code(dial())).toBe('seat-unknown');
  });

  it('without a PBX there is none to take, and nothing to dial with', async () => {
    const { house, agent, card } = await atTheLine();
    const manual = { ...house, telephony: { ...house.telephony, hasPbx: false } };
    expect(await code(takeSeat(manual, { agent, seat: SEAT }))).toBe('line-absent');
    expect(await code(dialCard(manual, { agent, callId: card.callId, slot: MOBILE }))).toBe('line-absent');
  });
});
