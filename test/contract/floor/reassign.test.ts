import { afterEach, describe, expect, it } from 'vitest';
import { SCREEN_SILENT_MS } from '../../../server/domain/floor/move-plan.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { Store } from '../../../server/ports/store.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { POOL, type ReassignRequest, reassignRecords } from '../../../server/steps/floor/reassign-records.ts';
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
  centre.store.write((rows) => rows.accounts.insert(lead));
  const [zoe, ali, lea] = centre.agents;
  return { zoe: zoe!, ali: ali!, lea: lea! };
}
const reassign = (change: Partial<ReassignRequest>) =>
  reassignRecords(centre, { lead, filter: {}, to: [], reason: 'Zoé absente', dryRun: false, ...change });
const owners = () => centre.recordIds.map((id) => recordOf(centre, id).owner);
const own = (owner: string | null, ids: readonly number[]) =>
  centre.store.write((rows) => {
    for (const id of ids)
      rows.records.update(id, { owner, queue: 'callback', dueAtMs: paris('2026-11-24T18:00') });
  });
const events = () =>
  centre.store
    .read((rows) => rows.floor.liveEventsAfter(0, 100))
    .map(({ agent, event }) => ({
      agent,
      ...event,
    }));
/** Everything a move may change, to compare before and after. */
const picture = (store: Store) =>
  store.read((rows) => ({
    records: [...rows.records.each(CAMPAIGN)].map(({ sealed: _, ...row }) => row),
    moves: rows.floor.moves(100),
    events: rows.floor.liveEventsAfter(0, 100),
    audit: [...rows.audit.each()].length,
  }));

describe('moving records (F-09)', () => {
  it('dry run: the same figures as the move, and nothing changes', async () => {
    const { zoe, ali, lea } = await open({ records: 5 });
    own(zoe.id, centre.recordIds.slice(0, 4));
    const before = picture(centre.store);
    const request = { filter: { agent: zoe.login }, to: [ali.login, lea.login] };
    const dry = reassign({ ...request, dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, moveId: undefined, moved: 4 });
    expect(picture(centre.store)).toEqual(before);
    const real = reassign(request);
    expect(real).toEqual({ ...dry, dryRun: false, moveId: expect.any(String) });
    expect(real.perTarget).toEqual([
      { to: ali.login, records: 2 },
      { to: lea.login, records: 2 },
    ]);
    expect(owners().sort()).toEqual([ali.id, ali.id, lea.id, lea.id, null].sort());
  });

  it('keeps who, why and what; tells each agent once; and twice moves nothing', async () => {
    const { zoe, ali } = await open({ records: 3 });
    own(zoe.id, centre.recordIds);
    const { moveId } = reassign({ filter: { agent: zoe.login }, to: [ali.login] });
    expect(centre.store.read((rows) => rows.floor.moves(10))).toEqual([
      { id: moveId, atMs: centre.clock.nowMs(), author: lead.id, reason: 'Zoé absente', moved: 3 },
    ]);
    expect(auditOf(centre, 'records.reassign')).toMatchObject([
      { actor: lead.id, subject: moveId, reason: 'Zoé absente', detail: { moved: 3, onScreen: 0 } },
    ]);
    expect(events()).toEqual([
      { agent: ali.id, kind: 'record-moved', text: expect.stringContaining('3 confiées à vous') },
      { agent: zoe.id, kind: 'record-moved', text: expect.stringContaining('3 retirées') },
    ]);
    expect(reassign({ filter: { agent: zoe.login }, to: [ali.login] }).moved).toBe(0);
    expect(reassign({ to: [ali.login], filter: { states: ['callback'] } })).toMatchObject({
      moved: 0,
      unchanged: 3,
    });
    expect(events()).toHaveLength(2);
  });

  it('back to the pool, anybody may be served', async () => {
    const { zoe } = await open({ records: 2 });
    own(zoe.id, centre.recordIds);
    expect(reassign({ filter: { agent: zoe.login } }).perTarget).toEqual([{ to: POOL, records: 2 }]);
    expect(owners()).toEqual([null, null]);
  });

  it('never takes a card from a screen, until the screen is silent; its late save is then refused', async () => {
    const { zoe, ali } = await open({ records: 1 });
    const card = await cardOf(centre, zoe);
    const take = { filter: { states: ['lease' as const], agent: zoe.login }, to: [ali.login] };
    centre.clock.advance(SCREEN_SILENT_MS - 1);
    expect(reassign(take)).toMatchObject({ moved: 0, onScreen: 1 });
    expect(recordOf(centre, card.recordId)).toMatchObject({ state: 'leased', owner: null });
    centre.clock.advance(1);
    expect(reassign(take)).toMatchObject({ moved: 1, onScreen: 0 });
    expect(recordOf(centre, card.recordId)).toMatchObject({ state: 'ready', owner: ali.id });
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
    const dry = (filter: ReassignRequest['filter']) =>
      reassign({ filter, to: [ali.login], dryRun: true }).moved;
    expect(dry({ states: ['retry'] })).toBe(3);
    expect(dry({ states: ['callback', 'retry'] })).toBe(6);
    expect(dry({ segment: 'S2' })).toBe(3);
    expect(dry({ canton: 'VD' })).toBe(1);
    expect(dry({ dueBeforeMs: paris('2026-11-24T13:00') })).toBe(2);
    expect(dry({ segment: 'S1', states: ['callback'] })).toBe(2);
    expect(dry({ agent: zoe.login })).toBe(0);
    expect(dry({ campaign: CAMPAIGN })).toBe(6);
  });
});

