import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { Store } from '../../../server/ports/store.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { deliveryRow } from '../../support/store/store-rows.ts';

/** Eight agents at two servers of one base, all at once: what is numbered or cut while others write misses nothing. */
const AGENTS = 8;
const CALLS_EACH = 4;
const RECORDS = AGENTS * CALLS_EACH;

let centre: Centre;
let second: Store;
beforeEach(async () => {
  centre = await openCentre({ records: RECORDS, agents: AGENTS });
  second = centre.openAgain();
});
afterEach(() => {
  second.close();
  centre.close();
});

async function workedBy(agent: AccountRow, store: Store): Promise<readonly number[]> {
  const at = { ...centre, store };
  const called: number[] = [];
  while (called.length < CALLS_EACH) {
    const next = await serveNextCard(at, agent);
    if (next.kind === 'none') throw new Error(next.why);
    centre.clock.advance(1);
    await recordCall(at, { agent, outcome: outcomeFor(next.card, 'AC_UP') });
    const event = { kind: 'record-moved', text: `${next.card.recordId}` } as const;
    await store.write((rows) => rows.floor.addLiveEvent({ atMs: 0, agent: agent.id, event }));
    called.push(next.card.recordId);
  }
  return called;
}

/** One file: every agreement that no file has carried, up to now. */
async function cutBy(store: Store): Promise<readonly string[]> {
  return await store.write(async (rows) => {
    const among = { codes: ['AC_UP'], line: 'N' } as const;
    const { code: campaign } = centre.campaign;
    const calls = await rows.calls.unsent(campaign, centre.clock.nowMs(), among);
    const delivery = deliveryRow({ campaign, period: randomUUID(), fileName: randomUUID() });
    const lines = calls.map(({ callId }) => ({ callId, line: 'N', deliveryId: delivery.id }) as const);
    await rows.deliveries.add(delivery, lines);
    return calls.map(({ callId }) => callId);
  });
}

it('R-35 each record goes to one agent, each agreement into one file, and whoever follows the log or the events misses none', async () => {
  let isOver = false;
  const cut: string[] = [];
  const seqs: number[] = [];
  const heard: string[] = [];
  const cutting = async () => {
    while (!isOver) cut.push(...(await cutBy(centre.store)));
  };
  let last = { audit: 0, event: 0 };
  const follow = () =>
    second.read(async (rows) => {
      const entries = await rows.audit.page(last.audit + 1, 500);
      const events = await rows.floor.liveEventsAfter(last.event, 500);
      seqs.push(...entries.map(({ seq }) => seq));
      heard.push(...events.map(({ event }) => JSON.stringify(event)));
      last = { audit: entries.at(-1)?.seq ?? last.audit, event: events.at(-1)?.seq ?? last.event };
    });
  const following = async () => {
    for (; !isOver; await nextTurn()) await follow();
  };
  const working = async () => {
    const stores = [centre.store, second] as const;
    const called = centre.agents.map((agent, at) => workedBy(agent, stores[at % 2 === 0 ? 0 : 1]));
    try {
      return await Promise.all(called);
    } finally {
      isOver = true;
    }
  };
  const [called] = await Promise.all([working(), cutting(), following()]);
  centre.clock.advance(1);
  cut.push(...(await cutBy(second)));
  await follow();

  expect(called.flat().toSorted((a, b) => a - b)).toEqual(centre.recordIds);
  const calls = await centre.store.read((rows) => Array.fromAsync(rows.calls.each(centre.campaign.code)));
  expect(cut.toSorted()).toEqual(calls.map(({ callId }) => callId).toSorted());
  const log = await centre.store.read((rows) => Array.fromAsync(rows.audit.each()));
  expect(seqs).toEqual(log.map(({ seq }) => seq));
  expect(await verifyChain(log)).toMatchObject({ ok: true, count: log.length });
  expect(new Set(heard).size).toBe(RECORDS);
  expect(heard).toHaveLength(RECORDS);
});
