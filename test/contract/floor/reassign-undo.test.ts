import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { moveHistory } from '../../../server/steps/floor/move-history.ts';
import { type ReassignRequest, reassignRecords } from '../../../server/steps/floor/reassign-records.ts';
import { undoMove } from '../../../server/steps/floor/undo-move.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import {
  auditOf,
  type Centre,
  cardOf,
  MINUTE,
  openCentre,
  paris,
  recordOf,
} from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { accountRow } from '../../support/store/store-rows.ts';

let centre: Centre;
let lead: AccountRow;
let people: readonly AccountRow[];
afterEach(() => centre.close());

async function open(records: number) {
  centre = await openCentre({ agents: 3, records });
  lead = accountRow({ id: 'lead-1', login: 'cheffe', role: 'lead' });
  await centre.store.write((rows) => rows.accounts.insert(lead));
  people = centre.agents;
  const [zoe, ali, lea] = centre.agents;
  return { zoe: zoe!, ali: ali!, lea: lea! };
}
const reassign = async (change: Partial<ReassignRequest>) => {
  centre.clock.advance(1);
  const request = { lead, filter: {}, to: [], reason: 'Zoé absente', dryRun: false, ...change };
  return await reassignRecords(centre, request);
};
const undo = async (moveId: string | undefined, change: { dryRun?: boolean; lead?: AccountRow } = {}) => {
  centre.clock.advance(1);
  const request = { lead, moveId: moveId ?? '', reason: 'Zoé est revenue', dryRun: false, ...change };
  return await undoMove(centre, request);
};
const loginOf = (id: string | null) => people.find((one) => one.id === id)?.login ?? '—';
const owners = () => inTurn.map(centre.recordIds, async (id) => loginOf((await recordOf(centre, id)).owner));
const give = (owner: AccountRow, ids: readonly number[], change = {}) =>
  centre.store.write(async (rows) => {
    for (const id of ids) await rows.records.update(id, { owner: owner.id, queue: 'retry', ...change });
  });

describe('undoing a move on its day (F-09)', () => {
  it('gives back what nobody touched, keeps the rest with its reason, and refuses twice', async () => {
    const { zoe, ali, lea } = await open(6);
    const [kept, called, moved, shown, gone, closed] = centre.recordIds as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    await give(zoe, centre.recordIds);
    const { moveId } = await reassign({ filter: { agent: zoe.login }, to: [ali.login] });
    await reassign({ filter: { recordIds: [moved] }, to: [lea.login] });
    const first = await cardOf(centre, ali);
    await recordCall(centre, { agent: ali, outcome: outcomeFor(first, 'NJ_NRP') });
    const second = await cardOf(centre, ali);
    await centre.store.write((rows) =>
      rows.records.update(closed, { state: 'closed', disposition: 'EF_DNC', closedAtMs: 1 }),
    );
    expect([first.recordId, second.recordId]).toEqual([kept, called]);
    const before = await owners();
    const dry = await undo(moveId, { dryRun: true });
    expect(await owners()).toEqual(before);
    const done = await undo(moveId);
    expect(done).toEqual({ ...dry, dryRun: false });
    expect(done.goneBack).toBe(2);
    expect(new Map(done.stays.map((one) => [one.recordId, one.why]))).toEqual(
      new Map([
        [kept, 'appelée depuis'],
        [called, 'à l’écran de quelqu’un'],
        [moved, 'déplacée depuis'],
        [closed, 'close depuis'],
      ]),
    );
    expect(
      await inTurn.map([shown, gone], async (id) => loginOf((await recordOf(centre, id)).owner)),
    ).toEqual([zoe.login, zoe.login]);
    expect(await auditOf(centre, 'records.reassign-undone')).toMatchObject([
      { actor: lead.id, subject: moveId, reason: 'Zoé est revenue', detail: { goneBack: 2, stays: 4 } },
    ]);
    const told = (await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 100))).slice(-2);
    expect(told.map(({ agent, event }) => [agent, event.text.includes('2 confiée')])).toEqual([
      [zoe.id, true],
      [ali.id, false],
    ]);
    await expect(undo(moveId)).rejects.toThrow(expect.objectContaining({ code: 'move-undone' }));
    expect(await moveHistory(centre, { lead })).toMatchObject([
      { moved: 1, author: 'cheffe', undone: null },
      {
        id: moveId,
        moved: 6,
        kind: 'move',
        undone: { by: 'cheffe', reason: 'Zoé est revenue', goneBack: 2 },
      },
    ]);
  });

  it('a move undone no longer stands in the way of the one before it; an access that ended does', async () => {
    const { zoe, ali, lea } = await open(2);
    await give(zoe, centre.recordIds);
    const first = await reassign({ filter: { agent: zoe.login }, to: [ali.login] });
    const second = await reassign({ filter: { agent: ali.login }, to: [lea.login] });
    expect(await undo(first.moveId, { dryRun: true })).toMatchObject({ goneBack: 0 });
    expect(await undo(first.moveId)).toMatchObject({ goneBack: 0, stays: [{}, {}] });
    expect((await undo(second.moveId)).goneBack).toBe(2);
    await centre.store.write((rows) => rows.accounts.update(zoe.id, { disabled: true }));
    expect((await undo(first.moveId)).stays.map((one) => one.why)).toEqual(
      Array(2).fill('son ancien téléacteur n’a plus accès à la campagne'),
    );
    await centre.store.write((rows) => rows.accounts.update(zoe.id, { disabled: false }));
    expect((await undo(first.moveId)).goneBack).toBe(2);
    expect(await owners()).toEqual([zoe.login, zoe.login]);
  });

  it('is refused on another day, to another team, and for a number that is none', async () => {
    const { zoe, ali } = await open(1);
    await give(zoe, centre.recordIds);
    const { moveId } = await reassign({ filter: { agent: zoe.login }, to: [ali.login] });
    const stranger = accountRow({ id: 'lead-2', login: 'autre', role: 'lead', campaigns: ['AUTRE'] });
    const refused = (code: string) => expect.objectContaining({ code });
    await expect(undo(moveId, { lead: stranger })).rejects.toThrow(refused('move-unknown'));
    expect(await moveHistory(centre, { lead: stranger })).toEqual([]);
    await expect(undo('aucun')).rejects.toThrow(refused('move-unknown'));
    centre.clock.set(paris('2026-11-24T00:01'));
    await expect(undo(moveId)).rejects.toThrow(refused('move-too-old'));
    expect(await owners()).toEqual([ali.login]);
  });
});

