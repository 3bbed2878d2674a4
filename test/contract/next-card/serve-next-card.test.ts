import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { renewLease } from '../../../server/steps/records/renew-lease.ts';
import { returnExpiredLeases } from '../../../server/steps/records/return-leases.ts';
import { endShift, pauseWork, releaseCard, resumeWork } from '../../../server/steps/shift/pause-work.ts';
import { readMyDay } from '../../../server/steps/shift/read-my-day.ts';
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
import { callRow, campaignRow } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre.close());

async function open(setting: CentreSetting): Promise<{ readonly one: AccountRow; readonly two: AccountRow }> {
  centre = await openCentre(setting);
  const [one, two] = centre.agents;
  return { one: one!, two: two! };
}

const cardFor = (agent: AccountRow) => cardOf(centre, agent);
const record = (id: number) => recordOf(centre, id);
const change = (
  id: number,
  columns: Parameters<Parameters<Parameters<Centre['store']['write']>[0]>[0]['records']['update']>[1],
) => centre.store.write((rows) => rows.records.update(id, columns));
const entries = (action: string) => auditOf(centre, action);

describe('serving the next card', () => {
  it('leases one record to one agent, opens it with an audit entry, and says why it was chosen', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    expect(card.donor).toMatchObject({ lastName: 'Testeur-Zéphyrin-1', zone: 'Europe/Paris' });
    expect(card.why).toBe('Nouvelle fiche, soirée : meilleur créneau. Sans réponse, reviendra demain 14:00.');
    expect((await record(card.recordId)).state).toBe('leased');
    expect(await entries('record.open')).toMatchObject([
      { actor: 'agent-1', subject: String(card.recordId) },
    ]);
    expect(await centre.store.read((rows) => rows.floor.presenceOf(one.id))).toMatchObject({ state: 'card' });
  });

  it('gives the same card with the same callId to an agent who asks again', async () => {
    const { one } = await open({ records: 2 });
    const first = await cardFor(one);
    centre.clock.advance(5 * MINUTE);
    const again = await cardFor(one);
    expect(again).toMatchObject({ callId: first.callId, recordId: first.recordId, why: first.why });
    expect(again.leaseUntilMs).toBe(first.leaseUntilMs + 5 * MINUTE);
  });

  it('never gives one record to two agents, and says when the queue is empty', async () => {
    const { one, two } = await open({ records: 1 });
    await cardFor(one);
    expect(await serveNextCard(centre, two)).toEqual({
      kind: 'none',
      why: 'File vide : les dernières fiches sont en cours d’appel.',
      retryAtMs: centre.clock.nowMs() + MINUTE,
      today: { calls: 0, agreements: 0 },
    });
  });

  it('names the public holidays of the days in which a callback may be promised', async () => {
    const { one } = await open({
      records: 1,
      nowMs: paris('2026-12-21T11:00'),
      settings: { ends: '2027-01-31' },
    });
    expect((await cardFor(one)).holidays).toEqual([
      { date: '2026-12-25', name: 'Noël' },
      { date: '2027-01-01', name: 'Nouvel An' },
    ]);
  });

  it('refuses outside the donor’s hours, names the next opening, and stops production hours', async () => {
    const { one } = await open({ records: 1, nowMs: paris('2026-11-27T21:00') });
    expect(await serveNextCard(centre, one)).toEqual({
      kind: 'none',
      why: 'Hors des heures d’appel jusqu’à demain 10:00.',
      retryAtMs: paris('2026-11-28T10:00'),
      today: { calls: 0, agreements: 0 },
    });
    centre.clock.set(paris('2026-11-28T10:00'));
    expect((await cardFor(one)).campaign.code).toBe('TEST-UP-FR');
  });

  it('serves overseas donors by their own clock', async () => {
    const { one } = await open({
      records: 1,
      donor: () => ({ postcode: '97400' }),
      nowMs: paris('2026-11-23T17:05'),
    });
    expect(await serveNextCard(centre, one)).toMatchObject({ kind: 'none' });
    centre.clock.set(paris('2026-11-24T07:05'));
    expect((await cardFor(one)).donor.zone).toBe('Indian/Reunion');
  });

  it('serves campaigns of the account that are open, and no other', async () => {
    const { one } = await open({ records: 1 });
    expect(await serveNextCard(centre, { ...one, campaigns: ['AUTRE-1'] })).toMatchObject({
      kind: 'none',
      why: 'Aucune campagne ne vous est ouverte : voyez votre chef d’équipe.',
    });
    await centre.store.write((rows) => rows.campaigns.setState('TEST-UP-FR', 'closed'));
    expect(await serveNextCard(centre, one)).toMatchObject({ kind: 'none' });
  });

  it('serves own callbacks first, then those overdue of an absent agent', async () => {
    const { one, two } = await open({ records: 3 });
    const [a, b] = centre.recordIds;
    const now = centre.clock.nowMs();
    await change(a!, { queue: 'callback', owner: two.id, dueAtMs: now - 10 * MINUTE });
    await change(b!, { queue: 'callback', owner: one.id, dueAtMs: now - 5 * MINUTE });
    const mine = await cardFor(one);
    expect(mine).toMatchObject({ recordId: b });
    expect(mine.why).toContain('Rappel personnel demandé pour 17:00.');
    centre.clock.advance(20 * MINUTE);
    await releaseCard(centre, { agent: one, callId: mine.callId });
    await change(b!, { state: 'closed', disposition: 'RA_MOYENS', closedAtMs: now });
    expect(await cardFor(one)).toMatchObject({ recordId: a });
  });

  it('gives a reassigned record to its agent and to nobody else', async () => {
    const { one, two } = await open({ records: 1 });
    await change(centre.recordIds[0]!, { owner: two.id });
    expect(await serveNextCard(centre, one)).toMatchObject({ kind: 'none' });
    expect((await cardFor(two)).why).toContain('confiée à vous');
  });

  it('closes a record whose donor or number is on the list, and takes the next one', async () => {
    const { one } = await open({ records: 3 });
    const [a, b, c] = centre.recordIds;
    const blinds = [
      await centre.vault.blind('TESTORG', 'donor', '00001'),
      await centre.vault.blind('TESTORG', 'phone', '+33639980002'),
    ];
    const remember = { charity: 'TESTORG', campaign: 'TEST-UP-FR', onlyCampaign: false, exceptRecordId: -1 };
    await centre.store.write((rows) => rows.records.suppress({ ...remember, blinds, atMs: 1 }));
    // As if the list had come after an import that did not know it.
    await change(a!, { state: 'ready', disposition: null, closedAtMs: null });
    await change(b!, { state: 'ready', disposition: null, closedAtMs: null });
    expect((await cardFor(one)).recordId).toBe(c);
    expect([await record(a!), await record(b!)]).toMatchObject([
      { state: 'excluded', disposition: 'EF_DNC' },
      { state: 'excluded', disposition: 'EF_DNC' },
    ]);
  });

  it('lets a donor rest who was called for another campaign of the charity (F-12)', async () => {
    const { one } = await open({ records: 1 });
    const other = campaignRow({
      code: 'AUTRE-1',
      settings: { ...centre.campaign.settings, code: 'AUTRE-1' },
    });
    await centre.addCampaign(other);
    const [same] = await centre.addRecords({ records: 1, campaign: other });
    const endedAtMs = centre.clock.nowMs() - 60 * MINUTE;
    await centre.store.write((rows) =>
      rows.calls.insert(callRow({ recordId: same!, campaign: 'AUTRE-1', endedAtMs, attemptRank: 1 })),
    );
    expect(await serveNextCard(centre, one)).toMatchObject({
      kind: 'none',
      why: 'File vide pour l’instant, prochaine fiche demain 12:05.',
    });
    // The other campaign ends with a refusal: the donor is left alone for a month.
    await change(same!, { state: 'closed', disposition: 'RA_MOYENS', closedAtMs: endedAtMs });
    centre.clock.set(paris('2026-11-24T12:06'));
    expect(await serveNextCard(centre, one)).toMatchObject({ kind: 'none' });
    expect((await record(centre.recordIds[0]!)).dueAtMs).toBe(paris('2026-12-23T16:05'));
    // Served once the rest is over, the card says so: by name to who works for both, else that there was one.
    centre.clock.set(paris('2026-12-23T17:05'));
    const told = { atMs: endedAtMs };
    expect(await cardFor(one)).toMatchObject({ elsewhere: [told] });
    expect((await cardFor(one)).elsewhere?.[0]).toEqual(told);
    await centre.store.write((rows) =>
      rows.accounts.update(one.id, { campaigns: [...one.campaigns, 'AUTRE-1'] }),
    );
    const [named] = (await cardFor(one)).elsewhere ?? [];
    expect(named).toMatchObject({ ...told, name: other.name, label: 'Ne répond pas' });
  });

  it('keeps an evening appointment until 20:30, and moves a missed one to the next opening', async () => {
    const { one } = await open({ records: 2, nowMs: paris('2026-11-23T20:20') });
    const [a, b] = centre.recordIds;
    await change(a!, { queue: 'callback', owner: one.id, dueAtMs: paris('2026-11-23T19:00') });
    await change(b!, { queue: 'callback', owner: one.id, dueAtMs: paris('2026-11-23T20:15') });
    expect((await cardFor(one)).recordId).toBe(b);
    const reason = 'Fiche servie hors des heures d’appel : rendez-vous demandé';
    expect(await entries('record.open')).toMatchObject([{ subject: String(b), reason }]);
    expect(await record(a!)).toMatchObject({ state: 'ready', dueAtMs: paris('2026-11-24T10:00') });
  });

  it('holds a retry whose last attempts are owed to Saturday', async () => {
    const { one } = await open({ records: 1 });
    const triesByPart = { M: 2, A: 2, S: 3, SA: 0 };
    await change(centre.recordIds[0]!, { queue: 'retry', nextPart: 'SA', attempts: 7, triesByPart });
    expect(await serveNextCard(centre, one)).toMatchObject({ kind: 'none' });
    expect((await record(centre.recordIds[0]!)).dueAtMs).toBe(paris('2026-11-28T10:00'));
  });

  it('gives the record back when it cannot be opened', async () => {
    const { one } = await open({ records: 1 });
    await centre.vault.destroyCampaign('TEST-UP-FR');
    await expect(serveNextCard(centre, one)).rejects.toMatchObject({ code: 'campaign-key-missing' });
    expect((await record(centre.recordIds[0]!)).state).toBe('ready');
  });
});

