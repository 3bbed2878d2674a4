import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { todayCalls } from '../../../server/steps/call/today-calls.ts';
import { undoCall } from '../../../server/steps/call/undo-call.ts';
import { openOwnRecord } from '../../../server/steps/next-card/open-own-record.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { openRecord } from '../../../server/steps/records/open-record.ts';
import { releaseCard } from '../../../server/steps/shift/pause-work.ts';
import { readMyDay } from '../../../server/steps/shift/read-my-day.ts';
import type { CallOutcome } from '../../../shared/call-outcome.ts';
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

let centre: Centre;
afterEach(() => centre.close());

async function open(setting: CentreSetting) {
  centre = await openCentre(setting);
  const [one, two] = centre.agents;
  return { one: one!, two: two! };
}
const save = (agent: AccountRow, outcome: CallOutcome) => recordCall(centre, { agent, outcome });
const undo = (agent: AccountRow, callId: string) => undoCall(centre, { agent, callId });
const emailOf = (callId: string) => centre.store.read((rows) => rows.emails.ofCall(callId));

/** A card served to that agent and closed under that code. */
async function closed(agent: AccountRow, code: string, change: Partial<CallOutcome> = {}) {
  const card = await cardOf(centre, agent);
  const before = await recordOf(centre, card.recordId);
  await save(agent, { ...outcomeFor(card, code), ...change } as CallOutcome);
  return { card, before };
}

describe('taking back the last disposition', () => {
  it('an agreement: the record comes back as it stood, the e-mail is cancelled, history and figures forget the call', async () => {
    const { one } = await open({ records: 2 });
    const { card, before } = await closed(one, 'AC_UP');
    centre.clock.advance(5 * MINUTE);
    const receipt = await undo(one, card.callId);
    expect(receipt).toMatchObject({ callId: card.callId, recordId: card.recordId });
    expect(await recordOf(centre, card.recordId)).toMatchObject({
      state: 'ready',
      queue: before.queue,
      attempts: 0,
      disposition: null,
      closedAtMs: null,
      owner: one.id,
    });
    expect(await emailOf(card.callId)).toMatchObject({ state: 'cancelled' });
    const { campaign } = centre;
    await centre.store.read(async (rows) => {
      expect(await rows.calls.byId(card.callId)).toMatchObject({ disposition: 'AC_UP', newMinor: 1500 });
      expect(await rows.calls.ofRecord(card.recordId)).toEqual([]);
      expect(await Array.fromAsync(rows.calls.each(campaign.code))).toEqual([]);
      const period = { fromMs: 0, toMs: centre.clock.nowMs() + 1 };
      expect(await rows.calls.sums(campaign.code, period)).toMatchObject({ calls: 0, pitched: 0 });
      expect(await rows.agreements.ofCampaign(campaign.code)).toEqual([]);
      expect(await rows.agreements.ofAgent(one.id, period)).toEqual([]);
      expect(await rows.calls.ended(campaign.code, period, ['AC_UP'])).toEqual([]);
      const unsent = await rows.calls.unsent(campaign.code, period.toMs, { codes: ['AC_UP'], line: 'N' });
      expect(unsent).toEqual([]);
      expect(await rows.insights.called(campaign.code, period.toMs)).toBe(0);
      expect(await rows.insights.callsByHour(campaign.code, period)).toEqual([]);
      expect(await rows.insights.talks(campaign.code, period)).toEqual([]);
      expect(await rows.calls.recordsWith(campaign.code, ['AC_UP'])).toBe(0);
    });
    expect(await readMyDay(centre, one)).toMatchObject({ calls: 0, agreements: 0 });
    expect(await auditOf(centre, 'call.undo')).toMatchObject([{ actor: one.id, subject: card.callId }]);
  });

  it('twice answers the same and is one event', async () => {
    const { one } = await open({ records: 1 });
    const { card } = await closed(one, 'RS_ENTRETIEN');
    const [first, second] = await Promise.all([undo(one, card.callId), undo(one, card.callId)]);
    expect(second).toEqual(first);
    expect(await undo(one, card.callId)).toEqual(first);
    expect(await auditOf(centre, 'call.undo')).toHaveLength(1);
  });

  it('the record is opened again at once, and the next disposition counts as if it were the first', async () => {
    const { one } = await open({ records: 2 });
    const { card } = await closed(one, 'NJ_NRP');
    await undo(one, card.callId);
    const again = await openOwnRecord(centre, { agent: one, recordId: card.recordId });
    expect(again).toMatchObject({ recordId: card.recordId, attempts: 0 });
    expect(again.callId).not.toBe(card.callId);
    expect(again.why).toContain('Qualification annulée par vous');
    expect((await recordOf(centre, card.recordId)).owner).toBeNull();
    await save(one, outcomeFor(again, 'AC_UP'));
    expect(await emailOf(again.callId)).toMatchObject({ state: 'to-send' });
    expect(await readMyDay(centre, one)).toMatchObject({ calls: 1, agreements: 1 });
  });

  it('left without another ending it is nobody’s that day: the call rang all the same', async () => {
    const { one } = await open({ records: 1 });
    const { card } = await closed(one, 'NJ_NRP');
    await undo(one, card.callId);
    const again = await openOwnRecord(centre, { agent: one, recordId: card.recordId });
    await releaseCard(centre, { agent: one, callId: again.callId });
    expect(await serveNextCard(centre, one)).toMatchObject({ kind: 'none' });
    centre.clock.advance(24 * 60 * MINUTE);
    expect(await serveNextCard(centre, one)).toMatchObject({
      kind: 'card',
      card: { recordId: card.recordId },
    });
  });

  it('what was corrected in the call is taken back too: the former content opens under the next version', async () => {
    const { one } = await open({ records: 1 });
    const { card } = await closed(one, 'RS_ENTRETIEN', {
      coordinates: 'corrigees',
      corrections: { EMAIL: 'zephyrine@exemple.invalid' },
    });
    const content = async () =>
      (await openRecord(centre, { recordId: card.recordId, actor: 'system', reason: 'essai' })).content;
    expect((await content()).donor.email).toBe('zephyrine@exemple.invalid');
    const { version } = await recordOf(centre, card.recordId);
    await undo(one, card.callId);
    expect((await content()).donor.email).toBe(card.donor.fields.EMAIL);
    expect((await recordOf(centre, card.recordId)).version).toBe(version + 1);
  });
});

