import { afterEach, expect, test } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { undoCall } from '../../../server/steps/call/undo-call.ts';
import { pullRecord } from '../../../server/steps/floor/pull-record.ts';
import { openOwnRecord } from '../../../server/steps/next-card/open-own-record.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type Centre, cardOf, MINUTE, openCentre, paris, recordOf } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { accountRow } from '../../support/store/store-rows.ts';

/** A couple with one number: whoever answers, it is one telephone. */
let centre: Centre;
afterEach(() => centre.close());

const one = { slot: 'TEL_FIXE', e164: '+33199001234', source: 'DONATEUR', validity: 'NON_TESTE' } as const;
const own = (number: number) => ({ ...one, slot: 'TEL_MOBILE' as const, e164: `+3363998003${number}` });

async function couple(records = 2) {
  const donor = (number: number) => ({ phones: [one, own(number % 10)] });
  centre = await openCentre({ records, donor, nowMs: paris('2026-11-24T10:30') });
  const [ada, bob] = centre.agents;
  return { ada: ada!, bob: bob! };
}
const none = (agent: AccountRow) => serveNextCard(centre, agent);
const otherThan = (id: number) => recordOf(centre, centre.recordIds.find((one) => one !== id)!);
const save = async (agent: AccountRow, code: string, change = {}) => {
  const card = await cardOf(centre, agent);
  await recordCall(centre, { agent, outcome: outcomeFor(card, code, change) });
  return card;
};

test('the second of a couple waits for the first one’s screen, then for the next day', async () => {
  const { ada, bob } = await couple();
  const shown = await cardOf(centre, ada);
  expect(await none(bob)).toMatchObject({ kind: 'none' });
  expect((await otherThan(shown.recordId)).dueAtMs).toBe(paris('2026-11-24T10:40'));
  const first = await save(ada, 'NJ_OCC');
  centre.clock.set(paris('2026-11-24T10:45'));
  expect(await none(bob)).toMatchObject({ kind: 'none' });
  // A busy line comes back for the donor who was called, not for the other.
  centre.clock.set(paris('2026-11-24T11:00'));
  expect((await save(bob, 'NJ_NRP')).recordId).toBe(first.recordId);
  centre.clock.set(paris('2026-11-25T10:00'));
  expect((await cardOf(centre, bob)).recordId).not.toBe(first.recordId);
});

test('a callback promised to one keeps its day from the other', async () => {
  const { ada, bob } = await couple();
  const promised = await save(ada, 'RP_PERSO', { callback: { atMs: paris('2026-11-26T18:00') } });
  centre.clock.set(paris('2026-11-26T10:30'));
  expect(await none(bob)).toMatchObject({ kind: 'none' });
  centre.clock.set(paris('2026-11-26T18:00'));
  expect((await cardOf(centre, ada)).recordId).toBe(promised.recordId);
});

test('a call taken back rang all the same: its donor may be opened again, the other waits', async () => {
  const { ada, bob } = await couple();
  const card = await save(ada, 'NJ_NRP');
  centre.clock.advance(MINUTE);
  await undoCall(centre, { agent: ada, callId: card.callId });
  expect(await none(bob)).toMatchObject({ kind: 'none' });
  expect((await openOwnRecord(centre, { agent: ada, recordId: card.recordId })).recordId).toBe(card.recordId);
});

test('a call taken back the day before is no longer on the line: its donor waits for the other’s screen', async () => {
  const { ada, bob } = await couple();
  const card = await save(ada, 'NJ_NRP');
  await undoCall(centre, { agent: ada, callId: card.callId });
  centre.clock.set(paris('2026-11-25T10:30'));
  expect((await cardOf(centre, bob)).recordId).not.toBe(card.recordId);
  const open = openOwnRecord(centre, { agent: ada, recordId: card.recordId });
  await expect(open).rejects.toMatchObject({ code: 'record-must-wait' });
});

test('a card pulled from a living screen may still be talked about', async () => {
  const { ada, bob } = await couple();
  const card = await cardOf(centre, ada);
  const lead = accountRow({ id: 'lead', role: 'lead', campaigns: [centre.campaign.code] });
  await centre.store.write((rows) => rows.accounts.insert(lead));
  await pullRecord(centre, { lead, recordId: card.recordId, reason: 'reprise' });
  expect(await none(bob)).toMatchObject({ kind: 'none' });
  expect((await otherThan(card.recordId)).dueAtMs).toBe(paris('2026-11-24T10:40'));
});

test('an own callback chosen before its hour waits as a try would', async () => {
  const { ada, bob } = await couple();
  const promised = await save(ada, 'RP_PERSO', { callback: { atMs: paris('2026-11-27T18:00') } });
  centre.clock.set(paris('2026-11-25T11:00'));
  await save(bob, 'NJ_NRP');
  const early = openOwnRecord(centre, { agent: ada, recordId: promised.recordId });
  await expect(early).rejects.toMatchObject({ code: 'record-must-wait' });
});

test('hundreds behind a switchboard are put off together', async () => {
  const { ada, bob } = await couple(60);
  const first = await save(ada, 'NJ_NRP');
  expect(await none(bob)).toMatchObject({ kind: 'none' });
  const due = await inTurn.map(
    centre.recordIds.filter((id) => id !== first.recordId),
    async (id) => (await recordOf(centre, id)).dueAtMs,
  );
  expect(Math.min(...due)).toBeGreaterThanOrEqual(paris('2026-11-25T00:00'));
});
