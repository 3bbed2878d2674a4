import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainHash } from '../../../server/domain/audit/audit-chain.ts';
import type { Difference } from '../../../server/domain/delivery/agreed-call.ts';
import { differencesInCall } from '../../../server/steps/agreement/agreed-hold.ts';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { deliverUrgent } from '../../../server/steps/delivery/deliver-urgent.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { type CorrectionRoom, correctionRoom } from '../../support/delivery/correction-room.ts';
import { editBase } from '../../support/delivery/edited-base.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const W48 = 'TESTORG_MANDATS_UPG_FR_2026-S48.xlsx.pgp';
const W49 = 'TESTORG_MANDATS_UPG_FR_2026-S49.xlsx.pgp';
const W50 = 'TESTORG_MANDATS_UPG_FR_2026-S50.xlsx.pgp';
const TUESDAY = 'TESTORG_URGENT_UPG_FR_20261124.xlsx.pgp';

let room: CorrectionRoom;
beforeEach(async () => {
  room = await correctionRoom(at('2026-11-24T11:00'));
});
afterEach(() => room.close());

const edit = (sql: string) => editBase(join(room.home, 'data', 'plateau.db'), sql);
const week = (name: string) =>
  deliverWeekly(room.deps, { campaign: room.campaign.code, week: name, actor: 'ops-1' });
const held = async () =>
  (await room.deps.store.read(async (rows) => await Array.fromAsync(rows.audit.each())))
    .filter(({ action }) => action === 'delivery.held')
    .map(({ subject, detail }) => [subject, detail.differs]);
const alerts = async () => (await custodyAlerts(room.deps)).filter(({ kind }) => kind === 'differs');
const differences = (callId: string) =>
  room.deps.store.read(async (rows) => {
    const call = await rows.calls.byId(callId);
    return call ? await differencesInCall(rows, call) : [];
  });
const raise = (callId: string) =>
  edit(`UPDATE call SET new_minor = 9900, new_monthly_minor = 9900 WHERE call_id = '${callId}'`);
const idsAndAmounts = async (name: string) =>
  (await room.lines(name)).map((line) => [line.ID_APPEL, line.TYPE_LIGNE, line.NOUVEAU_MONTANT]);

