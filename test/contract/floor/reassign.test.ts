import { afterEach, describe, expect, it } from 'vitest';
import { SCREEN_SILENT_MS } from '../../../server/domain/floor/move-plan.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { Store } from '../../../server/ports/store.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { POOL, type ReassignRequest, reassignRecords } from '../../../server/steps/floor/reassign-records.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import {
  auditOf,
  type Centre,
  type CentreSetting,
  cardOf,
  MINUTE,
  openCentre,
  paris,
  recordOf,
} from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import {
  accountRow,
  CAMPAIGN,
  campaignRow,
  importRecords,
  settings,
} from '../../support/store/store-rows.ts';

let centre: Centre;
let lead: AccountRow;
afterEach(() => centre.close());

async function open(setting: CentreSetting) {
  centre = await openCentre({ agents: 3, ...setting });
  lead = accountRow({ id: 'lead-1', login: 'cheffe', role: 'lead' });
  await centre.store.write((rows) => rows.accounts.insert(lead));
  const [zoe, ali, lea] = centre.agents;
  return { zoe: zoe!, ali: ali!, lea: lea! };
}
const reassign = (change: Partial<ReassignRequest>) =>
  reassignRecords(centre, { lead, filter: {}, to: [], reason: 'Zoé absente', dryRun: false, ...change });
const owners = () => inTurn.map(centre.recordIds, async (id) => (await recordOf(centre, id)).owner);
const own = (owner: string | null, ids: readonly number[]) =>
  centre.store.write(async (rows) => {
    for (const id of ids)
      await rows.records.update(id, { owner, queue: 'callback', dueAtMs: paris('2026-11-24T18:00') });
  });
const events = async () =>
  (await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 100))).map(({ agent, event }) => ({
    agent,
    ...event,
  }));
/** Everything a move may change, to compare before and after. */
const picture = (store: Store) =>
  store.read(async (rows) => ({
    records: (await Array.fromAsync(rows.records.each(CAMPAIGN))).map(({ sealed: _, ...row }) => row),
    moves: await rows.floor.moves(100),
    events: await rows.floor.liveEventsAfter(0, 100),
    audit: (await Array.fromAsync(rows.audit.each())).length,
  }));

describe('moving records (F-09)', () => {
  it('dry run: the same figures as the move, and nothing changes', async () => {
    const { zoe, ali, lea } = await open({ records: 5 });
    await own(zoe.id, centre.recordIds.slice(0, 4));
    const before = await picture(centre.store);
    const request = { filter: { agent: zoe.login }, to: [ali.login, lea.login] };
    const dry = await reassign({ ...request, dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, moveId: undefined, moved: 4 });
    expect(await picture(centre.store)).toEqual(before);
    const real = await reassign(request);
    expect(real).toEqual({ ...dry, dryRun: false, moveId: expect.any(String) });
    expect(real.perTarget).toEqual([
      { to: ali.login, records: 2 },
      { to: lea.login, records: 2 },
    ]);
    expect((await owners()).sort()).toEqual([ali.id, ali.id, lea.id, lea.id, null].sort());
  });

  it('keeps who, why and what; tells each agent once; and twice moves nothing', async () => {
    const { zoe, ali } = await open({ records: 3 });
    await own(zoe.id, centre.recordIds);
    const { moveId } = await reassign({ filter: { agent: zoe.login }, to: [ali.login] });
    expect(await centre.store.read((rows) => rows.floor.moves(10))).toEqual([
      { id: moveId, atMs: centre.clock.nowMs(), author: lead.id, reason: 'Zoé absente', moved: 3 },
    ]);
    expect(await auditOf(centre, 'records.reassign')).toMatchObject([
      { actor: lead.id, subject: moveId, reason: 'Zoé absente', detail: { moved: 3, onScreen: 0 } },
    ]);
    expect(await events()).toEqual([
      { agent: ali.id, kind: 'record-moved', text: expect.stringContaining('3 confiées à vous') },
      { agent: zoe.id, kind: 'record-moved', text: expect.stringContaining('3 retirées') },
    ]);
    expect((await reassign({ filter: { agent: zoe.login }, to: [ali.login] })).moved).toBe(0);
    expect(await reassign({ to: [ali.login], filter: { states: ['callback'] } })).toMatchObject({
      moved: 0,
      unchanged: 3,
    });
    expect(await events()).toHaveLength(2);
  });

  it('back to the pool, anybody may be served', async () => {
    const { zoe } = await open({ records: 2 });
    await own(zoe.id, centre.recordIds);
    expect((await reassign({ filter: { agent: zoe.login } })).perTarget).toEqual([{ to: POOL, records: 2 }]);
    expect(await owners()).toEqual([null, null]);
  });

  it('never takes a card from a screen, until the screen is silent; its late save is then refused', async () => {
    const { zoe, ali } = await open({ records: 1 });
    const card = await cardOf(centre, zoe);
    const take = { filter: { states: ['lease' as const], agent: zoe.login }, to: [ali.login] };
    centre.clock.advance(SCREEN_SILENT_MS - 1);
    expect(await reassign(take)).toMatchObject({ moved: 0, onScreen: 1 });
    expect(await recordOf(centre, card.recordId)).toMatchObject({ state: 'leased', owner: null });
    centre.clock.advance(1);
    expect(await reassign(take)).toMatchObject({ moved: 1, onScreen: 0 });
    expect(await recordOf(centre, card.recordId)).toMatchObject({ state: 'ready', owner: ali.id });
    const next = await cardOf(centre, ali);
    expect(next.recordId).toBe(card.recordId);
    const late = recordCall(centre, { agent: zoe, outcome: outcomeFor(card, 'NJ_NRP') });
    await expect(late).rejects.toMatchObject({ code: 'lease-lost' });
    await recordCall(centre, { agent: ali, outcome: outcomeFor(next, 'NJ_NRP') });
  });

  it('follows its filters: state, segment, canton, due before', async () => {
    const { zoe, ali } = await open({
      records: 6,
      row: (number) => ({
        segment: number <= 3 ? 'S1' : 'S2',
        canton: number === 6 ? 'VD' : '',
        queue: number % 2 === 0 ? 'retry' : 'callback',
        dueAtMs: paris('2026-11-24T10:00') + number * 60 * MINUTE,
      }),
    });
    const dry = async (filter: ReassignRequest['filter']) =>
      (await reassign({ filter, to: [ali.login], dryRun: true })).moved;
    expect(await dry({ states: ['retry'] })).toBe(3);
    expect(await dry({ states: ['callback', 'retry'] })).toBe(6);
    expect(await dry({ segment: 'S2' })).toBe(3);
    expect(await dry({ canton: 'VD' })).toBe(1);
    expect(await dry({ dueBeforeMs: paris('2026-11-24T13:00') })).toBe(2);
    expect(await dry({ segment: 'S1', states: ['callback'] })).toBe(2);
    expect(await dry({ agent: zoe.login })).toBe(0);
    expect(await dry({ campaign: CAMPAIGN })).toBe(6);
  });
});