describe('several levels', () => {
  it('each call of the hold is taken back, whatever was recorded since; later ones no more', async () => {
    const { one } = await open({ records: 4 });
    const first = await closed(one, 'AC_UP');
    const second = await closed(one, 'RS_ENTRETIEN');
    await closed(one, 'OP_TEL');
    await expect(undo(one, second.card.callId)).resolves.toMatchObject({ recordId: second.card.recordId });
    await expect(undo(one, first.card.callId)).resolves.toMatchObject({ recordId: first.card.recordId });
    expect(await emailOf(first.card.callId)).toMatchObject({ state: 'cancelled' });
    for (const { card, before } of [first, second])
      expect(await recordOf(centre, card.recordId)).toMatchObject({
        state: 'ready',
        queue: before.queue,
        attempts: 0,
      });
  });

  it('what was there before a call is kept no longer than it serves', async () => {
    const { one } = await open({ records: 3 });
    const first = await closed(one, 'NJ_NRP');
    centre.clock.advance(17 * 60 * MINUTE);
    const second = await closed(one, 'NJ_NRP');
    const kept = (callId: string) => centre.store.read((rows) => rows.undos.beforeCall(callId));
    expect(await kept(first.card.callId)).toBeUndefined();
    expect(await kept(second.card.callId)).toBeDefined();
  });

  it('a record called again since it was taken back is no longer « reprise »', async () => {
    const { one } = await open({ records: 1 });
    const { card } = await closed(one, 'NJ_NRP');
    await undo(one, card.callId);
    const again = await openOwnRecord(centre, { agent: one, recordId: card.recordId });
    await save(one, outcomeFor(again, 'RP_PERSO'));
    expect(await centre.store.read((rows) => rows.undos.takenBack(one.id, card.recordId))).toBeUndefined();
  });
});

