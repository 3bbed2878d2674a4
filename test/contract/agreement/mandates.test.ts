import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signMandate } from '../../../server/steps/agreement/sign-mandate.ts';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { deliverDue } from '../../../server/steps/delivery/deliver-due.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { importSignedMandates } from '../../../server/steps/lists/import-signed-mandates.ts';
import { editBase } from '../../support/delivery/edited-base.ts';
import { type MandateRoom, mandateRoom, REACTIVATION } from '../../support/delivery/mandate-room.ts';
import { callScript, NOW_MS } from '../../support/store/store-campaign.ts';

const DAY_MS = 86_400_000;
const OPS = 'ops-1';

let room: MandateRoom;
beforeEach(async () => {
  room = await mandateRoom(NOW_MS);
});
afterEach(() => room.close());

const sign = (donorId: string, change: object = {}) =>
  signMandate(room.all, {
    campaign: REACTIVATION,
    donorId,
    reference: 'NOUVEAU-0001',
    signedOn: '2026-11-30',
    actor: OPS,
    ...change,
  });
const deliver = (week: string) => deliverWeekly(room.deps, { campaign: REACTIVATION, week, actor: OPS });
const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });

describe('an agreement that waits for a signature', () => {
  test('does not leave on a signature whose day was edited in the base, and leaves once it is as it was', async () => {
    await room.agree({ number: 1 });
    await room.agree({ number: 2 });
    room.clock.nowMs = NOW_MS + 7 * DAY_MS;
    await sign('00001');
    await sign('00002', { reference: 'NOUVEAU-0002' });
    const day = (was: string, is: string) =>
      editBase(
        join(room.home, 'data', 'plateau.db'),
        `UPDATE mandate_signature SET signed_on = '${is}' WHERE signed_on = '${was}' AND record_id = 1`,
      );
    day('2026-11-30', '2026-11-25');
    room.clock.nowMs += 7 * DAY_MS;
    expect(await deliver('2026-W49')).toMatchObject({ rows: 1, differing: 1 });
    expect((await room.mandates('2026-W49')).map((line) => line.RUM)).toEqual(['NOUVEAU-0002']);
    day('2026-11-25', '2026-11-30');
    room.clock.nowMs += 7 * DAY_MS;
    expect(await deliver('2026-W50')).toMatchObject({ rows: 1, differing: 0 });
  });

  test('counts and leaves in the week its signature is recorded, under its new reference; the call stays what it was', async () => {
    const call = await room.agree({ number: 1 });
    await room.agree({ number: 2 });
    room.clock.nowMs = NOW_MS + 7 * DAY_MS;
    expect(await deliver('2026-W48')).toMatchObject({ rows: 0 });
    expect(await room.figure('2026-W48', 'agreements')).toEqual([0, 0]);
    expect(await room.figure('2026-W48', 'awaitingSignature')).toEqual([2, 2]);

    expect(await sign('00001', { reference: '++0042/A' })).toEqual({
      callId: call.callId,
      week: '2026-W49',
      firstDebitOn: '2027-01-05',
    });
    room.clock.nowMs += 7 * DAY_MS;
    expect(await deliver('2026-W49')).toMatchObject({ rows: 1 });
    expect(await room.mandates('2026-W49')).toEqual([
      expect.objectContaining({
        ID_DONATEUR: '00001',
        TYPE_LIGNE: 'N',
        ID_APPEL: call.callId,
        TYPE_ACCORD: 'REACTIVATION',
        RUM: '++0042/A',
        MANDAT_ACTION: 'NOUVEAU_SIGNATURE',
        DATE_SIGNATURE_MANDAT: '2026-11-30',
        NOUVEAU_MONTANT: '12',
        DATE_PREMIERE_ECHEANCE: '2027-01-05',
      }),
    ]);
    // The week of the call is what it was: a useful contact, no agreement.
    expect(await room.figure('2026-W48', 'agreements')).toEqual([0, 0]);
    expect(await room.figure('2026-W48', 'useful')).toEqual([2, 2]);
    expect(await room.figure('2026-W49', 'agreements')).toEqual([1, 1]);
    expect(await room.figure('2026-W49', 'awaitingSignature')).toEqual([0, 1]);
    expect(await room.figure('2026-W49', 'neutral')).toEqual([0, 1]);
    expect(await room.figure('2026-W49', 'newSum')).toEqual([1200, 1200]);
    expect(await room.deps.store.read((rows) => rows.calls.byId(call.callId))).toEqual(call);
    room.clock.nowMs += 7 * DAY_MS;
    expect(await deliver('2026-W50')).toMatchObject({ rows: 0 });
  });

  test('is an agreement in the return file once signed', async () => {
    await room.agree({ number: 1 });
    await room.agree({ number: 2 });
    await sign('00001', { signedOn: '2026-11-23' });
    await room.deps.store.write((rows) => rows.campaigns.setState(REACTIVATION, 'closed'));
    const { fileName } = await deliverFinal(room.deps, { campaign: REACTIVATION, actor: OPS });
    const { header, rows } = await room.reader.read(await room.openDelivered(`${fileName}.pgp`));
    const column = (name: string) =>
      rows.map((row) => {
        const cell = row.cells[header.indexOf(name)];
        return cell?.kind === 'text' ? cell.text : '';
      });
    expect(column('STATUT_FINAL')).toEqual(['AC_RE_SIGN', 'AC_RE_SIGN']);
    expect(column('ACCORD')).toEqual(['O', 'N']);
    expect(column('STATUT_DON_APRES')).toEqual(['ACTIF', 'A_SIGNER']);
    await expect(sign('00002', { signedOn: '2026-11-23' })).rejects.toEqual(refusal('final-delivered'));
  });

  test('a day recorded by 0.4.0 for a mandate not yet signed was told to nobody: the line carries that of the signature', async () => {
    await room.agree({ number: 1, call: { firstDebitOn: '2027-11-10' } });
    await sign('00001', { signedOn: '2026-11-23' });
    room.clock.nowMs += 7 * DAY_MS;
    await deliver('2026-W48');
    expect((await room.mandates('2026-W48')).map((line) => line.DATE_PREMIERE_ECHEANCE)).toEqual([
      '2027-01-05',
    ]);
  });

  test('signed after the campaign closed, it still leaves the next Tuesday, once', async () => {
    const call = await room.agree({ number: 1 });
    const ended = { ...room.campaign.settings, ends: '2026-11-29' };
    await room.deps.store.write(async (rows) => {
      await rows.campaigns.save({ ...room.campaign, settings: ended }, callScript());
      await rows.campaigns.setState(REACTIVATION, 'closed');
    });
    const tuesday = async (date: string) => {
      room.clock.nowMs = Date.parse(`${date}T22:30:00+01:00`);
      return deliverDue(room.deps, { actor: 'system' });
    };
    // The planned week: its mandates and its indicators.
    expect(await tuesday('2026-12-01')).toEqual({ delivered: 2, failed: 0 });
    expect(await tuesday('2026-12-08')).toEqual({ delivered: 0, failed: 0 });
    await sign('00001', { signedOn: '2026-12-07' });
    expect((await readStatus(room.deps)).campaigns[0]?.due).toEqual([]);
    expect(await tuesday('2026-12-15')).toEqual({ delivered: 1, failed: 0 });
    expect(await room.mandates('2026-W50')).toEqual([
      expect.objectContaining({
        ID_APPEL: call.callId,
        TYPE_LIGNE: 'N',
        DATE_SIGNATURE_MANDAT: '2026-12-07',
      }),
    ]);
    expect(await tuesday('2026-12-22')).toEqual({ delivered: 0, failed: 0 });
  });

  test.each([
    ['36 months to the day between the last debit and the next one: lapsed, the line waits', '2023-12-05', 0],
    ['one day less: the mandate lives, the line leaves at once', '2023-12-06', 1],
  ])('%s', async (_, lastDebitOn, rows) => {
    await room.agree({ number: 1, disposition: 'AC_RE', gift: { lastDebitOn, stopReason: 'IMPAYES' } });
    room.clock.nowMs += 7 * DAY_MS;
    expect(await deliver('2026-W48')).toMatchObject({ rows });
    if (rows === 1) return expect(sign('00001')).rejects.toEqual(refusal('mandate-not-awaited'));
    // It was an agreement from the call on: the signature releases the line and counts nothing twice.
    await sign('00001');
    room.clock.nowMs += 7 * DAY_MS;
    expect(await deliver('2026-W49')).toMatchObject({ rows: 1 });
    expect(await room.figure('2026-W49', 'agreements')).toEqual([0, 1]);
  });
});