describe('R-20 R-32 what leaves is what was agreed', () => {
  it('an edited agreement stays, the others leave; it is told once in the log, and by status until it is settled', async () => {
    const [edited, honest, corrected] = [await room.talk(), await room.talk(), await room.talk()];
    await room.correct(corrected, 1500);
    expect(await alerts()).toEqual([]);
    raise(edited);
    room.clock.nowMs = at('2026-12-01T22:00');
    expect(await week('2026-W48')).toMatchObject({ rows: 2, differing: 1 });
    expect((await idsAndAmounts(W48)).toSorted()).toEqual(
      [
        [honest, 'N', 17],
        [corrected, 'N', 15],
      ].toSorted(),
    );
    await week('2026-W48');
    room.clock.nowMs = at('2026-12-08T22:00');
    expect(await week('2026-W49')).toMatchObject({ rows: 0, differing: 1 });
    expect(await held()).toEqual([[edited, 'amount']]);
    expect(await alerts()).toMatchObject([
      {
        subject: room.campaign.code,
        level: 'alarm',
        text: expect.stringContaining(
          `1 ligne retenue, autre que ce qui a été convenu : appel ${edited.slice(0, 8)} (montant)`,
        ),
      },
    ]);

    // Corrected to what was agreed, an event that the log and the consent tell: it leaves with the next file.
    await room.correct(edited, 1700);
    room.clock.nowMs = at('2026-12-15T22:00');
    expect(await week('2026-W50')).toMatchObject({ rows: 1, differing: 0 });
    expect(await idsAndAmounts(W50)).toEqual([[edited, 'N', 17]]);
    expect(await alerts()).toEqual([]);
  });

  it('a change that nobody recorded of a line that left does not leave either', async () => {
    const [edited, cancelled] = [await room.talk(), await room.talk()];
    room.clock.nowMs = at('2026-12-01T22:00');
    expect(await week('2026-W48')).toMatchObject({ rows: 2 });
    await room.correct(edited, 1500);
    await room.correct(cancelled, 'cancel');
    edit(`UPDATE correction SET new_minor = 9900 WHERE call_id = '${edited}'`);
    room.clock.nowMs = at('2026-12-08T22:00');
    expect(await week('2026-W49')).toMatchObject({ rows: 1, differing: 1 });
    expect(await idsAndAmounts(W49)).toEqual([[cancelled, 'X', 17]]);
    expect(await held()).toEqual([[edited, 'amount']]);
  });

  it('no confirmation tells the donor an amount that they did not say', async () => {
    const [edited, honest] = [await room.talk(), await room.talk()];
    raise(edited);
    room.clock.nowMs += 3_600_000;
    await room.send();
    expect([(await room.emailsOf(edited))[0]?.state, (await room.emailsOf(honest))[0]?.state]).toEqual([
      'to-send',
      'sent',
    ]);
    expect(room.mails()).toHaveLength(1);
  });

  it('a stop that nobody asked for stays out of the urgent file, the others leave', async () => {
    const [refusal, stop] = [
      await room.talk({ disposition: 'RA_MOYENS' }),
      await room.talk({ disposition: 'AR_STOP' }),
    ];
    edit(`UPDATE call SET disposition = 'AR_STOP' WHERE call_id = '${refusal}'`);
    room.clock.nowMs = at('2026-11-24T20:45');
    await deliverUrgent(room.deps, { campaign: room.campaign.code, actor: 'ops-1' });
    expect((await room.lines(TUESDAY)).map((line) => line.ID_APPEL)).toEqual([stop]);
    expect(await held()).toEqual([[refusal, 'call']]);
  });

  it('the return file, which must be whole, is refused with the calls and what to do', async () => {
    const [edited] = [await room.talk(), await room.talk()];
    raise(edited);
    await room.deps.store.write((rows) => rows.campaigns.close(room.campaign.code, room.clock.nowMs));
    const final = () => deliverFinal(room.deps, { campaign: room.campaign.code, actor: 'ops-1' });
    await expect(final()).rejects.toMatchObject({
      code: 'agreement-differs',
      message: expect.stringContaining(`${edited.slice(0, 8)} (montant)`),
    });
    expect(await held()).toEqual([[edited, 'amount']]);
    await room.correct(edited, 1700);
    expect(await final()).toMatchObject({ alreadyDelivered: false });
  });
});

