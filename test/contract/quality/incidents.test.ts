import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { freezeCard, releaseFrozen } from '../../../server/steps/call/freeze-card.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import {
  deliverIncidentReport,
  incidentFigures,
} from '../../../server/steps/delivery/deliver-incident-report.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { owesAfterEnd } from '../../../server/steps/delivery/weekly-facts.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { closeIncident, followIncident } from '../../../server/steps/quality/follow-incident.ts';
import { openIncident } from '../../../server/steps/quality/open-incident.ts';
import { listIncidents, readIncident } from '../../../server/steps/quality/read-incidents.ts';
import type { Card } from '../../../shared/card.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { auditOf, type Centre, cardOf, MINUTE, openCentre, recordOf } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { correctionRoom } from '../../support/delivery/correction-room.ts';
import { deliveryRoom } from '../../support/delivery/delivery-room.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';
import { accountRow } from '../../support/store/store-rows.ts';

let centre: Centre | undefined;
let room: { close(): Promise<void> } | undefined;
afterEach(async () => {
  centre?.close();
  await room?.close();
  centre = undefined;
  room = undefined;
});

const leadOf = (campaign: string) =>
  accountRow({ id: 'lead-1', login: 'lea', displayName: 'Léa Exemple', role: 'lead', campaigns: [campaign] });

describe('R-13 the ethics key opens an incident', () => {
  const note = 'La personne pleurait ; Zoé a bien fait d’arrêter.';
  const decision = 'Retirée des appels, à sa demande.';
  let house: Centre;
  let lead: AccountRow;
  let card: Card;
  let id: number;
  const close = () => ({ lead, id, measure: 'ne-plus-appeler', decision }) as const;
  const release = () =>
    releaseFrozen(house, { lead, recordId: card.recordId, reason: 'Vu avec la personne' });

  stopAtFirstFailure();
  beforeAll(async () => {
    house = await openCentre({ records: 1 });
    lead = leadOf(house.campaign.code);
    await house.store.write((rows) => rows.accounts.insert(lead));
    card = await cardOf(house, house.agents[0]!);
  });
  afterAll(() => house.close());

  it('one for a card, however often it is pressed; the card is not released while it is open', async () => {
    const agent = house.agents[0]!;
    await freezeCard(house, { agent, callId: card.callId });
    await freezeCard(house, { agent, callId: card.callId });
    const [incident] = await listIncidents(house, { lead, all: false });
    expect(incident).toMatchObject({
      ...{
        kind: 'a-qualifier',
        origin: 'agent',
        openedBy: agent.login,
        recordId: card.recordId,
        measure: null,
      },
    });
    expect(await auditOf(house, 'incident.open')).toHaveLength(1);
    id = incident!.id;
    await expect(release()).rejects.toThrow(`L’incident n° ${id} est encore ouvert`);
    await expect(
      openIncident(house, {
        lead,
        target: { recordId: card.recordId },
        kind: 'autre',
        reason: 'Encore un fait.',
      }),
    ).rejects.toMatchObject({ code: 'incident-already-open', hint: expect.stringContaining(`follow ${id}`) });
  });

  it('a lead of the campaign follows it, in words that tell no illness', async () => {
    const other = { ...lead, campaigns: [] };
    await expect(followIncident(house, { lead: other, id, note })).rejects.toMatchObject({
      code: 'incident-unknown',
    });
    await expect(followIncident(house, { lead, id, note: 'Elle a le sida.' })).rejects.toMatchObject({
      code: 'written-personal',
    });
    house.clock.advance(MINUTE);
    await followIncident(house, { lead, id, note });
  });

  it('it is closed once, with its kind and a measure', async () => {
    await expect(closeIncident(house, close())).rejects.toMatchObject({ code: 'incident-kind' });
    house.clock.advance(MINUTE);
    await closeIncident(house, { ...close(), kind: 'personne-fragile' });
    await expect(closeIncident(house, close())).rejects.toMatchObject({ code: 'incident-closed' });
    await expect(followIncident(house, { lead, id, note })).rejects.toMatchObject({
      code: 'incident-closed',
    });
    expect(await readIncident(house, { lead, id })).toMatchObject({
      ...{ kind: 'personne-fragile', measure: 'ne-plus-appeler' },
      entries: [
        { what: 'follow', by: 'lea', text: note },
        { what: 'close', text: decision },
      ],
    });
  });

  it('the log names it at each act; its words are under seal', async () => {
    const actions = ['incident.open', 'incident.follow', 'incident.close', 'incident.read'];
    const trail = await inTurn.flatMap(actions, (action) => auditOf(house, action));
    expect(trail.map(({ subject }) => subject)).toEqual(actions.map(() => String(id)));
    expect(JSON.stringify(trail)).not.toContain('pleurait');
    for (const file of house.store.files()) expect(readFileSync(file).includes('pleurait')).toBe(false);
  });

  it('nobody calls until it is closed, then released', async () => {
    const other = house.agents[1]!;
    expect(await serveNextCard(house, other)).toMatchObject({ kind: 'none' });
    await release();
    expect(await serveNextCard(house, other)).toMatchObject({ kind: 'card' });
  });
});

