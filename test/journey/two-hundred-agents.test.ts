import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../server/ports/rows/accounts.ts';
import { recordCall } from '../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../server/steps/next-card/serve-next-card.ts';
import { returnExpiredLeases } from '../../server/steps/records/return-leases.ts';
import type { CallOutcome } from '../../shared/call-outcome.ts';
import type { Card, NextCard } from '../../shared/card.ts';
import { dispositionOf } from '../../shared/dispositions.ts';
import { isAppError } from '../../shared/errors.ts';
import { inTurn } from '../../shared/in-turn.ts';
import { type Centre, MINUTE, openCentre, paris, recordOf } from '../support/call/centre.ts';
import { outcomeFor } from '../support/campaign/centre-script.ts';
import { settings } from '../support/store/store-rows.ts';

const AGENTS = 200;
const RECORDS = 240;
const MAX_ATTEMPTS = 4;
/** Far above what the run needs: a queue that never ends fails instead of running for ever. */
const MAX_ROUNDS = 1_500;
const HOUR = 60 * MINUTE;

/** Metropolitan France, Moselle with its own holidays, Réunion and Guadeloupe with their own clocks. */
const POSTCODES = ['01000', '57000', '97400', '97100', '75000', '33000'];
/** How calls end, out of a hundred. */
const ENDINGS: readonly (readonly [string, number])[] = [
  ['NJ_NRP', 44],
  ['NJ_OCC', 8],
  ['NJ_TECH', 4],
  ['RP_PERSO', 6],
  ['RP_COLL', 3],
  ['RA_MOYENS', 13],
  ['AC_UP', 10],
  ['DP_LIEN', 4],
  ['RS_ENTRETIEN', 3],
  ['OP_TEL', 2],
  ['EF_FAUX', 3],
];

/** A fixed seed: the same run each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Floor {
  /** callId of the card on each agent's screen, by record. */
  readonly onScreen: Map<number, string>;
  /** Screens that went silent, with the outcome their agent would still send. */
  readonly asleep: Map<string, { readonly card: Card; readonly outcome: CallOutcome }>;
  readonly recorded: Set<string>;
  readonly problems: string[];
  sentTwice: number;
  returned: number;
  lateAccepted: number;
  lateRefused: number;
}

let centre: Centre;
const chance = seeded(20261123);
const floor: Floor = {
  onScreen: new Map(),
  asleep: new Map(),
  recorded: new Set(),
  problems: [],
  sentTwice: 0,
  returned: 0,
  lateAccepted: 0,
  lateRefused: 0,
};

function pickEnding(): string {
  let left = chance() * ENDINGS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [code, weight] of ENDINGS) {
    left -= weight;
    if (left < 0) return code;
  }
  return 'NJ_NRP';
}

function outcomeOf(card: Card): CallOutcome {
  const code = pickEnding();
  if (dispositionOf(code)?.form !== 'callback') return outcomeFor(card, code);
  const span = card.callbackSpans[Math.floor(chance() * 6)] ?? card.callbackSpans[0];
  const atMs = Math.floor(((span?.fromMs ?? 0) + (span?.toMs ?? 0)) / 2);
  return outcomeFor(card, code, { callback: { atMs } });
}

async function checkServed(card: Card): Promise<void> {
  const { problems, onScreen } = floor;
  const row = await recordOf(centre, card.recordId);
  const nowMs = centre.clock.nowMs();
  if (onScreen.has(row.id)) problems.push(`record ${row.id} on two screens`);
  onScreen.set(row.id, card.callId);
  const question = { area: row.area, atMs: nowMs, settings: centre.campaign.settings };
  const asked = row.queue === 'callback';
  if (!centre.rules.mayCall({ ...question, appointment: asked }).ok)
    problems.push(`record ${row.id} of ${row.area} served at ${new Date(nowMs).toISOString()}`);
  if (row.dueAtMs > nowMs) problems.push(`record ${row.id} served before it was due`);
  const rested = row.lastAttemptAtMs === null || nowMs - row.lastAttemptAtMs >= 20 * HOUR;
  if (!asked && !rested) problems.push(`record ${row.id} called again too soon`);
  if (!asked && row.attempts >= MAX_ATTEMPTS) problems.push(`record ${row.id} called too often`);
}

async function send(agent: AccountRow, outcome: CallOutcome): Promise<void> {
  const twice = chance() < 0.1;
  const sent = await Promise.all(
    Array.from({ length: twice ? 2 : 1 }, () => recordCall(centre, { agent, outcome })),
  );
  if (twice) floor.sentTwice += 1;
  if (twice && JSON.stringify(sent[0]) !== JSON.stringify(sent[1]))
    floor.problems.push('two receipts differ');
  floor.recorded.add(outcome.callId);
}

/** The lease is back in the queue: the agent wakes up and sends, before or after somebody else was served. */
async function wakeUp(agent: AccountRow): Promise<void> {
  const sleeper = floor.asleep.get(agent.id);
  if (!sleeper) return;
  floor.asleep.delete(agent.id);
  const { card, outcome } = sleeper;
  const served = floor.onScreen.get(card.recordId) !== undefined;
  try {
    await recordCall(centre, { agent, outcome });
    floor.recorded.add(outcome.callId);
    floor.lateAccepted += 1;
    if (served) floor.problems.push(`record ${card.recordId} saved late although served again`);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'lease-lost') throw error;
    floor.lateRefused += 1;
  }
}

