import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { freezeCard, releaseFrozen } from '../../../server/steps/call/freeze-card.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { askHelp } from '../../../server/steps/floor/ask-help.ts';
import { readBoard } from '../../../server/steps/floor/read-board.ts';
import { readFloor } from '../../../server/steps/floor/read-floor.ts';
import { readMessages, sendMessage } from '../../../server/steps/floor/send-message.ts';
import { openOwnRecord } from '../../../server/steps/next-card/open-own-record.ts';
import { ownRecords } from '../../../server/steps/next-card/own-records.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { closeIncident } from '../../../server/steps/quality/follow-incident.ts';
import { saidName } from '../../../shared/identity.ts';
import {
  auditOf,
  type Centre,
  type CentreSetting,
  cardOf,
  MINUTE,
  openCentre,
  recordOf,
} from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { accountRow } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre.close());

async function open(setting: CentreSetting) {
  centre = await openCentre(setting);
  const [one, two] = centre.agents;
  const lead = accountRow({
    ...{ id: 'lead-1', login: 'lea', displayName: 'Léa Exemple', role: 'lead' },
    campaigns: [centre.campaign.code],
  });
  await centre.store.write((rows) => rows.accounts.insert(lead));
  return { one: one!, two: two!, lead };
}
const liveFor = async (agent: string) =>
  (await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 500)))
    .filter((event) => event.agent === agent)
    .map(({ event }) => event);
const lateToday = () => centre.clock.nowMs() + 60 * MINUTE;
async function callback(agent: AccountRow) {
  const card = await cardOf(centre, agent);
  const atMs = lateToday();
  await recordCall(centre, {
    agent,
    outcome: { ...outcomeFor(card, 'RP_PERSO'), callback: { atMs } } as never,
  });
  return card;
}

describe('the ethics key', () => {
  it('sets the record aside until the lead releases it, and tells the lead', async () => {
    const { one, two, lead } = await open({ records: 1 });
    const card = await cardOf(centre, one);
    await freezeCard(centre, { agent: one, callId: card.callId });
    await freezeCard(centre, { agent: one, callId: card.callId });
    expect(await recordOf(centre, card.recordId)).toMatchObject({
      state: 'ready',
      hold: 'ethics',
      attempts: 0,
    });
    for (const agent of [one, two])
      expect(await serveNextCard(centre, agent)).toMatchObject({ kind: 'none' });
    expect((await readFloor(centre, { lead })).frozen).toMatchObject([
      { recordId: card.recordId, login: one.login },
    ]);
    expect(await liveFor(lead.id)).toMatchObject([{ kind: 'record-frozen', campaign: centre.campaign.code }]);
    expect(await auditOf(centre, 'record.freeze')).toHaveLength(1);
    await expect(
      recordCall(centre, { agent: one, outcome: outcomeFor(card, 'NJ_NRP') }),
    ).rejects.toMatchObject({
      code: 'lease-lost',
    });

    const release = { lead, recordId: card.recordId, reason: 'Vu avec la personne' };
    await expect(releaseFrozen(centre, { ...release, lead: { ...lead, campaigns: [] } })).rejects.toThrow(
      /pas d’une de vos/,
    );
    // What happened is dealt with first (incidents.test.ts).
    await expect(releaseFrozen(centre, release)).rejects.toThrow(/encore ouvert/);
    const { id = 0 } = (await centre.store.read((rows) => rows.incidents.openOfRecord(card.recordId))) ?? {};
    const decision = { measure: 'sans-suite', decision: 'Vu avec la personne.' } as const;
    await closeIncident(centre, { lead, id, kind: 'autre', ...decision });
    await releaseFrozen(centre, release);
    await expect(releaseFrozen(centre, release)).rejects.toThrow(/n’est pas mise de côté/);
    expect((await readFloor(centre, { lead })).frozen).toEqual([]);
    expect(await serveNextCard(centre, two)).toMatchObject({ kind: 'card' });
    expect(await auditOf(centre, 'record.release')).toMatchObject([
      { actor: lead.id, reason: 'Vu avec la personne' },
    ]);
  });

  it('is only for the card on one’s own screen', async () => {
    const { one, two } = await open({ records: 1 });
    const card = await cardOf(centre, one);
    await expect(freezeCard(centre, { agent: two, callId: card.callId })).rejects.toThrow(/plus à vous/);
  });
});