describe('what is refused leaves everything as it was', () => {
  it('unknown or disabled people, people of another role', async () => {
    const { zoe } = await open({ records: 1 });
    const before = await picture(centre.store);
    await centre.store.write((rows) =>
      rows.accounts.insert(accountRow({ id: 'gone', login: 'partie', disabled: true })),
    );
    for (const login of ['personne', 'partie', lead.login]) {
      await expect(reassign({ to: [login] })).rejects.toThrow(
        expect.objectContaining({ code: 'agent-unknown' }),
      );
      await expect(reassign({ filter: { agent: login }, to: [zoe.login] })).rejects.toThrow(
        expect.objectContaining({ code: 'agent-unknown' }),
      );
    }
    expect(await picture(centre.store)).toEqual(before);
  });

  it('R-12 somebody who is not of the campaign, even for one record of many: nothing moves', async () => {
    const { zoe, ali } = await open({ records: 3 });
    const other = campaignRow({ code: 'TEST-UP-FR-2', settings: settings({ code: 'TEST-UP-FR-2' }) });
    await centre.addCampaign(other);
    await centre.addRecords({ campaign: other, records: 1, from: 50 });
    lead = { ...lead, campaigns: [CAMPAIGN, other.code] };
    await own(zoe.id, centre.recordIds);
    const before = await picture(centre.store);
    const retry = { filter: {}, to: [ali.login] };
    await expect(reassign(retry)).rejects.toThrow(expect.objectContaining({ code: 'agent-not-assigned' }));
    expect(await picture(centre.store)).toEqual(before);
    expect((await reassign({ ...retry, filter: { campaign: CAMPAIGN } })).moved).toBe(3);
  });

  it('a campaign of another team; and without a campaign, only one’s own are touched', async () => {
    const { zoe, ali } = await open({ records: 2 });
    await own(zoe.id, centre.recordIds);
    lead = { ...lead, campaigns: [] };
    await expect(reassign({ filter: { campaign: CAMPAIGN }, to: [ali.login] })).rejects.toThrow(
      expect.objectContaining({ code: 'campaign-not-yours' }),
    );
    expect((await reassign({ filter: { agent: zoe.login }, to: [ali.login] })).moved).toBe(0);
    expect(await owners()).toEqual([zoe.id, zoe.id]);
  });

  it('more than 5,000 records at once; those of another team do not count', async () => {
    const { zoe, ali } = await open({ records: 2 });
    await own(zoe.id, centre.recordIds);
    const other = campaignRow({ code: 'TEST-UP-FR-2', settings: settings({ code: 'TEST-UP-FR-2' }) });
    await centre.addCampaign(other);
    const many = Array.from({ length: 5_001 }, (_, at) => ({
      campaign: other.code,
      rowNumber: at + 2,
      owner: zoe.id,
    }));
    await importRecords(centre.store, many, other);
    expect((await reassign({ to: [ali.login], dryRun: true })).moved).toBe(2);
    lead = { ...lead, campaigns: [CAMPAIGN, other.code] };
    await expect(reassign({ to: [ali.login], dryRun: true })).rejects.toThrow(
      expect.objectContaining({ code: 'move-too-large' }),
    );
  });

  it('a failure in the middle: all or nothing', async () => {
    const { zoe, ali } = await open({ records: 4 });
    await own(zoe.id, centre.recordIds);
    const before = await picture(centre.store);
    const failing: Store = {
      ...centre.store,
      write: (work) =>
        centre.store.write((rows) =>
          work({
            ...rows,
            floor: {
              ...rows.floor,
              addMove: async () => {
                throw new Error('disk full');
              },
            },
          }),
        ),
    };
    await expect(
      (async () =>
        await reassignRecords(
          { ...centre, store: failing },
          {
            lead,
            filter: { agent: zoe.login },
            to: [ali.login],
            reason: 'Zoé absente',
            dryRun: false,
          },
        ))(),
    ).rejects.toThrow('disk full');
    expect(await picture(centre.store)).toEqual(before);
  });
});
