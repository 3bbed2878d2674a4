import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import type { Card } from '../../../shared/card.ts';
import {
  type AgentCalls,
  agentCalls,
  cardOn,
  openCountedCentre,
  warm,
} from '../../support/call/agent-door.ts';
import type { Centre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { sentBy as allSentBy, type Sent } from '../../support/store/counted-messages.ts';

/** What a call costs PostgreSQL, counted in messages and in round trips that an agent waits for. */

let centre: Centre;
beforeEach(async () => {
  centre = await openCountedCentre();
});
afterEach(() => centre.close());

/** Beginnings of the texts sent while `work` runs. */
async function sentBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await allSentBy(work)).texts.map((text) =>
    (text.split('(')[0] ?? '').replace(/_[0-9a-f]{10}$/, ''),
  );
}

const agent = () => centre.agents[0] ?? expect.fail('an agent');
const desk = () => ({ ...centre, store: centre.store.unsettled });

async function nextCard(whose = agent()): Promise<Card> {
  const next = await serveNextCard(desk(), whose);
  if (next.kind === 'none') throw new Error(next.why);
  return next.card;
}

test('R-35 a card is claimed in one message, and an outcome opened and recorded in one each', async () => {
  for (const code of ['NJ_NRP', 'NJ_REP', 'AC_UP'])
    await recordCall(desk(), { agent: agent(), outcome: outcomeFor(await nextCard(), code) });
  for (const code of ['NJ_NRP', 'AC_UP', 'RP_PERSO', 'RA_MOYENS']) {
    const cards: Card[] = [];
    const [claim, ...told] = await sentBy(async () => cards.push(await nextCard()));
    expect(claim).toBe('SELECT desk_claim');
    // All that the screen says beside the record, while the claim goes to the disk.
    expect(told).toEqual(['SELECT pg_logical_emit_message', 'SELECT ']);
    const [card] = cards;
    if (!card) throw new Error('a card');
    const save = () => recordCall(desk(), { agent: agent(), outcome: outcomeFor(card, code) });
    expect(await sentBy(save), code).toEqual(['SELECT desk_open', 'SELECT desk_record']);
  }
});

/** Session, the desk's operations, the flush: of a whole request. The flush of a card goes beside its telling. */
const ROUND_TRIPS = {
  'next card': 3,
  'nobody answered': 4,
  agreement: 4,
  'outcome, then the next card': 5,
};

/** Each request of a call, as the workstation sends them. */
async function sentByACall(calls: AgentCalls): Promise<Record<keyof typeof ROUND_TRIPS, Sent>> {
  const cards: Card[] = [];
  const next = await allSentBy(async () => cards.push(await cardOn(calls)));
  const save = async (code: string) => {
    const card = cards.pop() ?? (await cardOn(calls));
    return await allSentBy(() => calls.save(outcomeFor(card, code)));
  };
  const unanswered = await save('NJ_NRP');
  const agreement = await save('AC_UP');
  const last = outcomeFor(await cardOn(calls), 'NJ_OCC');
  const both = await allSentBy(async () => {
    const { next: after } = await calls.saveAndNext(last);
    expect(after?.kind).toBe('card');
  });
  return {
    'next card': next,
    'nobody answered': unanswered,
    agreement,
    'outcome, then the next card': both,
  };
}

test('R-35 a card costs three round trips in all, an outcome four, both together five', async () => {
  const calls = agentCalls(centre);
  await warm(calls);
  for (const [what, { roundTrips, texts }] of Object.entries(await sentByACall(calls)))
    expect(roundTrips, `${what}:\n${texts.join('\n')}`).toBe(ROUND_TRIPS[what as keyof typeof ROUND_TRIPS]);
});

test('what a card tells is the same whether one message asks it or each statement does', async () => {
  await recordCall(desk(), { agent: agent(), outcome: outcomeFor(await nextCard(), 'AC_UP') });
  await recordCall(desk(), { agent: agent(), outcome: outcomeFor(await nextCard(), 'RP_PERSO') });
  const card = await nextCard();
  expect(card.today).toEqual({ calls: 2, agreements: 1 });
  expect(card.promisedAtMs).toBeGreaterThan(centre.clock.nowMs());
  // Another server keeps nothing yet, and asks by statements.
  const other = centre.openAgain();
  const told = await serveNextCard({ ...desk(), store: other.unsettled }, agent());
  expect(told).toEqual({ kind: 'card', card });
  other.close();
});

test('the first card of a shift is claimed in one message too, and begins it', async () => {
  // The very first card of a campaign keeps what it says: by statements.
  await recordCall(desk(), { agent: agent(), outcome: outcomeFor(await nextCard(), 'NJ_NRP') });
  await nextCard();
  const [, second] = centre.agents;
  const sent = await sentBy(() => nextCard(second));
  expect(sent.filter((text) => text === 'SELECT desk_claim')).toHaveLength(1);
  // What this server did not keep of the agent is read beside, and keeps nobody from writing.
  expect(sent.filter((text) => text.includes('LOCK TABLE'))).toEqual([]);
  const presence = await centre.store.read((rows) => rows.floor.presenceOf(second?.id ?? ''));
  expect(presence).toMatchObject({ state: 'card', campaign: centre.campaign.code });
});

test('what is not the plain case is done by statements, once, and the next card is quick again', async () => {
  await recordCall(desk(), { agent: agent(), outcome: outcomeFor(await nextCard(), 'NJ_NRP') });
  const objected = outcomeFor(await nextCard(), 'OP_TEL');
  const sent = await sentBy(() => recordCall(desk(), { agent: agent(), outcome: objected }));
  expect(sent[0]).toBe('SELECT desk_open');
  expect(sent.filter((text) => text.startsWith('BEGIN'))).toHaveLength(1);
  expect((await sentBy(() => nextCard()))[0]).toBe('SELECT desk_claim');
  // The same card again: a workstation that came back.
  const again = await sentBy(() => nextCard());
  expect(again[0]).toBe('SELECT desk_claim');
  expect(again[1]).toMatch(/^BEGIN/);
});

test('a server that has written nothing yet has nothing to wait for', async () => {
  const other = centre.openAgain();
  await other.unsettled.settled();
  other.close();
});