describe('looking for one’s own records', () => {
  it('gives callbacks and the day’s records, never anybody else’s, and leaves one audit entry', async () => {
    const { one, two } = await open({ records: 3 });
    const promised = await callback(one);
    const refused = await cardOf(centre, one);
    await recordCall(centre, { agent: one, outcome: outcomeFor(refused, 'RS_ENTRETIEN') });
    await callback(two);
    const opened = (await auditOf(centre, 'record.open')).length;
    const found = await ownRecords(centre, { agent: one });
    expect(found).toMatchObject([
      { recordId: promised.recordId, kind: 'callback', atMs: lateToday(), whyNot: '' },
      { recordId: refused.recordId, kind: 'today', whyNot: 'La fiche est close.' },
    ]);
    expect(found[0]).toMatchObject({ name: saidName(promised.donor), disposition: 'RP_PERSO', attempts: 1 });
    expect(await auditOf(centre, 'record.open')).toHaveLength(opened + 1);
    const callbacks = await ownRecords(centre, { agent: one, kind: 'callback' });
    expect(callbacks).toEqual([found[0]]);
    const entry = (await auditOf(centre, 'record.open')).at(-1);
    expect(entry).toMatchObject({ actor: one.id, reason: 'Consultation de ses rappels' });
  });

  it('each card tells when the next callback is due, and whose stays closed until it comes', async () => {
    const { one, two } = await open({ records: 4 });
    const promised = await callback(one);
    expect(promised).not.toHaveProperty('promisedAtMs');
    expect(promised.today).toEqual({ calls: 0, agreements: 0 });
    const dueAtMs = (await recordOf(centre, promised.recordId)).dueAtMs;
    const next = await cardOf(centre, one);
    expect(next).toMatchObject({ promisedAtMs: dueAtMs, today: { calls: 1, agreements: 0 } });
    expect((await cardOf(centre, two)).promisedAtMs).toBeUndefined();
  });

  it('opens an own callback before its hour when the place may be called; nobody else’s, nor with a card open', async () => {
    const { one, two } = await open({ records: 2 });
    const { recordId } = await callback(one);
    await expect(openOwnRecord(centre, { agent: two, recordId })).rejects.toMatchObject({
      code: 'record-not-yours',
    });
    const card = await cardOf(centre, two);
    await expect(openOwnRecord(centre, { agent: two, recordId })).rejects.toMatchObject({
      code: 'card-open',
    });
    expect(await openOwnRecord(centre, { agent: two, recordId: card.recordId })).toMatchObject({
      callId: card.callId,
    });
    const mine = await openOwnRecord(centre, { agent: one, recordId });
    expect(mine.why).toContain('Fiche reprise par vous');
    expect((await recordOf(centre, recordId)).state).toBe('leased');
  });

  it('refuses outside the hours of the donor’s place, and says when', async () => {
    const { one } = await open({ records: 1 });
    const { recordId } = await callback(one);
    centre.clock.advance(6 * 60 * MINUTE);
    await expect(openOwnRecord(centre, { agent: one, recordId })).rejects.toMatchObject({
      code: 'record-must-wait',
      message: expect.stringMatching(/pas avant/),
    });
  });
});

