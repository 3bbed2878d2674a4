import { afterEach, describe, expect, it } from 'vitest';
import { showCheck } from '../../../server/steps/agreement/show-check.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { erasePerson } from '../../../server/steps/persons/erase-person.ts';
import { objectPerson } from '../../../server/steps/persons/object-person.ts';
import { carryOutWaitingActs } from '../../../server/steps/persons/waiting-acts.ts';
import { openRecord } from '../../../server/steps/records/open-record.ts';
import { renewLease } from '../../../server/steps/records/renew-lease.ts';
import { returnExpiredLeases } from '../../../server/steps/records/return-leases.ts';
import type { Card } from '../../../shared/card.ts';
import { verifyRoom } from '../../support/agreement/verify-room.ts';
import { type Centre, cardOf, MINUTE, openCentre, recordOf } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { CHARITY } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre.close());

/** A card on a screen, and its person who writes to the charity meanwhile. */
async function objecting() {
  centre = await openCentre({ records: 1 });
  const agent = centre.agents[0];
  if (!agent) throw new Error('an agent');
  const card = await cardOf(centre, agent);
  centre.clock.advance(MINUTE);
  const person = { by: 'donor' as const, value: card.donor.donorId, charity: CHARITY };
  await objectPerson(centre, { person, reason: 'Lettre reçue', actor: 'dpo-1' });
  return { agent, card };
}

const told = async () =>
  (await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 100))).map(({ event }) => event);

describe('an objection that arrives while the card is on a screen', () => {
  it('is told to that screen with its card, and again at each sign of life', async () => {
    const { agent, card } = await objecting();
    expect(await told()).toMatchObject([{ kind: 'record-stopped', callId: card.callId }]);
    await renewLease(centre, { agent, callId: card.callId });
    expect(await told()).toHaveLength(2);
  });

  it.each(['AC_UP', 'DP_LIEN', 'RP_PERSO', 'RP_INDECIS'])(
    '%s recorded after it is refused by the server',
    async (code) => {
      const { agent, card } = await objecting();
      await expect(recordCall(centre, { agent, outcome: outcomeFor(card, code) })).rejects.toMatchObject({
        code: 'outcome-objected',
      });
      expect((await recordOf(centre, card.recordId)).state).toBe('leased');
    },
  );

  it.each(['NE_MERCI', 'OP_TEL', 'NJ_NRP', 'RA_MOYENS'])('%s, what the talk was, is taken', async (code) => {
    const { agent, card } = await objecting();
    await expect(recordCall(centre, { agent, outcome: outcomeFor(card, code) })).resolves.toMatchObject({
      disposition: code,
    });
  });
});

/** Each act that waits for the end of the call, in the base as its step leaves it. */
const WAITING = {
  erasure: (card: Card) =>
    erasePerson(centre, { person: personOf(card), reason: 'Lettre reçue', actor: 'dpo-1' }),
  withdrawal: (card: Card) => listAct(card, 'withdrawal'),
  listing: (card: Card) => listAct(card, 'listing'),
};

const personOf = (card: Card) => ({ by: 'donor' as const, value: card.donor.donorId, charity: CHARITY });

async function listAct({ recordId, campaign }: Card, kind: 'withdrawal' | 'listing') {
  const act = { recordId, kind, campaign: campaign.code, requestId: null, actor: 'ops-1' };
  await centre.store.write((rows) => rows.persons.addWaitingAct({ ...act, atMs: centre.clock.nowMs() }));
}

describe.each(Object.entries(WAITING))('%s, while the card is on a screen', (kind, arrives) => {
  async function arrived() {
    centre = await openCentre({ records: 1 });
    const [agent] = centre.agents;
    if (!agent) throw new Error('an agent');
    const card = await cardOf(centre, agent);
    centre.clock.advance(MINUTE);
    await arrives(card);
    return { agent, card };
  }
  const carryOut = () => carryOutWaitingActs({ ...centre, log: { warn: () => {} } });

  it('stays on the card that comes back, and is told again at each sign of life', async () => {
    const { agent, card } = await arrived();
    expect(await cardOf(centre, agent)).toMatchObject({ callId: card.callId, stop: { kind } });
    await renewLease(centre, { agent, callId: card.callId });
    expect((await told()).at(-1)).toMatchObject({ kind: 'record-stopped', callId: card.callId, why: kind });
  });

  it('refuses an agreement, takes what the talk was, and is carried out after it', async () => {
    const { agent, card } = await arrived();
    await expect(recordCall(centre, { agent, outcome: outcomeFor(card, 'AC_UP') })).rejects.toMatchObject({
      code: expect.stringMatching(/^outcome-(erased|withdrawn|listed)$/),
    });
    expect(await carryOut()).toBe(0);
    await recordCall(centre, { agent, outcome: outcomeFor(card, 'NJ_NRP') });
    expect(await carryOut()).toBe(1);
    expect(await recordOf(centre, card.recordId)).toMatchObject({ state: 'closed' });
    expect(await carryOut()).toBe(0);
    expect(await centre.store.read((rows) => rows.persons.waitingActs())).toEqual([]);
  });

  it('given back unsaid, is served to nobody, and refuses the agreement that an outbox brings later', async () => {
    const { agent, card } = await arrived();
    centre.clock.advance(60 * MINUTE);
    await returnExpiredLeases(centre);
    const sealed = () => recordCall(centre, { agent, outcome: outcomeFor(card, 'AC_UP') });
    await expect(sealed()).rejects.toMatchObject({ kind: 'invalid' });
    const other = centre.agents[1];
    if (!other) throw new Error('a second agent');
    expect(await serveNextCard(centre, other)).toMatchObject({ kind: 'none' });
    await carryOut();
    await expect(sealed()).rejects.toMatchObject({ code: 'lease-lost' });
    expect(await recordOf(centre, card.recordId)).toMatchObject({ state: 'excluded', attempts: 0 });
  });
});