it('a lead opens one on a call that is over, and on a card that is on screen: the record is held at once', async () => {
  centre = await openCentre({ records: 2 });
  const house = centre;
  const lead = leadOf(house.campaign.code);
  await house.store.write((rows) => rows.accounts.insert(lead));
  const [one, two] = house.agents;
  const done = await cardOf(house, one!);
  await recordCall(house, { agent: one!, outcome: outcomeFor(done, 'AC_UP') });
  const reason = 'Demande répétée après un refus.';
  const target = { callId: done.callId };
  const opened = await openIncident(house, { lead, target, kind: 'insistance', reason });
  expect(await recordOf(house, done.recordId)).toMatchObject({ state: 'closed', hold: 'ethics' });
  expect((await readIncident(house, { lead, id: opened.id })).entries).toMatchObject([
    { what: 'open', text: reason },
  ]);
  await expect(
    openIncident(house, { lead, target: { recordId: 999_999 }, kind: 'autre', reason }),
  ).rejects.toMatchObject({ code: 'incident-target' });

  const shown = await cardOf(house, one!);
  await openIncident(house, { lead, target: { recordId: shown.recordId }, kind: 'donnees', reason });
  await recordCall(house, { agent: one!, outcome: outcomeFor(shown, 'NJ_NRP') });
  expect(await recordOf(house, shown.recordId)).toMatchObject({ state: 'ready', hold: 'ethics' });
  house.clock.advance(3 * 24 * 60 * MINUTE);
  expect(await serveNextCard(house, two!)).toMatchObject({ kind: 'none' });
  const kept = await house.store.read((rows) => rows.purges.counts(house.campaign.code));
  expect(kept).toContainEqual({ table: 'incident', rows: 2 });
  expect(kept).toContainEqual({ table: 'incident_entry', rows: 2 });
});

it('the charity gets counts, kinds and measures of a finished period, once, and no name', async () => {
  const charity = await deliveryRoom(
    Temporal.ZonedDateTime.from('2026-11-24T11:00[Europe/Paris]').epochMilliseconds,
  );
  room = charity;
  const { deps, clock } = charity;
  const campaign = await charity.addCampaign();
  const donors = [1, 2].map((n) => ({ donor: fictitiousDonor(n) }));
  const [first = 0, second = 0] = await charity.addRecords(campaign, donors);
  const lead = leadOf(campaign.code);
  await deps.store.write((rows) => rows.accounts.insert(lead));
  const report = { account: lead, campaign: campaign.code, from: '2026-11-20', to: '2026-11-24' };
  const reason = 'Propos rapporté par écrit.';
  for (const recordId of [first, second])
    await openIncident(deps, { lead, target: { recordId }, kind: 'promesse-fausse', reason });
  await closeIncident(deps, { lead, id: 1, measure: 'formation', decision: 'Formation reprise demain.' });
  await expect(incidentFigures(deps, report)).rejects.toThrow('elle est finie');
  await expect(incidentFigures(deps, { ...report, from: '2026-13-45', to: '2026-13-46' })).rejects.toThrow(
    'période',
  );

  clock.nowMs += 24 * 3_600_000;
  expect(await incidentFigures(deps, report)).toMatchObject({
    calls: 0,
    incidents: [
      { kind: 'promesse-fausse', measure: null },
      { kind: 'promesse-fausse', measure: 'formation' },
    ],
    listening: { sheets: 0, meanScore: null },
  });
  const withPdf = { ...deps, documents: openPdfDocuments() };
  const sent = await deliverIncidentReport(withPdf, report);
  expect(sent).toMatchObject({ fileName: 'TESTORG_INCIDENTS_UPG_FR_20261120-20261124.pdf', rows: 2 });
  expect((await deliverIncidentReport(withPdf, report)).alreadyDelivered).toBe(true);
  expect(charity.delivered()).toEqual([`${sent.fileName}.pgp`]);
  const pdf = Buffer.from(await charity.openDelivered(`${sent.fileName}.pgp`)).toString('latin1');
  expect(pdf.startsWith('%PDF')).toBe(true);
  expect(charity.uploads()).toBe(1);
});

it('R-20 no weekly file announces the debit while an incident is open; the next one does once it is closed', async () => {
  const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
  const talks = await correctionRoom(at('2026-11-18T18:00'));
  room = talks;
  const { deps, campaign, clock } = talks;
  const lead = leadOf(campaign.code);
  await deps.store.write((rows) => rows.accounts.insert(lead));
  const [held = '', fine = ''] = [await talks.talk(), await talks.talk()];
  const reason = 'Demande répétée après un refus.';
  const { id } = await openIncident(deps, { lead, target: { callId: held }, kind: 'insistance', reason });
  const idsOf = async (week: string) => {
    await deliverWeekly(deps, { campaign: campaign.code, week, actor: 'ops-1' });
    const name = `TESTORG_MANDATS_UPG_FR_${week.replace('-W', '-S')}.xlsx.pgp`;
    return (await talks.lines(name)).map((line) => line.ID_APPEL);
  };
  clock.nowMs = at('2026-11-24T22:00');
  expect(await idsOf('2026-W47')).toEqual([fine]);
  const nextWeek = { fromMs: at('2026-11-23T00:00'), toMs: at('2026-11-30T00:00') };
  const owes = () => deps.store.read((rows) => owesAfterEnd(rows, campaign, nextWeek));
  expect(await owes()).toBe(false);
  clock.nowMs += 60_000;
  await closeIncident(deps, { lead, id, measure: 'sans-suite', decision: 'Le oui était clair, réécouté.' });
  expect(await owes()).toBe(true);
  clock.nowMs = at('2026-12-01T22:00');
  expect(await idsOf('2026-W48')).toEqual([held]);
});