describe('messages from the lead', () => {
  it('reach one, a campaign or all, at once and in the day’s list', async () => {
    const { one, two, lead } = await open({ records: 0 });
    const send = async (to: Parameters<typeof sendMessage>[1]['to'], text: string) => {
      centre.clock.advance(MINUTE);
      return await sendMessage(centre, { lead, to, text });
    };
    expect((await send({ kind: 'one', login: one.login }, 'Bravo pour ce matin.')).people).toBe(1);
    expect((await send({ kind: 'campaign', campaign: centre.campaign.code }, 'Pause à 18 h.')).people).toBe(
      2,
    );
    expect((await send({ kind: 'all' }, 'Réunion demain.')).people).toBe(2);
    expect((await readMessages(centre, { agent: one })).map((message) => message.text)).toEqual([
      'Bravo pour ce matin.',
      'Pause à 18 h.',
      'Réunion demain.',
    ]);
    expect((await readMessages(centre, { agent: two })).map((message) => message.from)).toEqual([
      'Léa Exemple',
      'Léa Exemple',
    ]);
    expect(await liveFor(one.id)).toHaveLength(3);
    centre.clock.advance(24 * 60 * MINUTE);
    expect(await readMessages(centre, { agent: one })).toEqual([]);
  });

  it('never to people of other campaigns, never about somebody’s health', async () => {
    const { lead } = await open({ records: 0 });
    const send = (to: Parameters<typeof sendMessage>[1]['to'], text: string) => () =>
      sendMessage(centre, { lead, to, text });
    await expect(send({ kind: 'campaign', campaign: 'AUTRE' }, 'Bonjour.')()).rejects.toThrow(
      /personne à qui parvenir/,
    );
    await expect(send({ kind: 'one', login: 'inconnu' }, 'Bonjour.')()).rejects.toThrow(
      /personne à qui parvenir/,
    );
    await expect(send({ kind: 'all' }, 'La dame est séropositive.')()).rejects.toThrow(/santé/);
  });
});

describe('a call for help', () => {
  it('waits on the boards of the leads of one’s campaigns until one answers that agent alone', async () => {
    const { one, lead } = await open({ records: 0 });
    const helps = async () =>
      (await readBoard(centre, { lead })).alerts.map(({ kind, text }) => [kind, text]);
    const later = () => centre.clock.advance(MINUTE);
    expect(await askHelp(centre, { agent: one, text: '', isReply: false })).toEqual({ people: 1 });
    const asked = [['help', `${one.login} demande de l’aide : « Pouvez-vous venir ? »`]];
    expect(await helps()).toEqual(asked);
    expect(await liveFor(lead.id)).toMatchObject([{ kind: 'message', message: { from: one.displayName } }]);
    later();
    await sendMessage(centre, { lead, to: { kind: 'all' }, text: 'Pause à 18 h.' });
    expect(await helps()).toEqual(asked);
    later();
    await sendMessage(centre, { lead, to: { kind: 'one', login: one.login }, text: 'J’arrive.' });
    expect(await helps()).toEqual([]);
    later();
    await askHelp(centre, { agent: one, text: 'Merci.', isReply: true });
    expect(await helps()).toEqual([['reply', `${one.login} répond : « Merci. »`]]);
    expect(
      (await readMessages(centre, { agent: one })).map(({ text, isMine }) => [text, isMine ?? false]),
    ).toEqual([
      ['Pouvez-vous venir ?', true],
      ['Pause à 18 h.', false],
      ['J’arrive.', false],
      ['Merci.', true],
    ]);
    centre.clock.advance(16 * MINUTE);
    expect(await helps()).toEqual([]);
    expect((await auditOf(centre, 'message.send')).at(0)).toMatchObject({
      actor: one.id,
      detail: { to: 'help' },
    });
  });

  it('is refused about somebody’s health, or when nobody would read it', async () => {
    const { one } = await open({ records: 0 });
    const ask =
      (text: string, agent = one) =>
      () =>
        askHelp(centre, { agent, text, isReply: false });
    await expect(ask('La dame est séropositive.')()).rejects.toThrow(/santé/);
    await expect(ask('', { ...one, campaigns: ['AUTRE'] })()).rejects.toThrow(/personne ne lirait/);
  });
});