describe('what is refused leaves everything as it was', () => {
  it('unknown or disabled people, people of another role', async () => {
    const { zoe } = await open({ records: 1 });
    const before = picture(centre.store);
    centre.store.write((rows) =>
      rows.accounts.insert(accountRow({ id: 'gone', login: 'partie', disabled: true })),
    );
    for (const login of ['personne', 'partie', lead.login]) {
      expect(() => reassign({ to: [login] })).toThrow(expect.objectContaining({ code: 'agent-unknown' }));
      expect(() => reassign({ filter: { agent: login }, to: [zoe.login] })).toThrow(
        expect.objectContaining({ code: 'agent-unknown' }),
      );
    }
    expect(picture(centre.store)).toEqual(before);
  });

  it('R-12 somebody who is not of the campaign, even for one record of many: nothing moves', async () => {
    const { zoe, ali } = await open({ records: 3 });
    const other = campaignRow({ code: 'TEST-UP-FR-2', settings: settings({ code: 'TEST-UP-FR-2' }) });
    await centre.addCampaign(other);
    await centre.addRecords({ campaign: other, records: 1, from: 50 });
    lead = { ...lead, campaigns: [CAMPAIGN, other.code] };
    own(zoe.id, centre.recordIds);
    const before = picture(centre.store);
    const retry = { filter: {}, to: [ali.login] };
    expect(() => reassign(retry)).toThrow(expect.objectContaining({ code: 'agent-not-assigned' }));
    expect(picture(centre.store)).toEqual(before);
    expect(reassign({ ...retry, filter: { campaign: CAMPAIGN } }).moved).toBe(3);
  });

  it('a campaign of another team; and without a campaign, only one’s own are touched', async () => {
    const { zoe, ali } = await open({ records: 2 });
    own(zoe.id, centre.recordIds);
    lead = { ...lead, campaigns: [] };
    expect(() => reassign({ filter: { campaign: CAMPAIGN }, to: [ali.login] })).toThrow(
      expect.objectContaining({ code: 'campaign-not-yours' }),
    );
    expect(reassign({ filter: { agent: zoe.login }, to: [ali.login] }).moved).toBe(0);
    expect(owners()).toEqual([zoe.id, zoe.id]);
  });

  it('more than 5,000 records at once; those of another team do not count', async () => {
    const { zoe, ali } = await open({ records: 2 });
    own(zoe.id, centre.recordIds);
    const other = campaignRow({ code: 'TEST-UP-FR-2', settings: settings({ code: 'TEST-UP-FR-2' }) });
    await centre.addCampaign(other);
    const many = Array.from({ length: 5_001 }, (_, at) => ({
      campaign: other.code,
      rowNumber: at + 2,
      owner: zoe.id,
    }));
    importRecords(centre.store, many, other);
    expect(reassign({ to: [ali.login], dryRun: true }).moved).toBe(2);
    lead = { ...lead, campaigns: [CAMPAIGN, other.code] };
    expect(() => reassign({ to: [ali.login], dryRun: true })).toThrow(
      expect.objectContaining({ code: 'move-too-large' }),
    );
  });

  it('a failure in the middle: all or nothing', async () => {
    const { zoe, ali } = await open({ records: 4 });
    own(zoe.id, centre.recordIds);
    const before = picture(centre.store);
    const failing: Store = {
      ...centre.store,
      write: (work) =>
        centre.store.write((rows) =>
          work({
            ...rows,
            floor: {
              ...rows.floor,
              addMove: () => {
                throw new Error('disk full');
              },
            },
          }),
        ),
    };
    expect(() =>
      reassignRecords(
        { ...centre, store: failing },
        {
          lead,
          filter: { agent: zoe.login },
          to: [ali.login],
          reason: 'Zoé absente',
          dryRun: false,
        },
      ),
    ).toThrow('disk full');
    expect(picture(centre.store)).toEqual(before);
  });
});