describe('putting records on top for one person (F-09)', () => {
  it('they are the next cards of that person, the last asked first, and of nobody else', async () => {
    const { zoe, ali } = await open(5);
    const [a, b, c] = centre.recordIds.slice(2) as [number, number, number];
    await expect(
      reassign({ filter: { recordIds: [a] }, to: [zoe.login, ali.login], next: true }),
    ).rejects.toThrow(expect.objectContaining({ code: 'next-wants-one' }));
    await reassign({ filter: { recordIds: [a, b] }, to: [zoe.login], next: true });
    expect(await reassign({ filter: { recordIds: [c] }, to: [zoe.login], next: true })).toMatchObject({
      moved: 1,
      notDue: 0,
    });
    const others = [(await cardOf(centre, ali)).recordId];
    const served: number[] = [];
    for (let at = 0; at < 3; at += 1) {
      const card = await cardOf(centre, zoe);
      expect(card.why).toContain('Fiche mise en tête pour vous par le chef d’équipe');
      served.push(card.recordId);
      await recordCall(centre, { agent: zoe, outcome: outcomeFor(card, 'NJ_NRP') });
    }
    expect(served).toEqual([c, a, b]);
    expect(others).toEqual([centre.recordIds[0]]);
    expect((await cardOf(centre, zoe)).recordId).toBe(centre.recordIds[1]);
  });

  it('every rule of the queue holds: hour, window, hold, list; undone, the record is on top no more', async () => {
    const { zoe } = await open(4);
    const [early, frozen, listed, free] = centre.recordIds as [number, number, number, number];
    await give(zoe, [early], { queue: 'callback', dueAtMs: paris('2026-11-23T18:00') });
    await centre.store.write((rows) => rows.records.update(frozen, { hold: 'ethics' }));
    const { donorBlind, campaign } = await recordOf(centre, listed);
    await centre.store.write((rows) =>
      rows.records.suppress({
        charity: centre.campaign.charity,
        campaign,
        blinds: [donorBlind],
        onlyCampaign: false,
        atMs: centre.clock.nowMs(),
        exceptRecordId: listed,
      }),
    );
    const top = { to: [zoe.login], next: true };
    await reassign({ ...top, filter: { recordIds: [frozen, listed] } });
    const { moveId, notDue, moved } = await reassign({ ...top, filter: { recordIds: [early] } });
    expect([moved, notDue]).toEqual([1, 1]);
    const card = await cardOf(centre, zoe);
    expect([card.recordId, (await recordOf(centre, listed)).disposition]).toEqual([free, 'EF_DNC']);
    await recordCall(centre, { agent: zoe, outcome: outcomeFor(card, 'NJ_NRP') });
    expect(await serveNextCard(centre, zoe)).toMatchObject({ kind: 'none' });
    centre.clock.set(paris('2026-11-23T18:00') + MINUTE);
    expect(await centre.store.read((rows) => rows.steering.onTop(zoe.id))).toContain(early);
    expect(await undo(moveId)).toMatchObject({ goneBack: 1, stays: [] });
    expect(await centre.store.read((rows) => rows.steering.onTop(zoe.id))).not.toContain(early);
    expect((await cardOf(centre, zoe)).why).toContain('Rappel personnel');
  });
});

it('shares by what each has already, and by every filter at once', async () => {
  const { zoe, ali, lea } = await open(8);
  const [x, y, ...rest] = centre.recordIds as [number, number, ...number[]];
  await give(ali, [x, y], { dueAtMs: paris('2026-11-25T10:00') });
  await give(zoe, rest, { dueAtMs: paris('2026-11-24T10:00') });
  await give(zoe, rest.slice(0, 2), { dueAtMs: paris('2026-11-26T10:00') });
  const filter = {
    agent: zoe.login,
    states: ['retry' as const],
    recordIds: rest.slice(0, 5),
    dueFromMs: paris('2026-11-24T10:00'),
    dueBeforeMs: paris('2026-11-25T00:00'),
  };
  expect((await reassign({ filter, to: [ali.login, lea.login] })).perTarget).toEqual([
    { to: lea.login, records: 2 },
    { to: ali.login, records: 1 },
  ]);
  expect((await reassign({ filter: { states: ['new'] }, to: [ali.login], dryRun: true })).moved).toBe(0);
});