test('what may not be signed says why, in French, and changes nothing', async () => {
  await room.agree({ number: 1 });
  await room.agree({ number: 2, disposition: 'RA_MOYENS' });
  room.clock.nowMs += 7 * DAY_MS;
  await expect(sign('99999')).rejects.toEqual(refusal('donor-unknown'));
  await expect(sign('00002')).rejects.toEqual(refusal('mandate-not-awaited'));
  await expect(sign('00001', { signedOn: '2026-11-22' })).rejects.toEqual(refusal('signature-date-wrong'));
  await expect(sign('00001', { signedOn: '2026-12-01' })).rejects.toEqual(refusal('signature-date-wrong'));
  await expect(sign('00001', { reference: 'é'.repeat(3) })).rejects.toEqual(refusal('reference-invalid'));
  await expect(sign('00001', { campaign: 'NULLE-PART' })).rejects.toEqual(refusal('campaign-unknown'));
  await sign('00001');
  const twice = sign('00001', { reference: 'AUTRE-1' });
  await expect(twice).rejects.toMatchObject({ code: 'mandate-already-signed', kind: 'conflict' });
  const always = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  expect(await room.deps.store.read((rows) => rows.mandates.recorded(REACTIVATION, always))).toHaveLength(1);
  expect(await room.deps.store.read((rows) => rows.audit.ofCampaign(REACTIVATION, 'mandate.signed'))).toBe(1);
});