describe('a card on screen', () => {
  it('stays leased while its screen gives signs of life, and comes back when it does not', async () => {
    const { one, two } = await open({ records: 1 });
    const card = await cardFor(one);
    centre.clock.advance(9 * MINUTE);
    expect((await renewLease(centre, { agent: one, callId: card.callId })).leaseUntilMs).toBe(
      centre.clock.nowMs() + 10 * MINUTE,
    );
    centre.clock.advance(9 * MINUTE);
    expect(await returnExpiredLeases(centre)).toBe(0);
    centre.clock.advance(2 * MINUTE);
    expect([await returnExpiredLeases(centre), await returnExpiredLeases(centre)]).toEqual([1, 0]);
    expect(await record(card.recordId)).toMatchObject({ state: 'ready', attempts: 0 });
    expect(await entries('lease.return')).toHaveLength(1);
    await expect(renewLease(centre, { agent: one, callId: card.callId })).rejects.toThrowError(
      /n’est plus à vous/,
    );
    expect((await cardFor(two)).recordId).toBe(card.recordId);
    const day = await readMyDay(centre, one);
    expect(day.productionSeconds).toBe(9 * 60);
  });

  it('is nobody else’s to keep or release, and a screen left open for four hours gives it back', async () => {
    const { one, two } = await open({ records: 1 });
    const { callId } = await cardFor(one);
    await expect(renewLease(centre, { agent: two, callId })).rejects.toThrowError(/n’est plus à vous/);
    await expect(releaseCard(centre, { agent: two, callId })).rejects.toThrowError(/n’est plus à vous/);
    centre.clock.advance(4 * 60 * MINUTE);
    await expect(renewLease(centre, { agent: one, callId })).rejects.toThrowError(/n’est plus à vous/);
  });

  it('forbids a pause; released, it goes back undialled, and the pause stops production', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    centre.clock.advance(MINUTE);
    await expect(pauseWork(centre, { agent: one, kind: 'pause' })).rejects.toThrowError(/encore à l’écran/);
    await releaseCard(centre, { agent: one, callId: card.callId });
    await releaseCard(centre, { agent: one, callId: card.callId });
    await pauseWork(centre, { agent: one, kind: 'formation' });
    await pauseWork(centre, { agent: one, kind: 'formation' });
    expect(await record(card.recordId)).toMatchObject({ state: 'ready', attempts: 0 });
    centre.clock.advance(30 * MINUTE);
    await resumeWork(centre, { agent: one });
    centre.clock.advance(MINUTE);
    expect((await readMyDay(centre, one)).productionSeconds).toBe(120);
    expect(await entries('shift.pause')).toMatchObject([{ detail: { kind: 'formation' } }]);
  });

  it('goes back when the shift ends, and production stops', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    centre.clock.advance(MINUTE);
    await endShift(centre, { agent: one });
    await endShift(centre, { agent: one });
    centre.clock.advance(60 * MINUTE);
    expect((await record(card.recordId)).state).toBe('ready');
    expect((await readMyDay(centre, one)).productionSeconds).toBe(60);
    expect(await centre.store.read((rows) => rows.floor.presenceOf(one.id))).toMatchObject({ state: 'away' });
  });

  it('counts no production for an agent who finds no queue open', async () => {
    const { one } = await open({ records: 0 });
    expect(await serveNextCard(centre, one)).toMatchObject({
      why: 'File vide : il ne reste aucune fiche à appeler.',
    });
    centre.clock.advance(60 * MINUTE);
    expect((await readMyDay(centre, one)).productionSeconds).toBe(0);
  });
});
