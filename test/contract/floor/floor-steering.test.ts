import { afterEach, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { freezeCard } from '../../../server/steps/call/freeze-card.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { pauseCampaign, resumeCampaign } from '../../../server/steps/campaign/pause-campaign.ts';
import { pullRecord } from '../../../server/steps/floor/pull-record.ts';
import { readBoard } from '../../../server/steps/floor/read-board.ts';
import { readTargets } from '../../../server/steps/indicators/read-targets.ts';
import { openOwnRecord } from '../../../server/steps/next-card/open-own-record.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { switchCampaigns } from '../../../server/steps/shift/switch-campaigns.ts';
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
import { accountRow, CAMPAIGN, campaignRow, settings } from '../../support/store/store-rows.ts';

let centre: Centre;
let lead: AccountRow;
afterEach(() => centre.close());

async function open(records: number) {
  centre = await openCentre({ agents: 2, records });
  lead = accountRow({ id: 'lead-1', login: 'cheffe', role: 'lead' });
  await centre.store.write((rows) => rows.accounts.insert(lead));
  const [zoe, ali] = centre.agents;
  return { zoe: zoe!, ali: ali! };
}
const board = () => readBoard(centre, { lead });
const queue = async () => (await board()).campaigns[0]!;
const refused = (code: string) => expect.objectContaining({ code });
const reason = 'Vu avec elle';

it('the board parts every open record, and says why a queue is empty', async () => {
  const { zoe, ali } = await open(6);
  const [first, second, third, fourth] = centre.recordIds as [number, number, number, number];
  await centre.store.write(async (rows) => {
    await rows.records.update(first, {
      queue: 'callback',
      owner: zoe.id,
      dueAtMs: paris('2026-11-23T18:00'),
    });
    await rows.records.update(second, { queue: 'retry', dueAtMs: paris('2026-11-24T10:00'), nextPart: 'M' });
    await rows.records.update(third, { queue: 'retry', owner: ali.id });
  });
  expect(await queue()).toMatchObject({
    callable: 3,
    given: 1,
    callbacks: 1,
    resting: 1,
    outside: 0,
    leased: 0,
    byPart: { M: 0, A: 0, S: 4, SA: 0 },
    whyEmpty: null,
  });
  const card = await cardOf(centre, zoe);
  await freezeCard(centre, { agent: zoe, callId: card.callId });
  centre.clock.advance(1);
  await cardOf(centre, zoe);
  centre.clock.advance(3 * MINUTE);
  const seen = await board();
  expect(seen.agents.map((one) => [one.login, one.state, one.recordId])).toEqual([
    [zoe.login, 'card', centre.recordIds[4]],
    [ali.login, 'away', null],
  ]);
  expect(seen.alerts.map((one) => one.text)).toEqual([
    `Fiche ${centre.recordIds[4]} : l’écran de ${zoe.login} ne répond plus (${CAMPAIGN})`,
    `Fiche ${fourth} mise de côté par ${zoe.login} (${CAMPAIGN})`,
  ]);
  await centre.store.write((rows) =>
    rows.records.update(centre.recordIds[5]!, { state: 'closed', disposition: 'EF_DNC', closedAtMs: 1 }),
  );
  expect((await queue()).whyEmpty).toBe(
    '1 confiée à quelqu’un, 1 déjà appelée, 1 rappel à son heure, 1 à l’écran, 1 mise de côté, prochaine 18:00',
  );
  centre.clock.set(paris('2026-11-23T21:30'));
  expect(await queue()).toMatchObject({ callable: 0, given: 0, outside: 2 });
  expect((await queue()).whyEmpty).toContain('2 hors des heures d’appel');
  expect((await queue()).whyEmpty).toContain('prochaine demain 10:00');
  const targets = await readTargets(centre, { lead });
  expect(targets[0]?.campaign).toBe(CAMPAIGN);
  expect(targets[0]?.figures.length).toBeGreaterThanOrEqual(3);
  const { lastName, fields } = card.donor;
  for (const personal of [lastName, fields.VILLE, fields.ADR_L4, '+33'])
    expect([personal, JSON.stringify(await board()).includes(String(personal))]).toEqual([personal, false]);
});

it('a card is pulled from a living screen without a second call, and what its agent saves is kept', async () => {
  const { zoe, ali } = await open(1);
  const card = await cardOf(centre, zoe);
  const { recordId } = card;
  const stranger = { ...lead, campaigns: ['AUTRE'] };
  await expect(pullRecord(centre, { lead: stranger, recordId, reason })).rejects.toThrow(
    refused('record-unknown'),
  );
  const { backAtMs } = await pullRecord(centre, { lead, recordId, reason });
  expect(backAtMs).toBeGreaterThan(centre.clock.nowMs());
  expect(await serveNextCard(centre, ali)).toMatchObject({ kind: 'none' });
  await expect(pullRecord(centre, { lead, recordId, reason })).rejects.toThrow(
    refused('record-not-on-screen'),
  );
  expect(await auditOf(centre, 'lease.pull')).toMatchObject([
    { actor: lead.id, subject: String(recordId), reason, detail: { agent: zoe.id, isAlive: true } },
  ]);
  expect((await board()).agents[0]).toMatchObject({ state: 'waiting', recordId: null });
  await recordCall(centre, { agent: zoe, outcome: outcomeFor(card, 'NJ_NRP') });
  expect(await recordOf(centre, recordId)).toMatchObject({ state: 'ready', disposition: 'NJ_NRP' });
});

it('a card is pulled from a silent screen: the next agent has it at once', async () => {
  const { zoe, ali } = await open(1);
  const { recordId } = await cardOf(centre, zoe);
  const seenAtMs = centre.clock.nowMs();
  centre.clock.advance(4 * MINUTE);
  expect((await pullRecord(centre, { lead, recordId, reason })).backAtMs).toBeNull();
  expect((await board()).agents[0]).toMatchObject({ state: 'away', sinceMs: seenAtMs });
  expect((await cardOf(centre, ali)).recordId).toBe(recordId);
});

it('a campaign paused for the day serves nobody, says so, and opens again by itself at midnight', async () => {
  const { zoe } = await open(2);
  const request = { lead, campaign: CAMPAIGN, reason: 'Panne du standard' };
  const mine = centre.recordIds[0]!;
  await centre.store.write((rows) => rows.records.update(mine, { queue: 'callback', owner: zoe.id }));
  await expect(resumeCampaign(centre, request)).rejects.toThrow(refused('campaign-not-paused'));
  await expect(pauseCampaign(centre, { ...request, campaign: 'AUTRE' })).rejects.toThrow(
    refused('campaign-unknown'),
  );
  const { untilMs } = await pauseCampaign(centre, request);
  expect(untilMs).toBe(paris('2026-11-24T00:00'));
  await expect(pauseCampaign(centre, request)).rejects.toThrow(refused('campaign-paused'));
  const none = await serveNextCard(centre, zoe);
  expect(none).toMatchObject({ kind: 'none', why: expect.stringContaining('suspendu') });
  await expect(openOwnRecord(centre, { agent: zoe, recordId: mine })).rejects.toMatchObject({
    code: 'record-must-wait',
  });
  expect(await queue()).toMatchObject({
    paused: { by: 'cheffe', reason: 'Panne du standard' },
    whyEmpty: 'suspendue par cheffe jusqu’à demain 00:00 (Panne du standard)',
  });
  await resumeCampaign(centre, request);
  const card = await cardOf(centre, zoe);
  await pauseCampaign(centre, request);
  // The card on screen is finished.
  await recordCall(centre, { agent: zoe, outcome: outcomeFor(card, 'NJ_NRP') });
  expect(await serveNextCard(centre, zoe)).toMatchObject({ kind: 'none' });
  centre.clock.set(paris('2026-11-24T17:00'));
  expect((await cardOf(centre, zoe)).campaign.code).toBe(CAMPAIGN);
  expect(await auditOf(centre, 'campaign.pause')).toHaveLength(2);
  expect(await auditOf(centre, 'campaign.resume')).toMatchObject([{ actor: lead.id, campaign: CAMPAIGN }]);
});

it('a lead switches an agent among the lead’s own campaigns; the others stay', async () => {
  const { zoe } = await open(1);
  const other = campaignRow({ code: 'TEST-UP-FR-2', settings: settings({ code: 'TEST-UP-FR-2' }) });
  await centre.addCampaign(other);
  lead = { ...lead, campaigns: [CAMPAIGN, other.code] };
  await centre.store.write(async (rows) => {
    await rows.accounts.update(zoe.id, { campaigns: [CAMPAIGN, 'AILLEURS'] });
    await rows.records.update(centre.recordIds[0]!, { owner: zoe.id, queue: 'retry' });
  });
  const request = { lead, login: zoe.login, campaigns: [other.code], reason: 'Renfort ce soir' };
  expect(await switchCampaigns(centre, request)).toEqual({ campaigns: ['AILLEURS', other.code], left: 1 });
  expect((await switchCampaigns(centre, request)).campaigns).toEqual(['AILLEURS', other.code]);
  expect(await auditOf(centre, 'account.campaigns')).toMatchObject([
    { subject: zoe.id, reason: 'Renfort ce soir', detail: { added: other.code, removed: CAMPAIGN } },
  ]);
  const foreign = { ...request, campaigns: ['AILLEURS'] };
  await expect(switchCampaigns(centre, foreign)).rejects.toThrow(refused('campaign-not-yours'));
  await expect(switchCampaigns(centre, { ...request, campaigns: [] })).rejects.toThrow(
    refused('campaign-last'),
  );
  await expect(switchCampaigns(centre, { ...request, login: 'cheffe' })).rejects.toThrow(
    refused('agent-unknown'),
  );
});
