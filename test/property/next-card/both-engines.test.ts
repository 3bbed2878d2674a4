import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { ProfileRow } from '../../../server/ports/rows/profiles.ts';
import type { Store } from '../../../server/ports/store.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { reserveNext } from '../../../server/steps/next-card/reserve-next.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { isAppError } from '../../../shared/errors.ts';
import { type Centre, openCentre, paris } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { campaignRow } from '../../support/store/store-rows.ts';

/**
 * The same evening on both engines: PostgreSQL's functions come to what SQLite's statements do, card by card and row by row.
 * Donors are spread over places, some in a second campaign or under a number that others have.
 */
const DONORS = 14;
const HOUR = 3_600_000;
const CODES = [
  'NJ_NRP',
  'NJ_OCC',
  'NJ_REPMSG',
  'AC_UP',
  'DP_PRLV',
  'RA_MOYENS',
  'RP_PERSO',
  'RP_COLL',
  'OP_TEL',
  'EF_FAUX',
];
const POSTCODES = ['75001', '97110', '97200', '57000', '97400'];

const evening = fc.record({
  twins: fc.nat(DONORS),
  sharing: fc.nat(3),
  themes: fc.constantFrom(1, 2, 3),
  steps: fc.array(
    fc.oneof(
      {
        weight: 10,
        arbitrary: fc.record({ who: fc.nat(1), code: fc.constantFrom(...CODES, 'NJ_NRP', 'NJ_NRP') }),
      },
      { weight: 1, arbitrary: fc.record({ who: fc.nat(1), reserves: fc.constant(true) }) },
      { weight: 3, arbitrary: fc.record({ waitMs: fc.constantFrom(HOUR / 6, HOUR, 5 * HOUR, 20 * HOUR) }) },
    ),
    { minLength: 12, maxLength: 30 },
  ),
});
type Evening = typeof evening extends fc.Arbitrary<infer E> ? E : never;

const FAR_MS = paris('2027-01-01T00:00');
const ALWAYS = { fromMs: 0, toMs: FAR_MS };

interface Room extends Centre {
  readonly people: readonly AccountRow[];
}

async function openRoom(engine: Store['engine'], { twins, sharing, themes }: Evening): Promise<Room> {
  const phone = (number: number) => ({
    ...({ slot: 'TEL_MOBILE', source: 'DONATEUR', validity: 'NON_TESTE' } as const),
    e164: `+3363998${String(sharing > 0 && number % 5 < sharing ? 9000 + (number % 3) : number).padStart(4, '0')}`,
  });
  const donor = (number: number) => ({
    ...{ postcode: POSTCODES[number % POSTCODES.length] ?? '', phones: [phone(number)] },
  });
  const offered = ['T1', 'T2', 'T3']
    .slice(0, themes)
    .map((code) => ({ code, impact: 'Impact fictif.', challenge: `Défi ${code}.` }));
  const centre = await openCentre({
    ...{ engine, records: DONORS, agents: 2, donor, nowMs: paris('2026-11-23T14:30') },
    settings: { themes: offered },
  });
  const other = campaignRow({ code: 'AUTRE-1', settings: { ...centre.campaign.settings, code: 'AUTRE-1' } });
  await centre.addCampaign(other);
  if (twins > 0) await centre.addRecords({ campaign: other, records: twins, donor });
  const campaigns = [centre.campaign.code, other.code];
  await centre.store.write(async (rows) => {
    for (const agent of centre.agents) await rows.accounts.update(agent.id, { campaigns });
    if (themes > 1) await rows.profiles.add(themeWeight(centre.campaign.code, 'T2', 3), []);
  });
  let made = 0;
  const uuid = () => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
  const chance = { ...centre.chance, uuid };
  return { ...centre, chance, people: centre.agents.map((one) => ({ ...one, campaigns })) };
}

function themeWeight(campaign: string, filter: string, weight: number): ProfileRow {
  const undone = { undoneAtMs: null, undoneBy: null, undoneReason: null };
  const made = { atMs: 0, author: 'lead', reason: 'essai', records: 0 };
  return { id: `theme-${filter}`, campaign, kind: 'theme', filter, weight, ...made, ...undone };
}

/** What the agent of the step did, in a word. */
async function played(room: Room, step: Evening['steps'][number]): Promise<unknown> {
  if ('waitMs' in step) return room.clock.advance(step.waitMs);
  const agent = room.people[step.who];
  if (!agent) throw new Error('an agent');
  try {
    if ('reserves' in step) return await reserveNext(room, agent);
    const next = await serveNextCard(room, agent);
    if (next.kind === 'none') return next;
    const receipt = await recordCall(room, { agent, outcome: outcomeFor(next.card, step.code) });
    return { card: next.card, receipt };
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

/** Every row that calls write, but what is sealed or drawn by chance. */
async function standing({ store, campaign, people }: Room) {
  return await store.read(async (rows) => {
    const codes = [campaign.code, 'AUTRE-1'];
    const records = (await Promise.all(codes.map((code) => Array.fromAsync(rows.records.each(code))))).flat();
    const calls = (await Promise.all(codes.map((code) => Array.fromAsync(rows.calls.each(code))))).flat();
    const audit = await Array.fromAsync(rows.audit.each());
    const plain = <T extends object>(row: T) => ({ ...row, sealed: '', donorBlind: '', edition: '' });
    return {
      records: records.map(plain),
      calls: calls.map(plain),
      audit: audit.map(({ seq, action, actor, subject, campaign: code, reason, detail, atMs }) => ({
        ...{ seq, action, actor, subject, code, reason, atMs },
        detail: { ...detail, edition: '', consent: '' },
      })),
      presence: await rows.floor.presence(),
      production: await Promise.all(
        people.map((one) => rows.floor.productionSeconds({ agent: one.id }, ALWAYS, FAR_MS)),
      ),
      shifts: await Promise.all(people.map(({ id }) => rows.shifts.lastActMs(id))),
      leases: await Promise.all(people.map(({ id }) => rows.records.leaseOfAgent(id))),
      reservations: await Promise.all(people.map(({ id }) => rows.records.reservationOf(id))),
      emails: (await Promise.all(calls.map(({ callId }) => rows.emails.allOfCall(callId)))).flat(),
      consents: (await Promise.all(calls.map(({ callId }) => rows.consents.ofCall(callId)))).flat().length,
      checks: (await Promise.all(calls.map(({ callId }) => rows.checks.ofCall(callId)))).flat(),
    };
  });
}

test('R-35 the same evening gives the same cards in the same order, and the same rows, on both engines', async () => {
  await fc.assert(
    fc.asyncProperty(evening, async (given) => {
      const rooms = [await openRoom('sqlite', given), await openRoom('postgres', given)] as const;
      try {
        for (const step of given.steps) {
          const [there, here] = [await played(rooms[0], step), await played(rooms[1], step)];
          expect(here).toEqual(there);
        }
        const [there, here] = [await standing(rooms[0]), await standing(rooms[1])];
        expect(here).toEqual(there);
        const log = await rooms[1].store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
        const chained = log.map((row) => ({ ...row, ...('digest' in row ? { digest: row.digest } : {}) }));
        expect(await verifyChain(chained)).toMatchObject({ ok: true });
      } finally {
        for (const room of rooms) room.close();
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);
