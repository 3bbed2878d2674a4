import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indicatorLine, indicators } from '../../../server/domain/indicators/indicators.ts';
import { correctCall } from '../../../server/steps/call/correct-call.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { readFigures } from '../../../server/steps/indicators/read-figures.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { periodOfIsoWeek } from '../../../shared/time.ts';
import { type CorrectionRoom, correctionRoom } from '../../support/delivery/correction-room.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const HALF_HOUR = 1_800_000;
const W48 = 'TESTORG_MANDATS_UPG_FR_2026-S48.xlsx.pgp';
const W49 = 'TESTORG_MANDATS_UPG_FR_2026-S49.xlsx.pgp';

let room: CorrectionRoom;
beforeEach(async () => {
  room = await correctionRoom(at('2026-11-24T11:00'));
});
afterEach(() => room.close());

const week = (name: string) =>
  deliverWeekly(room.deps, { campaign: room.campaign.code, week: name, actor: 'ops-1' });
const essence = (line: Readonly<Record<string, unknown>>) => [
  line.ID_DONATEUR,
  line.TYPE_LIGNE,
  line.NOUVEAU_MONTANT,
  line.DELTA,
];
const audits = (action: string) =>
  room.deps.store.read((rows) => rows.audit.ofCampaign(room.campaign.code, action));
async function value(key: string, name: string) {
  const period = periodOfIsoWeek(name);
  if (!period) throw new Error('a week');
  const { campaign, clock } = room;
  const { input } = await room.deps.store.read((rows) =>
    readFigures(rows, { campaign, period, nowMs: clock.nowMs }),
  );
  return indicatorLine(indicators(input), key)?.period.numerator;
}