describe('refusals of an undo', () => {
  it('the next day, at the hour of its e-mail, and when the mail has left', async () => {
    const { one } = await open({ records: 4 });
    const first = await closed(one, 'NJ_NRP');
    const second = await closed(one, 'RS_ENTRETIEN');
    const due = await closed(one, 'AC_UP');
    centre.clock.advance(30 * MINUTE);
    await expect(undo(one, due.card.callId)).rejects.toMatchObject({ code: 'undo-too-late' });
    centre.clock.advance(60 * MINUTE);
    await expect(undo(one, second.card.callId)).resolves.toMatchObject({ callId: second.card.callId });
    const { card } = await closed(one, 'AC_UP');
    centre.clock.advance(17 * 60 * MINUTE);
    await expect(undo(one, first.card.callId)).rejects.toMatchObject({ code: 'undo-too-late' });
    await centre.store.write((rows) => rows.emails.update(card.callId, { state: 'sending' }));
    await expect(undo(one, card.callId)).rejects.toMatchObject({ code: 'undo-mail-left' });
  });

  it('of somebody else’s, of one that protects the person', async () => {
    const { one, two } = await open({ records: 3 });
    const first = await closed(one, 'NJ_NRP');
    await expect(undo(two, first.card.callId)).rejects.toMatchObject({ code: 'undo-unknown' });
    const second = await closed(one, 'OP_TEL');
    await expect(undo(one, second.card.callId)).rejects.toMatchObject({ code: 'undo-irreversible' });
  });

  it('when somebody else has the record on screen', async () => {
    const { one, two } = await open({ records: 1 });
    const { card } = await closed(one, 'NJ_NRP');
    await centre.store.write(async (rows) => {
      await rows.records.update(card.recordId, { dueAtMs: centre.clock.nowMs() });
      await rows.records.take({
        ...{ recordId: card.recordId, agent: two.id, callId: centre.chance.uuid(), why: 'chosen' },
        ...{ nowMs: centre.clock.nowMs(), leaseMs: MINUTE, theme: null },
      });
    });
    await expect(undo(one, card.callId)).rejects.toMatchObject({ code: 'undo-taken' });
  });

  it('when the content has changed since: an erasure or a rectification is never put back', async () => {
    const { one } = await open({ records: 1 });
    const { card } = await closed(one, 'NJ_NRP');
    const { version } = await recordOf(centre, card.recordId);
    await centre.store.write((rows) => rows.records.update(card.recordId, { version: version + 1 }));
    await expect(undo(one, card.callId)).rejects.toMatchObject({ code: 'undo-taken' });
  });

  it('when a file of the charity has left since', async () => {
    const { one } = await open({ records: 1 });
    const { card } = await closed(one, 'AC_UP');
    await centre.store.write((rows) =>
      rows.deliveries.add(
        {
          ...{ id: 'd1', campaign: centre.campaign.code, kind: 'weekly', period: '2026-W48', state: 'built' },
          ...{ fileName: 'fictif.xlsx.pgp', rows: 0, sha256Clear: '0', sha256Sealed: '0', sealedBytes: 1 },
          ...{ builtAtMs: centre.clock.nowMs(), deliveredAtMs: null, charityFingerprint: 'AB' },
        },
        [],
      ),
    );
    await expect(undo(one, card.callId)).rejects.toMatchObject({ code: 'undo-delivered' });
  });
});

describe('the calls of the day', () => {
  it('are listed with name and ending, each with the answer that an undo would give; of nobody else', async () => {
    const { one, two } = await open({ records: 4 });
    const refused = await closed(one, 'RS_ENTRETIEN');
    await closed(two, 'NJ_NRP');
    centre.clock.advance(MINUTE);
    const objected = await closed(one, 'OP_TEL');
    const calls = await todayCalls(centre, { agent: one });
    expect(calls).toMatchObject([
      {
        callId: objected.card.callId,
        disposition: 'OP_TEL',
        whyNot: expect.stringContaining('chef d’équipe'),
      },
      { callId: refused.card.callId, name: saidName(refused.card.donor), callbackAtMs: null, whyNot: '' },
    ]);
    expect((await auditOf(centre, 'record.open')).at(-1)).toMatchObject({
      actor: one.id,
      reason: 'Consultation de ses appels du jour',
    });
    await undo(one, refused.card.callId);
    expect(await todayCalls(centre, { agent: one })).toHaveLength(1);
  });

  it('one that a screen has forgotten comes back with what was noted, even after the hours of calls', async () => {
    const { one } = await open({ records: 1 });
    const { card } = await closed(one, 'AC_UP', {
      note: 'Préfère le matin',
      coordinates: 'corrigees',
      corrections: { VILLE: 'Exempleville' },
    });
    const emailDue = (await emailOf(card.callId))?.dueAtMs ?? 0;
    centre.clock.advance(emailDue - centre.clock.nowMs() - 1);
    const { noted } = await undoCall(centre, { agent: one, callId: card.callId, isNoted: true });
    expect(noted).toMatchObject({
      disposition: 'AC_UP',
      path: outcomeFor(card, 'AC_UP').path,
      note: 'Préfère le matin',
      corrections: { VILLE: 'Exempleville' },
      coordinates: 'corrigees',
      agreed: { level: '1', amount: { minor: 1500, currency: 'EUR' } },
    });
    centre.clock.advance(6 * 60 * MINUTE);
    expect(await openOwnRecord(centre, { agent: one, recordId: card.recordId })).toMatchObject({
      recordId: card.recordId,
    });
  });
});