it('an erasure accepted during a call: the request waits, then nothing of the person is left, the outcome counts', async () => {
  centre = await openCentre({ records: 1 });
  const [agent] = centre.agents;
  if (!agent) throw new Error('an agent');
  const card = await cardOf(centre, agent);
  const asked = { person: personOf(card), reason: 'Lettre reçue', actor: 'dpo-1' };
  const first = await erasePerson(centre, asked);
  expect(first).toMatchObject({ records: 0, onScreen: 1 });
  expect((await erasePerson(centre, asked)).id).toBe(first.id);
  const request = () => centre.store.read((rows) => rows.persons.byId(first.id));
  expect(await request()).toMatchObject({ kind: 'erasure', state: 'open' });
  await recordCall(centre, { agent, outcome: outcomeFor(card, 'NE_MERCI') });
  await carryOutWaitingActs({ ...centre, log: { warn: () => {} } });
  expect(await request()).toMatchObject({ state: 'done', endedBy: 'dpo-1' });
  const { content } = await openRecord(centre, {
    recordId: card.recordId,
    actor: 'dpo-1',
    reason: 'contrôle',
  });
  expect([content.donor.lastName, content.donor.phones]).toEqual(['', []]);
  await centre.store.read(async (rows) => {
    expect(await rows.persons.isErased(card.recordId)).toBe(true);
    expect(await rows.calls.byId(card.callId)).toMatchObject({ disposition: 'NE_MERCI' });
  });
});

it('a stop for one campaign, said by another of the household, holds on the card beside it', async () => {
  const phones = [
    { slot: 'TEL_FIXE', e164: '+33199001234', source: 'DONATEUR', validity: 'NON_TESTE' },
  ] as const;
  centre = await openCentre({ records: 1, donor: () => ({ phones: [...phones] }) });
  const [agent] = centre.agents;
  if (!agent) throw new Error('an agent');
  const card = await cardOf(centre, agent);
  await centre.store.write(
    async (rows) =>
      await rows.records.suppress({
        ...{ charity: CHARITY, campaign: card.campaign.code, onlyCampaign: true, atMs: 0, exceptRecordId: 0 },
        blinds: await rows.records.phoneBlindsOf(card.recordId),
      }),
  );
  await expect(recordCall(centre, { agent, outcome: outcomeFor(card, 'AC_UP') })).rejects.toMatchObject({
    code: 'outcome-objected',
  });
});

it('the verifier of an agreement made before sees it', async () => {
  centre = await openCentre({ records: 1 });
  const room = await verifyRoom(centre.clock.nowMs(), {
    mode: 'all',
    ratePercent: 100,
    firstAgreements: 0,
  });
  const callId = await room.agree();
  const look = () => showCheck(room.deps, { callId, account: room.verifier });
  expect((await look()).breaches).toEqual([]);
  const recordId = await room.deps.store.read(async (rows) => (await rows.calls.byId(callId))?.recordId ?? 0);
  await room.deps.store.write(async (rows) => {
    const blinds = [(await rows.records.byId(recordId))?.donorBlind ?? ''];
    const { charity, code: campaign } = room.campaign;
    await rows.records.suppress({
      charity,
      campaign,
      blinds,
      onlyCampaign: false,
      atMs: 0,
      exceptRecordId: 0,
    });
  });
  expect((await look()).breaches).toEqual([expect.stringContaining('opposition')]);
  await room.deps.store.write(async (rows) => {
    await rows.persons.addWaitingAct({
      ...{
        recordId,
        kind: 'withdrawal',
        campaign: room.campaign.code,
        requestId: null,
        actor: 'ops-1',
        atMs: 0,
      },
    });
  });
  expect((await look()).breaches).toEqual([expect.stringContaining('retiré')]);
});