test('a file of signatures is taken line by line, and twice changes nothing; no reference is kept in clear', async () => {
  await room.agree({ number: 1 });
  await room.agree({ number: 2 });
  await room.agree({ number: 3, disposition: 'RA_MOYENS' });
  room.clock.nowMs += 7 * DAY_MS;
  const fileName = 'TESTORG_MANDATS_SIGNES_REA_FR_20261130.xlsx.pgp';
  await room.giveList(fileName, [
    ['DATE_SIGNATURE', 'ID_DONATEUR', 'REFERENCE'],
    ['2026-11-28', '00001', 'SIGNE-SECRET-1'],
    ['2026-11-01', '00002', 'SIGNE-SECRET-2'],
    ['2026-11-28', '00003', 'SIGNE-SECRET-3'],
    ['2026-11-28', '99999', 'SIGNE-SECRET-4'],
    ['2026-11-28', '00002', null],
  ]);
  const take = () => importSignedMandates(room.all, { campaign: REACTIVATION, fileName, actor: OPS });
  expect((await take()).results).toEqual({
    SIGNE: 1,
    DATE_REFUSEE: 1,
    NON_ATTENDU: 1,
    INCONNU: 1,
    ILLISIBLE: 1,
  });
  expect(await take()).toMatchObject({ done: 0, results: { DEJA_SIGNE: 1 } });
  expect(room.delivered()).toEqual(['TESTORG_MANDATS_SIGNES_REA_FR_20261130_RAPPORT.xlsx.pgp']);
  const data = join(room.home, 'data');
  const bytes = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('');
  expect(bytes).not.toContain('SIGNE-SECRET');
});
