import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../../server/steps/audit/verify-audit.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { wasLeftOpen } from '../../../server/store/database-file.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { type Centre, cardOf, openCentre, recordOf } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { CAMPAIGN, NOW_MS } from '../../support/store/store-rows.ts';

/** The desk's operations in their thread: the same answers, and no lock that the main thread ever waits for. */

/** Much less than the thread holds the base in these tests: who waited inside SQLite would be refused. */
const PATIENCE_MS = 100;

let room: Centre;
let centre: Centre;
let file: string;
let raw: DatabaseSync;

beforeEach(async () => {
  room = await openCentre({ records: 6 });
  [file = ''] = room.store.files();
  const store = openStore({ file, deskThread: true, patienceMs: PATIENCE_MS, words: room.vault.words });
  centre = { ...room, store };
  raw = new DatabaseSync(file, { timeout: 5_000 });
});
afterEach(() => {
  raw.close();
  centre.store.close();
  room.close();
});

function theAgent(at = 0) {
  const agent = centre.agents[at];
  if (!agent) throw new Error('no agent');
  return agent;
}

/** Each lease takes the base some half a second, within its transaction. */
function makeLeasesSlow(): void {
  raw.exec(`CREATE TRIGGER slow AFTER INSERT ON lease BEGIN
    SELECT count(*) FROM (WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 4000000) SELECT x FROM n);
  END`);
}

/** Somebody is within a transaction that writes. */
async function untilHeld(): Promise<void> {
  const look = new DatabaseSync(file, { timeout: 0 });
  for (let isHeld = false; !isHeld; ) {
    await nextTurn();
    try {
      look.exec('BEGIN IMMEDIATE; ROLLBACK');
    } catch {
      isHeld = true;
    }
  }
  look.close();
}

/** How the loop goes while that lasts. */
async function pace(work: () => Promise<unknown>) {
  const startMs = performance.now();
  let lastMs = startMs;
  let longestMs = 0;
  let turns = 0;
  let isOver = false;
  const ticking = (async () => {
    while (!isOver) {
      await nextTurn();
      const nowMs = performance.now();
      longestMs = Math.max(longestMs, nowMs - lastMs);
      lastMs = nowMs;
      turns += 1;
    }
  })();
  await work();
  const wholeMs = performance.now() - startMs;
  isOver = true;
  await ticking;
  return { wholeMs, longestMs, turns };
}

test('a whole call is recorded as on the main thread: card, agreement, correction, objection, the same twice', async () => {
  const agent = theAgent();
  const card = await cardOf(centre, agent);
  expect((await cardOf(centre, agent)).callId).toBe(card.callId);
  const corrections = { TEL_MOBILE: '06 39 98 77 66' };
  const agreed = outcomeFor(card, 'AC_UP', { corrections, coordinates: 'corrigees' });
  const receipt = await recordCall(centre, { agent, outcome: agreed });
  expect(await recordCall(centre, { agent, outcome: agreed })).toEqual(receipt);
  const next = await cardOf(centre, agent);
  await recordCall(centre, { agent, outcome: outcomeFor(next, 'OP_TEL') });
  expect(await recordOf(centre, card.recordId)).toMatchObject({ disposition: 'AC_UP', version: 2 });
  expect(await recordOf(centre, next.recordId)).toMatchObject({ disposition: 'OP_TEL', state: 'closed' });
  const unknown = recordCall(centre, { agent: theAgent(1), outcome: outcomeFor(card, 'NJ_NRP') });
  await expect(unknown).rejects.toMatchObject({ code: 'outcome-differs', kind: 'conflict' });
  expect(await verifyAudit(centre)).toMatchObject({ ok: true });
});

