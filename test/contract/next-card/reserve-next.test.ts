import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { closeCall } from '../../../server/steps/call/close-call.ts';
import { RESERVED_MS, reserveNext } from '../../../server/steps/next-card/reserve-next.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { renewLease } from '../../../server/steps/records/renew-lease.ts';
import { returnExpiredLeases } from '../../../server/steps/records/return-leases.ts';
import { endShift, pauseWork, releaseCard } from '../../../server/steps/shift/pause-work.ts';
import type { Card } from '../../../shared/card.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  auditOf,
  type Centre,
  type CentreSetting,
  cardOf,
  MINUTE,
  openCentre,
  paris,
} from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';

let centre: Centre;
afterEach(() => centre.close());

async function open(setting: CentreSetting): Promise<{ readonly one: AccountRow; readonly two: AccountRow }> {
  centre = await openCentre(setting);
  const [one, two] = centre.agents;
  return { one: one!, two: two! };
}

const reservedFor = (agent: AccountRow) => centre.store.read((rows) => rows.records.reservationOf(agent.id));
const opened = async () =>
  (await auditOf(centre, 'record.open')).map(({ actor, subject }) => `${actor} ${subject}`);
const close = (agent: AccountRow, card: Card, mayServe = async () => {}) =>
  closeCall(centre, { agent, outcome: outcomeFor(card, 'NJ_NRP'), mayServe });
const nextOf = async (agent: AccountRow, card: Card) => {
  const { next } = await close(agent, card);
  if (next?.kind !== 'card') throw new Error('a card was expected');
  return next.card;
};

describe('the record of the next call', () => {
  it('is kept from others, opened by nobody, and shown with the receipt of the call before', async () => {
    const { one, two } = await open({ records: 4 });
    const card = await cardOf(centre, one);
    const told = await reserveNext(centre, one);
    const reserved = (await reservedFor(one))!.recordId;
    expect(told).toEqual({ campaign: card.campaign.code, scriptVersion: card.campaign.scriptVersion });
    expect(await opened()).toEqual([`${one.id} ${card.recordId}`]);
    expect((await cardOf(centre, two)).recordId).not.toBe(reserved);
    const next = await nextOf(one, card);
    expect(next.recordId).toBe(reserved);
    expect((await opened()).filter((line) => line.endsWith(` ${reserved}`))).toEqual([
      `${one.id} ${reserved}`,
    ]);
    expect(await reservedFor(one)).toBeUndefined();
  });

  it('is one at most, asked twice or not; without an open card there is none', async () => {
    const { one } = await open({ records: 4 });
    expect(await reserveNext(centre, one)).toBeUndefined();
    await cardOf(centre, one);
    await reserveNext(centre, one);
    const first = (await reservedFor(one))!;
    centre.clock.advance(2 * MINUTE);
    await reserveNext(centre, one);
    expect(await reservedFor(one)).toEqual({ ...first, untilMs: first.untilMs + 2 * MINUTE });
  });

  it('goes to whoever waits when it is the last one: nobody idles for an agent who is still talking', async () => {
    const { one, two } = await open({ records: 2 });
    const card = await cardOf(centre, one);
    await reserveNext(centre, one);
    const taken = await cardOf(centre, two);
    expect(await reservedFor(one)).toBeUndefined();
    const { next } = await close(one, card);
    expect(next).toMatchObject({ kind: 'none' });
    expect(taken.recordId).not.toBe(card.recordId);
  });

  it.each<[string, (one: AccountRow, card: Card) => Promise<unknown>]>([
    ['the agent ends the shift', (one) => endShift(centre, { agent: one })],
    ['the card is given back', (one, card) => releaseCard(centre, { agent: one, callId: card.callId })],
    [
      'the agent pauses',
      async (one, card) => {
        await centre.store.write((rows) => rows.records.releaseLease(card.callId));
        return await pauseWork(centre, { agent: one, kind: 'pause' });
      },
    ],
    [
      'the screen goes silent',
      async () => {
        centre.clock.advance(30 * MINUTE);
        return await returnExpiredLeases(centre);
      },
    ],
  ])('is free again when %s', async (_, end) => {
    const { one } = await open({ records: 3 });
    const card = await cardOf(centre, one);
    await reserveNext(centre, one);
    await end(one, card);
    expect(await reservedFor(one)).toBeUndefined();
  });

  it('is free again by itself after its time, without anybody to say so', async () => {
    const { one, two } = await open({ records: 3 });
    await cardOf(centre, one);
    await reserveNext(centre, one);
    const reserved = (await reservedFor(one))!.recordId;
    centre.clock.advance(RESERVED_MS + 1);
    expect((await cardOf(centre, two)).recordId).toBe(reserved);
  });
});