/** By what was edited: what is named. The agreement is of 17 €, corrected to 15 € where the edit is of a correction. */
const HARMS: readonly (readonly [what: string, harm: (id: string) => string, named: Difference[]])[] = [
  ['the old amount', (id) => `UPDATE call SET old_minor = 100 WHERE call_id = '${id}'`, ['amount']],
  ['the currency', (id) => `UPDATE call SET currency = 'CHF' WHERE call_id = '${id}'`, ['currency']],
  [
    'the hour',
    (id) => `UPDATE call SET ended_at_ms = ended_at_ms - 86400000 WHERE call_id = '${id}'`,
    ['date'],
  ],
  ['the level', (id) => `UPDATE call SET ask_level = '3' WHERE call_id = '${id}'`, ['level']],
  ['the disposition', (id) => `UPDATE call SET disposition = 'AC_RE' WHERE call_id = '${id}'`, ['call']],
  ['the record', (id) => `UPDATE call SET record_id = record_id + 1 WHERE call_id = '${id}'`, ['call']],
  ['the record’s frequency', () => `UPDATE record SET frequency = 'A'`, ['frequency']],
  ['a correction', (id) => `UPDATE correction SET new_minor = 9900 WHERE call_id = '${id}'`, ['amount']],
  [
    'a correction’s date',
    (id) => `UPDATE correction SET first_debit_on = '2026-11-30' WHERE call_id = '${id}'`,
    ['first-debit'],
  ],
  [
    'a correction taken out',
    (id) => `DELETE FROM correction WHERE call_id = '${id}'`,
    ['correction', 'amount'],
  ],
  [
    'a cancellation instead',
    (id) => `UPDATE correction SET kind = 'X' WHERE call_id = '${id}'`,
    ['correction', 'consent'],
  ],
  ['a consent taken out', (id) => `DELETE FROM consent WHERE call_id = '${id}'`, ['consent']],
  [
    'the words of a consent',
    (id) => `UPDATE consent SET statement = replace(statement, '1700', '9900') WHERE call_id = '${id}'`,
    ['consent'],
  ],
  [
    'a check by hand',
    (id) =>
      `INSERT INTO agreement_check SELECT call_id, 1, campaign, record_id, 'approved', ended_at_ms, 'v-1', '' FROM call WHERE call_id = '${id}'`,
    ['check'],
  ],
  [
    'a signature by hand',
    (id) =>
      `INSERT INTO mandate_signature (call_id, campaign, record_id, signed_on, recorded_at_ms, recorded_by, old_monthly_minor, new_monthly_minor, first_debit_on, sealed, seal_version) SELECT call_id, campaign, record_id, '2026-11-24', ended_at_ms, 'ops-1', 1200, 1700, NULL, sealed, 1 FROM call WHERE call_id = '${id}'`,
    ['signature'],
  ],
  [
    'its entry taken out',
    (id) => `DELETE FROM audit WHERE subject = '${id}' AND action = 'call.record'`,
    ['log'],
  ],
  [
    'its entry reworded',
    (id) => `UPDATE audit SET detail = replace(detail, '1700', '9900') WHERE subject = '${id}'`,
    ['log'],
  ],
];

describe('R-32 whatever of it is edited', () => {
  it.each(HARMS)('%s is named', async (_what, harm, named) => {
    const callId = await room.talk();
    await room.correct(callId, 1500);
    await room.talk();
    expect(await differences(callId)).toEqual([]);
    edit(harm(callId));
    expect(await differences(callId)).toEqual(named);
  });

  it('a first debit, unless a correction says another', async () => {
    const callId = await room.talk();
    edit(`UPDATE call SET first_debit_on = '2026-11-30' WHERE call_id = '${callId}'`);
    expect(await differences(callId)).toEqual(['first-debit']);
    await room.correct(callId, 1500);
    expect(await differences(callId)).toEqual([]);
  });

  it('a gift, and a call that nobody made', async () => {
    const gift = await room.talk({ disposition: 'DP_LIEN', oneOffMinor: 3000 });
    expect(await differences(gift)).toEqual([]);
    edit(`UPDATE call SET one_off_minor = 9900 WHERE call_id = '${gift}'`);
    expect(await differences(gift)).toEqual(['amount']);
    edit(`UPDATE call SET call_id = 'ffffffff-0000-4000-8000-000000000000' WHERE call_id = '${gift}'`);
    expect(await differences('ffffffff-0000-4000-8000-000000000000')).toEqual(['log']);
  });

  it('the call, its consent and its entry together, hashed again: the next entry does not follow', async () => {
    const callId = await room.talk();
    await room.talk();
    const { row, consent } = await room.deps.store.read(async (rows) => ({
      row: (await rows.audit.ofCall(callId))[0],
      consent: (await rows.consents.ofCall(callId))[0],
    }));
    if (!row || !consent) throw new Error('an agreement leaves both');
    const statement = consent.statement.replace('1700', '9900');
    const digest = createHash('sha256').update(statement).digest('hex');
    const detail = { ...row.detail, newMinor: 9900, consent: digest };
    raise(callId);
    edit(`UPDATE consent SET statement = '${statement}', digest = '${digest}' WHERE call_id = '${callId}';
      UPDATE audit SET detail = '${JSON.stringify(Object.fromEntries(Object.entries(detail).toSorted()))}',
      hash = '${chainHash(row.previousHash, { ...row, detail })}' WHERE seq = ${row.seq}`);
    expect(await differences(callId)).toEqual(['log']);
  });
});
