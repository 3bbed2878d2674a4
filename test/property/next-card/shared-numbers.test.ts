import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { undoCall } from '../../../server/steps/call/undo-call.ts';
import { reassignRecords } from '../../../server/steps/floor/reassign-records.ts';
import { openOwnRecord } from '../../../server/steps/next-card/open-own-record.ts';
import { reserveNext } from '../../../server/steps/next-card/reserve-next.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { releaseCard } from '../../../server/steps/shift/pause-work.ts';
import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { zoned } from '../../../shared/time.ts';
import { type Centre, openCentre, paris } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { accountRow, campaignRow } from '../../support/store/store-rows.ts';

/** Random floors on the real steps: couples with one number or two, in one campaign or two; agents are served, save, undo, choose. */
const RECORDS = 5;
const ZONE = 'Europe/Paris';
const HOUR = 3_600_000;
const OUTCOMES = ['NJ_NRP', 'NJ_OCC', 'NJ_TECH', 'RS_ENTRETIEN', 'RP_PERSO', 'RP_PERSO-today'] as const;

const numbers = fc.array(fc.subarray([1, 2, 3, 4], { minLength: 1, maxLength: 2 }), {
  minLength: RECORDS,
  maxLength: RECORDS,
});
const who = fc.nat(2);
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('serve' as const), who }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('save' as const), who, code: fc.constantFrom(...OUTCOMES) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo', 'release', 'reserve'), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('open', 'move'), who, record: fc.nat(RECORDS - 1) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(6 * 60_000, HOUR, 25 * HOUR),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

interface Floor {
  readonly centre: Centre;
  readonly agents: readonly AccountRow[];
  readonly ids: readonly number[];
  /** By record: its numbers. */
  readonly numbers: ReadonlyMap<number, readonly number[]>;
  readonly saved: Map<string, string>;
}

async function openFloor(given: readonly (readonly number[])[]): Promise<Floor> {
  const SLOTS = ['TEL_FIXE', 'TEL_MOBILE'] as const;
  const donor = (number: number) => ({
    phones: (given[number - 1] ?? []).map((of, at) => ({
      slot: SLOTS[at] ?? SLOTS[0],
      e164: `+3363998005${of}`,
      source: 'DONATEUR' as const,
      validity: 'NON_TESTE' as const,
    })),
  });
  const centre = await openCentre({
    records: RECORDS - 2,
    agents: 2,
    donor,
    nowMs: paris('2026-11-23T10:30'),
  });
  const other = campaignRow({ code: 'AUTRE-1', settings: { ...centre.campaign.settings, code: 'AUTRE-1' } });
  await centre.addCampaign(other);
  const more = await centre.addRecords({ records: 2, from: RECORDS - 1, campaign: other, donor });
  const both = [centre.campaign.code, other.code];
  const lead = accountRow({ id: 'lead', login: 'chef', role: 'lead', campaigns: both });
  await centre.store.write(async (rows) => {
    for (const agent of centre.agents) await rows.accounts.update(agent.id, { campaigns: both });
    await rows.accounts.insert(lead);
  });
  const ids = [...centre.recordIds, ...more];
  const agents = [...centre.agents.map((one) => ({ ...one, campaigns: both })), lead];
  return {
    centre,
    agents,
    ids,
    numbers: new Map(ids.map((id, at) => [id, given[at] ?? []])),
    saved: new Map(),
  };
}

const leaseOf = ({ store }: Centre, agent: AccountRow) =>
  store.read((rows) => rows.records.leaseOfAgent(agent.id));

async function play(floor: Floor, one: Act): Promise<void> {
  const { centre, agents, ids, saved } = floor;
  if (one.do === 'wait') return centre.clock.advance(one.ms);
  const agent = agents[one.who % 2]!;
  const recordId = 'record' in one ? ids[one.record]! : 0;
  if (one.do === 'serve') await serveNextCard(centre, agent);
  else if (one.do === 'reserve') await reserveNext(centre, agent);
  else if (one.do === 'release')
    await releaseCard(centre, { agent, callId: (await leaseOf(centre, agent))?.callId ?? '' });
  else if (one.do === 'open') await openOwnRecord(centre, { agent, recordId });
  else if (one.do === 'undo') await undoCall(centre, { agent, callId: saved.get(agent.id) ?? '' });
  else if (one.do === 'move')
    await reassignRecords(centre, {
      ...{ lead: agents[2]!, filter: { recordIds: [recordId] }, to: [agent.login], next: true },
      ...{ reason: 'équilibre', dryRun: false },
    });
  else if (one.do === 'save') await save(floor, agent, one.code);
}

async function save({ centre, saved }: Floor, agent: AccountRow, code: (typeof OUTCOMES)[number]) {
  const next = await serveNextCard(centre, agent);
  if (next.kind === 'none') return;
  const { card } = next;
  const hours = code === 'RP_PERSO' ? 24 : 2;
  const callback = { atMs: centre.clock.nowMs() + hours * HOUR };
  const outcome = code.startsWith('RP_PERSO')
    ? outcomeFor(card, 'RP_PERSO', { callback })
    : outcomeFor(card, code);
  await recordCall(centre, { agent, outcome });
  saved.set(agent.id, card.callId);
}

/** Every call that was saved, those that were taken back too. */
async function everyCall({ centre, ids }: Floor): Promise<readonly CallRow[]> {
  return await centre.store.read((rows) =>
    inTurn.flatMap(ids, async (id) => [
      ...((await rows.numbers.use({ recordId: id, charity: centre.campaign.charity, callsFromMs: 0 }))
        ?.calls ?? []),
      ...(await rows.calls.ofRecord(id)),
    ]),
  );
}

async function check(floor: Floor): Promise<void> {
  const { centre, agents, numbers: of } = floor;
  const onScreen = await centre.store.read((rows) =>
    inTurn.flatMap(
      agents,
      async (one) => of.get((await rows.records.leaseOfAgent(one.id))?.recordId ?? 0) ?? [],
    ),
  );
  expect(new Set(onScreen).size).toBe(onScreen.length);
  const days = new Map<string, number>();
  for (const call of await everyCall(floor)) {
    for (const number of of.get(call.recordId) ?? []) {
      const key = `${number} ${zoned(call.endedAtMs, ZONE).toPlainDate()}`;
      // The donor who asked for it, or whose line was busy, is called again; nobody else on that number is.
      expect([undefined, call.recordId]).toContain(days.get(key));
      days.set(key, call.recordId);
    }
  }
}

test('no number is on two cards at once, nor rung for two records on one day', {
  timeout: 120_000,
}, async () => {
  const floors = fc.record({ numbers, acts: fc.array(act, { minLength: 30, maxLength: 90 }) });
  await fc.assert(
    fc.asyncProperty(floors, async (given) => {
      const floor = await openFloor(given.numbers);
      try {
        for (const one of given.acts) {
          await play(floor, one).catch((error: unknown) => {
            if (!isAppError(error)) throw error;
          });
          await check(floor);
        }
      } finally {
        floor.centre.close();
      }
    }),
    { numRuns: 10, interruptAfterTimeLimit: 90_000 },
  );
});
