import { afterEach, describe, expect, it } from 'vitest';
import { showCheck } from '../../../server/steps/agreement/show-check.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { objectPerson } from '../../../server/steps/persons/object-person.ts';
import { renewLease } from '../../../server/steps/records/renew-lease.ts';
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

const told = () => centre.store.read((rows) => rows.floor.liveEventsAfter(0, 100)).map(({ event }) => event);

describe('an objection that arrives while the card is on a screen', () => {
  it('is told to that screen with its card, and again at each sign of life', async () => {
    const { agent, card } = await objecting();
    expect(told()).toMatchObject([{ kind: 'record-stopped', callId: card.callId }]);
    renewLease(centre, { agent, callId: card.callId });
    expect(told()).toHaveLength(2);
  });

  it.each(['AC_UP', 'DP_LIEN', 'RP_PERSO', 'RP_INDECIS'])(
    '%s recorded after it is refused by the server',
    async (code) => {
      const { agent, card } = await objecting();
      await expect(recordCall(centre, { agent, outcome: outcomeFor(card, code) })).rejects.toMatchObject({
        code: 'outcome-objected',
      });
      expect(recordOf(centre, card.recordId).state).toBe('leased');
    },
  );

  it.each(['NE_MERCI', 'OP_TEL', 'NJ_NRP', 'RA_MOYENS'])('%s, what the talk was, is taken', async (code) => {
    const { agent, card } = await objecting();
    await expect(recordCall(centre, { agent, outcome: outcomeFor(card, code) })).resolves.toMatchObject({
      disposition: code,
    });
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
  const recordId = room.deps.store.read((rows) => rows.calls.byId(callId)?.recordId ?? 0);
  room.deps.store.write((rows) => {
    const blinds = [rows.records.byId(recordId)?.donorBlind ?? ''];
    const { charity, code: campaign } = room.campaign;
    rows.records.suppress({ charity, campaign, blinds, onlyCampaign: false, atMs: 0, exceptRecordId: 0 });
  });
  expect((await look()).breaches).toEqual([expect.stringContaining('opposition')]);
});