test('while the thread holds the base, the loop turns, reads are answered and a write waits its turn', async () => {
  await cardOf(centre, theAgent(1));
  makeLeasesSlow();
  const ended: string[] = [];
  const noting = (name: string) => () => {
    ended.push(name);
  };
  const { wholeMs, longestMs } = await pace(async () => {
    const card = cardOf(centre, theAgent()).then(noting('card'));
    const note = { atMs: NOW_MS, actor: 'system', action: 'record.open', campaign: CAMPAIGN } as const;
    const write = centre.store
      .write((rows) => rows.audit.append({ ...note, subject: '1', reason: '', detail: {} }))
      .then(noting('write'));
    await centre.store.read((rows) => rows.campaigns.all()).then(noting('read'));
    await Promise.all([card, write]);
  });
  expect(ended[0]).toBe('read');
  expect(ended).toContain('write');
  expect(wholeMs).toBeGreaterThan(3 * PATIENCE_MS);
  expect(longestMs).toBeLessThan(wholeMs / 2);
  expect(await verifyAudit(centre)).toMatchObject({ ok: true });
});

test('what another program holds is told as busy from the thread, which the loop does not wait for either', async () => {
  await cardOf(centre, theAgent());
  raw.exec('BEGIN IMMEDIATE');
  const asked = serveNextCard(centre, theAgent(1));
  const { wholeMs, longestMs } = await pace(async () => {
    await expect(asked).rejects.toMatchObject({ code: 'store-busy', kind: 'unavailable' });
  });
  expect(wholeMs).toBeGreaterThan(PATIENCE_MS / 2);
  expect(longestMs).toBeLessThan(PATIENCE_MS);
  const free = centre.store.whenFree();
  raw.exec('ROLLBACK');
  await free;
  expect(await serveNextCard(centre, theAgent(1))).toMatchObject({ kind: 'card' });
});

test('a thread that dies refuses the call it was at; nothing of it stays, and the next call has another thread', async () => {
  const threads: Worker[] = [];
  const note = (thread: Worker) => threads.push(thread);
  process.on('worker', note);
  await cardOf(centre, theAgent(1));
  const [thread] = threads;
  if (!thread) throw new Error('no thread began');
  makeLeasesSlow();
  const lost = expect(serveNextCard(centre, theAgent())).rejects.toMatchObject({
    code: 'desk-interrupted',
    kind: 'unavailable',
  });
  await untilHeld();
  await thread.terminate();
  await lost;
  expect(await centre.store.read((rows) => rows.records.leaseOfAgent(theAgent().id))).toBeUndefined();
  raw.exec('DROP TRIGGER slow');
  expect(await serveNextCard(centre, theAgent())).toMatchObject({ kind: 'card' });
  process.off('worker', note);
  expect(threads).toHaveLength(2);
  expect(await verifyAudit(centre)).toMatchObject({ ok: true });
});

test('what the main thread changes is seen by the next card, and what the thread does by the next read', async () => {
  const agent = theAgent();
  const card = await cardOf(centre, agent);
  expect(await recordOf(centre, card.recordId)).toMatchObject({ state: 'leased' });
  await recordCall(centre, { agent, outcome: outcomeFor(card, 'NJ_NRP') });
  await centre.store.write(({ steering }) =>
    steering.pause({
      ...{ campaign: CAMPAIGN, atMs: NOW_MS, untilMs: NOW_MS + 60_000, author: agent.id, reason: 'essai' },
    }),
  );
  expect(await serveNextCard(centre, agent)).toMatchObject({ kind: 'none', why: /suspendu/ });
});

test('what it wrote without waiting is on the disk once settled, and the last to close leaves no log', async () => {
  const { unsettled } = centre.store;
  await cardOf({ ...centre, store: unsettled }, theAgent());
  await unsettled.settled();
  raw.close();
  room.store.close();
  centre.store.close();
  expect(wasLeftOpen(file)).toBe(false);
  raw = new DatabaseSync(file);
  expect(raw.prepare('SELECT count(*) AS n FROM lease').get()).toEqual({ n: 1 });
});
