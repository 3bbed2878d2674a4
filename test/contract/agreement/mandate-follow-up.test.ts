import { afterEach, beforeEach, expect, test } from 'vitest';
import { listMandates } from '../../../server/steps/agreement/list-mandates.ts';
import { releaseMandate } from '../../../server/steps/agreement/release-mandate.ts';
import { remindMandate } from '../../../server/steps/agreement/remind-mandate.ts';
import { signMandate } from '../../../server/steps/agreement/sign-mandate.ts';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { type MandateRoom, mandateRoom, REACTIVATION } from '../../support/delivery/mandate-room.ts';
import { NOW_MS } from '../../support/store/store-campaign.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const actor = 'ops-1';
const campaign = REACTIVATION;
const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });

let room: MandateRoom;
beforeEach(async () => {
  room = await mandateRoom(NOW_MS);
});
afterEach(() => room.close());

const alive = { lastDebitOn: '2026-01-05', stopReason: 'REJET_BANCAIRE' } as const;
const list = () => listMandates(room.all, { campaign, actor });
const of = (donorId: string) => ({ campaign, donorId, actor });
const deliver = (week: string) => deliverWeekly(room.deps, { campaign, week, actor });
const held = async () =>
  (await readStatus(room.deps)).campaigns.find(({ code }) => code === campaign)?.mandates;

test('who waits for a mandate, why, since when: signed, released, cancelled or effective ones are not in the list', async () => {
  const toSign = await room.agree({ number: 1 });
  const toCheck = await room.agree({ number: 2, disposition: 'AC_RE', gift: alive });
  await room.agree({ number: 3, disposition: 'AC_RE', gift: { ...alive, stopReason: 'IMPAYES' } });
  await room.agree({ number: 4 });
  await signMandate(room.all, { ...of('00004'), reference: 'N-4', signedOn: '2026-11-23' });
  await room.agree({ number: 5, disposition: 'RA_MOYENS' });
  const waiting = { sinceMs: NOW_MS - HOUR_MS, newMinor: 1200, currency: 'EUR', frequency: 'M', email: null };
  expect(await list()).toEqual(
    [
      {
        ...{ ...waiting, callId: toSign.callId, donorId: '00001', wait: 'to-sign', remindedAtMs: [] },
        reminderDueMs: NOW_MS - HOUR_MS + 10 * DAY_MS,
        isReminderDue: false,
      },
      {
        ...{ ...waiting, callId: toCheck.callId, donorId: '00002', wait: 'to-check', remindedAtMs: [] },
        reminderDueMs: null,
        isReminderDue: false,
      },
    ].toSorted((a, b) => (a.callId < b.callId ? -1 : 1)),
  );
  const opened = await room.deps.store.read((rows) => rows.audit.ofCampaign(campaign, 'record.open'));
  expect(opened).toBeGreaterThan(0);
});

test('a mandate that the charity checked leaves as REUTILISER in the week it is released, once; status and the file tell of it before', async () => {
  const call = await room.agree({ number: 1, disposition: 'AC_RE', gift: alive });
  room.clock.nowMs += 7 * DAY_MS;
  expect(await deliver('2026-W48')).toMatchObject({ rows: 0, withheld: 1, toSign: 0 });
  expect(await held()).toEqual({ toSign: 0, toRemind: 0, withheld: 1 });
  const released = await releaseMandate(room.all, of('00001'));
  expect(released).toEqual({ callId: call.callId, week: '2026-W49', firstDebitOn: '2027-01-05' });
  expect(await list()).toEqual([]);
  await expect(releaseMandate(room.all, of('00001'))).rejects.toEqual(refusal('mandate-already-signed'));
  room.clock.nowMs += 7 * DAY_MS;
  expect(await deliver('2026-W49')).toMatchObject({ rows: 1, differing: 0, withheld: 0 });
  expect(await room.mandates('2026-W49')).toEqual([
    expect.objectContaining({
      ID_APPEL: call.callId,
      MANDAT_ACTION: 'REUTILISER',
      DATE_SIGNATURE_MANDAT: '',
      DATE_PREMIERE_ECHEANCE: '2027-01-05',
    }),
  ]);
  expect((await room.mandates('2026-W49'))[0]?.RUM).toMatch(/RUM/);
  room.clock.nowMs += 7 * DAY_MS;
  expect(await deliver('2026-W50')).toMatchObject({ rows: 0 });
});

test('a mandate that must be signed, was revoked or is void on its first debit is never released', async () => {
  await room.agree({ number: 1 });
  // Void on 5 January 2027, when it would first be debited; alive on the day of the call and of the recorded debit.
  const ending = { ...alive, lastDebitOn: '2024-01-05' };
  await room.agree({ number: 2, disposition: 'AC_RE', gift: ending });
  await room.agree({ number: 3, disposition: 'AC_RE', gift: { ...alive, stopReason: 'DEMANDE' } });
  await room.agree({ number: 4, disposition: 'AC_RE', gift: { ...alive, stopReason: 'IMPAYES' } });
  for (const donorId of ['00001', '00002', '00003'])
    await expect(releaseMandate(room.all, of(donorId))).rejects.toEqual(refusal('mandate-void'));
  await expect(releaseMandate(room.all, of('00004'))).rejects.toEqual(refusal('mandate-not-awaited'));
  await expect(releaseMandate(room.all, of('99999'))).rejects.toEqual(refusal('donor-unknown'));
});

test('a reminder is due ten days after the last word, and noting one puts it off', async () => {
  await room.agree({ number: 1 });
  await room.agree({ number: 2, disposition: 'AC_RE', gift: alive });
  room.clock.nowMs = NOW_MS - HOUR_MS + 10 * DAY_MS - 1;
  expect([(await held())?.toSign, (await held())?.toRemind]).toEqual([1, 0]);
  room.clock.nowMs += 1;
  expect([(await held())?.toSign, (await held())?.toRemind]).toEqual([1, 1]);
  const isDue = async () => (await list()).map((line) => line.isReminderDue);
  expect((await isDue()).filter(Boolean)).toHaveLength(1);
  expect(await remindMandate(room.all, of('00001'))).toMatchObject({ reminders: 1 });
  expect([(await held())?.toRemind, (await isDue()).filter(Boolean).length]).toEqual([0, 0]);
  room.clock.nowMs += 10 * DAY_MS;
  expect((await held())?.toRemind).toBe(1);
  expect(await remindMandate(room.all, of('00001'))).toMatchObject({ reminders: 2 });
  await expect(remindMandate(room.all, of('00002'))).rejects.toEqual(refusal('mandate-not-awaited'));
  expect(await room.deps.store.read((rows) => rows.audit.ofCampaign(campaign, 'mandate.remind'))).toBe(2);
});
