import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { importBounces } from '../../../server/steps/email/import-bounces.ts';
import { settleDoubtful } from '../../../server/steps/email/settle-doubtful.ts';
import {
  closeFollowUp,
  listDoubtfulEmails,
  listFollowUps,
  listLateEmails,
  settleEmail,
} from '../../../server/steps/email/settle-email.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type CorrectionRoom, correctionRoom } from '../../support/delivery/correction-room.ts';
import { deliveryReport, returnIn } from '../../support/email/bounce-reports.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const HALF_HOUR = 1_800_000;
const HOUR = 3_600_000;

let room: CorrectionRoom;
beforeEach(async () => {
  room = await correctionRoom(at('2026-11-24T11:00'));
});
afterEach(() => room.close());

const state = async (callId: string) => (await room.emailsOf(callId))[0]?.state;
const audits = (action: string) =>
  room.deps.store.read((rows) => rows.audit.ofCampaign(room.campaign.code, action));
async function comesBack(
  callId: string,
  change: { readonly status?: string; readonly action?: string } = {},
) {
  const { messageId = '' } = (await room.emailsOf(callId))[0] ?? {};
  const bounce = returnIn(deliveryReport({ messageId, ...change }));
  if (!bounce) throw new Error('a report');
  return await importBounces(room.deps, { bounces: [bounce], actor: 'ops-1' });
}
const week = (name: string) =>
  deliverWeekly(room.deps, { campaign: room.campaign.code, week: name, actor: 'ops-1' });
async function statuses(name: string) {
  const lines = await room.lines(`TESTORG_MANDATS_UPG_FR_${name}.xlsx.pgp`);
  return lines.map((line) => [line.ID_APPEL, line.TYPE_LIGNE, line.STATUT_EMAIL, line.NOUVEAU_MONTANT]);
}
async function sent(count: number): Promise<readonly string[]> {
  const callIds: string[] = [];
  for (let n = 0; n < count; n += 1) callIds.push(await room.talk());
  room.clock.nowMs += HALF_HOUR;
  await room.send();
  return callIds;
}

describe('F-06: a bounce comes back as data to correct', () => {
  it('before the week left: REBOND on its N line; after: one M line with the same amounts', async () => {
    const [early = '', late = '', fine = ''] = await sent(3);
    const none = { bounced: 0, already: 0, temporary: 0, unknown: 0 };
    expect(await comesBack(early)).toEqual({ ...none, bounced: 1 });
    expect(await comesBack(early)).toEqual({ ...none, already: 1 });
    expect(await comesBack(fine, { status: '4.4.1', action: 'delayed' })).toEqual({ ...none, temporary: 1 });
    const stranger = { messageId: '<autre@exemple.invalid>', status: '5.1.1', atMs: 1 };
    expect(await importBounces(room.deps, { bounces: [stranger], actor: 'ops-1' })).toEqual({
      ...none,
      unknown: 1,
    });
    room.clock.nowMs = at('2026-12-01T22:00');
    await week('2026-W48');
    expect((await statuses('2026-S48')).toSorted()).toEqual(
      [
        [early, 'N', 'REBOND', 17],
        [late, 'N', 'ENVOYE', 17],
        [fine, 'N', 'ENVOYE', 17],
      ].toSorted(),
    );
    await comesBack(late);
    room.clock.nowMs = at('2026-12-08T22:00');
    await week('2026-W49');
    expect(await statuses('2026-S49')).toEqual([[late, 'M', 'REBOND', 17]]);
    room.clock.nowMs = at('2026-12-15T22:00');
    expect(await week('2026-W50')).toMatchObject({ rows: 0 });
    expect([await state(early), await state(late), await audits('email.bounced')]).toEqual([
      'bounced',
      'bounced',
      2,
    ]);
  });

  it('opens a task, as a refusal of the relay does; a human closes it, once', async () => {
    const [callId = ''] = await sent(1);
    await comesBack(callId);
    room.sink.become('refuse');
    const [refused = ''] = await sent(1);
    expect((await listFollowUps(room.deps)).map((task) => [task.callId, task.kind])).toEqual([
      [callId, 'email-bounced'],
      [refused, 'email-bounced'],
    ]);
    const close = () =>
      closeFollowUp(room.deps, { id: callId, reason: 'adresse redemandée au donateur', actor: 'ops-1' });
    expect(await close()).toMatchObject({ closedBy: 'ops-1' });
    await expect(close()).rejects.toThrow(expect.objectContaining({ code: 'follow-up-unknown' }));
    expect(await listFollowUps(room.deps)).toHaveLength(1);
  });

  it('keeps no address: neither in the base nor in the audit', async () => {
    const [callId = ''] = await sent(1);
    await comesBack(callId);
    const folder = join(room.home, 'data');
    const files = readdirSync(folder).filter((name) => name.startsWith('plateau.db'));
    const bytes = files.map((name) => readFileSync(join(folder, name), 'latin1')).join('');
    expect(bytes).not.toContain('donatrice-');
    expect(bytes).toContain('email.bounced');
  });
});

