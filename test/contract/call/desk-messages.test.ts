import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import type { Card } from '../../../shared/card.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { campaignRow } from '../../support/store/store-rows.ts';

/** What a call costs PostgreSQL, counted in messages: each is a round trip that an agent waits for. */
const POSTCODES = ['75001', '97110', '97200', '97300', '97400', '97500', '97600'];

let centre: Centre;
beforeEach(async () => {
  const donor = (number: number) => ({ postcode: POSTCODES[number % POSTCODES.length] ?? '' });
  centre = await openCentre({ records: 28, donor });
  // The same persons in another campaign of the charity, which looks at each card.
  const other = campaignRow({ code: 'TEST-AUTRE' });
  await centre.addCampaign(other);
  await centre.addRecords({ campaign: other, records: 28, donor });
});
afterEach(() => centre.close());

/** Texts sent while `work` runs. */
async function sentBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { query } = Client.prototype;
  const sent: string[] = [];
  Client.prototype.query = function spied(this: Client, ...given: unknown[]) {
    const [first] = given;
    sent.push(typeof first === 'string' ? first : (first as { readonly text: string }).text);
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    await work();
  } finally {
    Client.prototype.query = query;
  }
  return sent.map((text) => text.split('(')[0] ?? '');
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
    expect(told.filter((text) => text.startsWith('SELECT desk'))).toEqual([]);
    const [card] = cards;
    if (!card) throw new Error('a card');
    const save = () => recordCall(desk(), { agent: agent(), outcome: outcomeFor(card, code) });
    expect(await sentBy(save), code).toEqual(['SELECT desk_open', 'SELECT desk_record']);
  }
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