describe('an agreement corrected or cancelled is a new event', () => {
  it('before the week left: the N line says the right amount, or is not there; after: one M or X line', async () => {
    const [right, early, gone, late, taken] = (await Promise.all(
      Array.from({ length: 5 }, (_, n) => room.talk({ endedAtMs: room.clock.nowMs + n })),
    )) as [string, string, string, string, string];
    await room.correct(early, 1500);
    await room.correct(gone, 'cancel');
    room.clock.nowMs = at('2026-12-01T22:00');
    await week('2026-W48');
    const first = await room.lines(W48);
    const byCall = (lines: typeof first, callId: string) => lines.find((line) => line.ID_APPEL === callId);
    expect(first).toHaveLength(4);
    expect(byCall(first, gone)).toBeUndefined();
    expect(essence(byCall(first, early) ?? {}).slice(1)).toEqual(['N', 15, 3]);
    expect(essence(byCall(first, right) ?? {}).slice(1)).toEqual(['N', 17, 5]);

    expect(await room.correct(late, 2000)).toMatchObject({ kind: 'M', lineSent: true });
    await room.correct(late, 2050);
    await room.correct(taken, 2000);
    await room.correct(taken, 'cancel');
    room.clock.nowMs = at('2026-12-08T22:00');
    await week('2026-W49');
    const second = await room.lines(W49);
    expect(second).toHaveLength(2);
    expect(essence(byCall(second, late) ?? {}).slice(1)).toEqual(['M', 20.5, 8.5]);
    // The X carries what the charity was told, not what it never heard of.
    expect(essence(byCall(second, taken) ?? {}).slice(1)).toEqual(['X', 17, 5]);

    room.clock.nowMs = at('2026-12-15T22:00');
    expect(await week('2026-W50')).toMatchObject({ rows: 0 });
    const calls = await room.deps.store.read(async (rows) => [
      ...(await Array.fromAsync(rows.calls.each(room.campaign.code))),
    ]);
    expect(new Set(calls.map((call) => call.newMinor))).toEqual(new Set([1700]));
    expect([await audits('call.correct'), await audits('call.cancel')]).toEqual([4, 2]);
  });

  it('counts in the period it is made in, and the final file says what holds', async () => {
    const callId = await room.talk();
    const kept = await room.talk();
    const gift = await room.talk({ disposition: 'DP_LIEN', oneOffMinor: 3000 });
    room.clock.nowMs = at('2026-12-02T10:00');
    await room.correct(callId, 'cancel');
    await room.correct(kept, 1500);
    await room.correct(gift, 4000);
    const keys = ['agreements', 'cancelled', 'newSum', 'oneOffSum'];
    expect(await inTurn.map(keys, (key) => value(key, '2026-W48'))).toEqual([2, 0, 3400, 3000]);
    expect(await inTurn.map(keys, (key) => value(key, '2026-W49'))).toEqual([-1, 1, -1900, 1000]);

    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
    await deliverFinal(room.deps, { campaign: room.campaign.code, actor: 'ops-1' });
    const lines = await room.lines('TESTORG_RETOUR_UPG_FR_20261202.xlsx.pgp');
    expect(
      lines.map((line) => [
        line.STATUT_FINAL,
        line.ACCORD,
        line.ACCORD_ANNULE,
        line.MONTANT_APRES,
        line.DON_PONCTUEL,
      ]),
    ).toEqual([
      ['AC_UP', 'N', 'O', 12, null],
      ['AC_UP', 'O', 'N', 15, null],
      ['DP_LIEN', 'N', 'N', 12, 40],
    ]);
    await expect(room.correct(kept, 1600)).rejects.toMatchObject({ code: 'final-delivered' });
  });

  it('refuses what cannot be, and changes nothing then', async () => {
    const callId = await room.talk();
    const refusal = await room.talk({ disposition: 'RA_MOYENS' });
    const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
    await refused(room.correct(refusal, 1500), 'call-not-correctable');
    await refused(room.correct(callId, 1200), 'amount-refused');
    await refused(room.correct(callId, 1700), 'amount-refused');
    await refused(room.correct(callId, 900_000), 'amount-refused');
    await refused(room.correct('00000000-0000-4000-8000-00000000dead', 1500), 'call-unknown');
    const author = { id: 'lead-1', role: 'lead' as const, campaigns: ['AUTRE'] };
    const cancel = { callId, change: { kind: 'cancel' } as const, author };
    await refused(correctCall(room.deps, { ...cancel, reason: 'montant mal relu' }), 'call-unknown');
    const own = { ...cancel, author: { ...author, campaigns: [room.campaign.code] } };
    await refused(correctCall(room.deps, { ...own, reason: 'elle a le VIH' }), 'reason-personal');
    expect(await room.deps.store.read((rows) => rows.corrections.ofCall(callId))).toEqual([]);
    await correctCall(room.deps, { ...own, reason: 'rétractation' });
    await refused(room.correct(callId, 1500), 'call-cancelled');
    await refused(room.correct(callId, 'cancel'), 'call-cancelled');
  });

  it('of two at once, one is refused', async () => {
    const callId = await room.talk();
    const both = await Promise.allSettled([room.correct(callId, 1500), room.correct(callId, 1600)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await room.deps.store.read((rows) => rows.corrections.ofCall(callId))).toHaveLength(1);
  });
});

describe('docs/rules/confirmation-email.md: the confirmation follows the correction', () => {
  it('not sent yet: the corrected mail, once; cancelled: none', async () => {
    const callId = await room.talk();
    const gone = await room.talk();
    expect(await room.correct(callId, 1500)).toMatchObject({ email: 'corrected' });
    expect(await room.correct(gone, 'cancel')).toMatchObject({ email: 'cancelled' });
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    expect(room.mails()).toHaveLength(1);
    expect(room.mails()[0]?.text).toContain('15\u00a0€ (quinze euros)');
    expect((await room.emailsOf(gone)).map((email) => email.state)).toEqual(['cancelled']);
  });

  it('sent: one rectification a correction, held, saying what was announced and what holds', async () => {
    const callId = await room.talk();
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    await room.correct(callId, 2000);
    room.clock.nowMs += 60_000;
    // Put right again within the hold: the first rectification never leaves.
    expect(await room.correct(callId, 1500)).toMatchObject({ email: 'rectification' });
    await room.send();
    expect(room.sink.count()).toBe(1);
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    await room.send();
    expect(room.sink.count()).toBe(2);
    const mail = room.mails()[1];
    expect(mail?.header('subject')).toContain('rectificatif');
    expect(mail?.text).toContain('15\u00a0€ (quinze euros) par mois, et non 17\u00a0€');
    expect(mail?.text).toContain('++00RUM1');
    const [confirmation, superseded, rectification] = await room.emailsOf(callId);
    expect([confirmation?.state, superseded?.state, rectification?.state]).toEqual([
      'sent',
      'cancelled',
      'sent',
    ]);
    expect(mail?.header('message-id')).toBe(rectification?.messageId);

    await room.correct(callId, 'cancel');
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    const last = room.mails()[2]?.text ?? '';
    expect(last).toContain('L’augmentation à 15\u00a0€ par mois est annulée');
    expect(last).toContain('reste comme avant, à 12\u00a0€ par mois');
    expect(last).not.toContain('RUM');
  });

  it('corrected back before anything left: the donor already read the right amount', async () => {
    const callId = await room.talk();
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    await room.correct(callId, 2000);
    await room.correct(callId, 1700);
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    expect(room.sink.count()).toBe(1);
    expect((await room.emailsOf(callId)).map((email) => email.reply)).toContain('nothing-to-rectify');
  });

  it('a one-off gift is rectified too; a refused address gets nothing', async () => {
    const callId = await room.talk({ disposition: 'DP_LIEN', oneOffMinor: 3000 });
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    room.sink.become('refuse');
    const refused = await room.talk();
    await room.correct(callId, 4000);
    room.clock.nowMs += HALF_HOUR;
    await room.send();
    expect((await room.emailsOf(refused))[0]?.state).toBe('refused');
    expect(await room.correct(refused, 1500)).toMatchObject({ email: 'none' });
    expect((await room.emailsOf(callId)).at(-1)).toMatchObject({ kind: 'rectification', state: 'refused' });
  });
});