describe('F-06: late and doubtful e-mails are for a human', () => {
  it('lists the late ones by band, oldest first, with ids and no address', async () => {
    const old = await room.talk();
    room.clock.nowMs += 10 * HOUR;
    const young = await room.talk();
    room.clock.nowMs += 31 * HOUR;
    const late = await listLateEmails(room.deps);
    expect(late.map((email) => [email.callId, email.overHours])).toEqual([
      [old, 40],
      [young, 24],
    ]);
    expect(JSON.stringify(late)).not.toContain('@exemple');
    room.clock.nowMs += 8 * HOUR;
    expect((await listLateEmails(room.deps))[0]?.overHours).toBe(48);
  });

  it('a doubtful one is counted as sent or sent again under the same Message-ID, with a reason, once', async () => {
    room.sink.become('cut-after-data');
    const [left = '', lost = ''] = await sent(2);
    expect((await listDoubtfulEmails(room.deps)).map((email) => email.callId).sort()).toEqual(
      [left, lost].sort(),
    );
    room.sink.become('accept');
    const settle = (id: string, as: 'sent' | 'resend') =>
      settleEmail(room.deps, { id, as, reason: 'vu dans le journal du relais', actor: 'ops-1' });
    expect(await settle(left, 'sent')).toMatchObject({ state: 'sent' });
    expect(await settle(lost, 'resend')).toMatchObject({ state: 'to-send' });
    const before = room.sink.count();
    await room.send();
    await room.send();
    expect(room.sink.count()).toBe(before + 1);
    expect(room.mails().at(-1)?.header('message-id')).toBe((await room.emailsOf(lost))[0]?.messageId);
    expect([await state(left), await state(lost)]).toEqual(['sent', 'sent']);
    for (const as of ['sent', 'resend'] as const)
      await expect(settle(lost, as)).rejects.toThrow(expect.objectContaining({ code: 'email-not-doubtful' }));
    await expect(settle('inconnu', 'sent')).rejects.toThrow(
      expect.objectContaining({ code: 'email-unknown' }),
    );
    expect([await audits('email.settled-sent'), await audits('email.settled-resend')]).toEqual([1, 1]);
  });

  it('many doubtful ones since a moment are listed, then settled at once; one of a cancelled call is left to be looked at', async () => {
    room.sink.become('cut-after-data');
    const [gone = '', one = '', two = ''] = await sent(3);
    room.sink.become('accept');
    await room.correct(gone, 'cancel');
    const { campaign = '' } = (await listDoubtfulEmails(room.deps))[0] ?? {};
    const settle = (change: object = {}) =>
      settleDoubtful(room.deps, {
        ...{ campaign, fromMs: 1, as: 'resend', reason: 'vus dans le journal', actor: 'ops-1', apply: true },
        ...change,
      });
    expect((await settle({ apply: false })).emails).toHaveLength(3);
    expect((await settle({ fromMs: room.clock.nowMs + 1 })).emails).toEqual([]);
    expect((await settle({ campaign: 'AUTRE' })).emails).toEqual([]);
    expect(await inTurn.map([gone, one, two], state)).toEqual(['uncertain', 'uncertain', 'uncertain']);
    await expect(settle({ reason: 'la personne est séropositive' })).rejects.toThrow(
      expect.objectContaining({ code: 'reason-personal' }),
    );
    const done = await settle();
    expect(done.emails.map(({ callId }) => callId).toSorted()).toEqual([one, two].toSorted());
    expect(done).toMatchObject({ leftIds: [gone], more: 0 });
    expect(await inTurn.map([one, two], state)).toEqual(['to-send', 'to-send']);
    expect((await settle()).emails).toEqual([]);
    expect(await audits('email.settled-resend')).toBe(2);
  });

  it('the confirmation of a cancelled call is not sent again; a correction meanwhile rides on the one that is', async () => {
    room.sink.become('cut-after-data');
    const [gone = '', wrong = ''] = await sent(2);
    room.sink.become('accept');
    await room.correct(gone, 'cancel');
    await room.correct(wrong, 1500);
    const settle = (id: string) =>
      settleEmail(room.deps, { id, as: 'resend', reason: 'vu dans le journal', actor: 'ops-1' });
    await expect(settle(gone)).rejects.toThrow(expect.objectContaining({ code: 'call-cancelled' }));
    await settle(wrong);
    const before = room.sink.count();
    await room.send();
    expect(room.mails().at(-1)?.text).toContain('15\u00a0€');
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    // The rectification of the cancelled call, and none for the one that was sent right.
    expect(room.sink.count()).toBe(before + 2);
    expect(room.mails().at(-1)?.text).toContain('est annulée');
  });
});