async function returnLeases(): Promise<void> {
  floor.returned += await returnExpiredLeases(centre);
  for (const [recordId, callId] of floor.onScreen) {
    const lease = await centre.store.read((rows) => rows.records.leaseOfCall(callId));
    if (!lease) floor.onScreen.delete(recordId);
  }
}

/**
 * Everybody while cards are served; once few records are left, three for each; after a round that served none, twenty, until one
 * of them is served: two hundred who find nothing prove nothing. Others each time, in turn.
 */
async function asking(isServing: boolean): Promise<readonly AccountRow[]> {
  const awake = centre.agents.filter((agent) => !floor.asleep.has(agent.id));
  const from = Math.floor(chance() * awake.length);
  const many = isServing ? Math.max(20, 3 * (await openRecords())) : 20;
  return [...awake.slice(from), ...awake.slice(0, from)].slice(0, many);
}

/** One round of the floor: who asks, asks at once; most talk and save, a few screens go silent. */
async function round(isServing: boolean): Promise<readonly NextCard[]> {
  const awake = await asking(isServing);
  const served = await Promise.all(
    awake.map(async (agent) => ({ agent, next: await serveNextCard(centre, agent) })),
  );
  for (const { next } of served) if (next.kind === 'card') await checkServed(next.card);
  centre.clock.advance(4 * MINUTE);
  await Promise.all(
    served.map(async ({ agent, next }) => {
      if (next.kind === 'none') return;
      const outcome = outcomeOf(next.card);
      if (chance() < 0.04) floor.asleep.set(agent.id, { card: next.card, outcome });
      else {
        await send(agent, outcome);
        floor.onScreen.delete(next.card.recordId);
      }
    }),
  );
  return served.map(({ next }) => next);
}

const openRecords = async () => {
  const { ready, leased } = await centre.store.read((rows) =>
    rows.records.countByState(centre.campaign.code),
  );
  return ready + leased;
};

/** When something new can be called: a record due, a place that opens, or a callback that its agent left for too long. */
async function nextMomentMs(): Promise<number> {
  const nowMs = centre.clock.nowMs();
  const { code, settings: own } = centre.campaign;
  const { due, areas } = await centre.store.read(async (rows) => ({
    due: await rows.records.nextDueAtMs(code, nowMs),
    areas: await rows.records.areas(code),
  }));
  const openings = areas.flatMap((area) => {
    const now = centre.rules.mayCall({ area, atMs: nowMs, settings: own });
    return now.ok || now.nextAtMs === null ? [] : [now.nextAtMs];
  });
  const held = areas.length > openings.length ? [nowMs + 30 * MINUTE] : [];
  // An hour after the first one due, so that several agents work in each round.
  return Math.min(...(due === undefined ? [] : [due + HOUR]), ...openings, ...held);
}

/** Until every record is closed: rounds while somebody has a card, else a jump to the next moment that has one. */
async function playCampaign(): Promise<number> {
  let isServing = true;
  for (let rounds = 1; rounds <= MAX_ROUNDS; rounds += 1) {
    const answers = await round(isServing);
    isServing = answers.some((next) => next.kind === 'card');
    await returnLeases();
    const wakers = await inTurn.filter([...floor.asleep.keys()], async (id) => {
      const callId = floor.asleep.get(id)?.card.callId ?? '';
      return (await centre.store.read((rows) => rows.records.leaseOfCall(callId))) === undefined;
    });
    // Half of them wake at once, the others after the next round was served.
    for (const id of wakers)
      if (chance() < 0.5) await wakeUp(centre.agents.find((agent) => agent.id === id)!);
    if ((await openRecords()) === 0) return rounds;
    if (!isServing) centre.clock.set(await nextMomentMs());
  }
  return MAX_ROUNDS + 1;
}

beforeAll(async () => {
  const base = settings();
  centre = await openCentre({
    agents: AGENTS,
    records: RECORDS,
    nowMs: paris('2026-11-23T17:05'),
    settings: { cadence: { ...base.cadence, maxAttempts: MAX_ATTEMPTS } },
    donor: (number) => ({ postcode: POSTCODES[number % POSTCODES.length]! }),
  });
}, 120_000);
afterAll(() => centre.close());

describe('two hundred agents and one queue', () => {
  it('close every record: none on two screens, none lost, none outside its hours', async () => {
    const rounds = await playCampaign();
    expect(floor.problems).toEqual([]);
    expect(rounds).toBeLessThanOrEqual(MAX_ROUNDS);
    const { calls, records } = await centre.store.read(async (rows) => ({
      calls: await Array.fromAsync(rows.calls.each(centre.campaign.code)),
      records: await Array.fromAsync(rows.records.each(centre.campaign.code)),
    }));
    expect(records).toHaveLength(RECORDS);
    for (const row of records) {
      expect(row.state).toBe('closed');
      expect(dispositionOf(row.disposition ?? '')?.isFinal).toBe(true);
      const own = calls.filter((call) => call.recordId === row.id);
      expect(own.filter((call) => call.attemptRank !== null)).toHaveLength(row.attempts);
    }
    // Every outcome once, whether sent once, twice or late; and the run did meet each of these cases.
    expect(new Set(calls.map((call) => call.callId))).toEqual(floor.recorded);
    expect(calls).toHaveLength(floor.recorded.size);
    for (const met of ['sentTwice', 'returned', 'lateAccepted', 'lateRefused'] as const)
      expect(floor[met], met).toBeGreaterThan(0);
  }, 300_000);
});