describe('at the moment it is shown, the rules of that moment hold', () => {
  const write = (id: number, columns: object) =>
    centre.store.write((rows) => rows.records.update(id, columns));

  it.each<[string, object]>([
    ['given to another agent', { owner: 'agent-2' }],
    ['withdrawn', { state: 'excluded', disposition: 'EF_DNC' }],
    ['put off', { dueAtMs: paris('2026-11-24T18:00') }],
    ['held', { hold: 'list-check' }],
  ])('a reserved record that was %s meanwhile is not shown', async (_, columns) => {
    const { one } = await open({ records: 3 });
    const card = await cardOf(centre, one);
    await reserveNext(centre, one);
    const reserved = (await reservedFor(one))!.recordId;
    await write(reserved, columns);
    expect(await reservedFor(one)).toBeUndefined();
    expect((await nextOf(one, card)).recordId).not.toBe(reserved);
    expect((await opened()).some((line) => line.endsWith(` ${reserved}`))).toBe(false);
  });

  it('an objection closes it, as it closes any record of the queue', async () => {
    const { one } = await open({ records: 2 });
    const card = await cardOf(centre, one);
    await reserveNext(centre, one);
    const reserved = (await centre.store.read(
      async (rows) => await rows.records.byId((await reservedFor(one))!.recordId),
    ))!;
    await centre.store.write((rows) =>
      rows.records.suppress({
        charity: centre.campaign.charity,
        campaign: centre.campaign.code,
        blinds: [reserved.donorBlind],
        onlyCampaign: false,
        atMs: centre.clock.nowMs(),
        exceptRecordId: card.recordId,
      }),
    );
    expect(await close(one, card)).toMatchObject({ next: { kind: 'none' } });
    expect(await centre.store.read((rows) => rows.records.byId(reserved.id))).toMatchObject({
      state: 'excluded',
      disposition: 'EF_DNC',
    });
  });

  it('an objection to the donor on screen is said again to a workstation whose line was cut', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardOf(centre, one);
    const { donorBlind } = (await centre.store.read((rows) => rows.records.byId(card.recordId)))!;
    const told = async () => (await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 10))).length;
    await renewLease(centre, { agent: one, callId: card.callId });
    expect(await told()).toBe(0);
    await centre.store.write((rows) =>
      rows.records.suppress({
        charity: centre.campaign.charity,
        campaign: centre.campaign.code,
        blinds: [donorBlind],
        onlyCampaign: false,
        atMs: centre.clock.nowMs(),
        exceptRecordId: -1,
      }),
    );
    await renewLease(centre, { agent: one, callId: card.callId });
    expect(await told()).toBe(1);
  });

  it('an appointment that fell due meanwhile goes first, and appointments are never reserved', async () => {
    const { one } = await open({ records: 3 });
    const card = await cardOf(centre, one);
    const [callback] = centre.recordIds.filter((id) => id !== card.recordId);
    await write(callback!, { queue: 'callback', owner: one.id, dueAtMs: centre.clock.nowMs() + MINUTE });
    await reserveNext(centre, one);
    expect((await reservedFor(one))?.recordId).not.toBe(callback);
    centre.clock.advance(2 * MINUTE);
    expect((await nextOf(one, card)).recordId).toBe(callback);
  });

  it('hour and reason are those of the showing, and calling hours too', async () => {
    const { one } = await open({ records: 3, nowMs: paris('2026-11-23T19:58') });
    const card = await cardOf(centre, one);
    await reserveNext(centre, one);
    centre.clock.advance(MINUTE);
    const next = await nextOf(one, card);
    expect(next.nowMs).toBe(paris('2026-11-23T19:59'));
    expect(next.why).toContain('Nouvelle fiche, soirée');
    await reserveNext(centre, one);
    centre.clock.set(paris('2026-11-23T20:01'));
    expect(await close(one, next)).toMatchObject({
      next: { kind: 'none', why: 'Hors des heures d’appel jusqu’à demain 10:00.' },
    });
  });

  it('what refuses the card never refuses the outcome, and a replay finds receipt and card', async () => {
    const { one } = await open({ records: 3 });
    const card = await cardOf(centre, one);
    const refuse = () => {
      throw new AppError({ code: 'server-stopping', kind: 'forbidden', message: 'Non.', hint: 'Plus tard.' });
    };
    const first = await close(one, card, refuse);
    expect(first).toEqual({ receipt: expect.objectContaining({ callId: card.callId }) });
    const again = await close(one, card);
    expect(again.receipt).toEqual(first.receipt);
    expect(again.next).toMatchObject({ kind: 'card' });
    expect(await serveNextCard(centre, one)).toMatchObject({
      card: { callId: again.next?.kind === 'card' ? again.next.card.callId : '' },
    });
  });
});
