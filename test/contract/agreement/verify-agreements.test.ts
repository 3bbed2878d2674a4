import ExcelJs from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { drawnPercent } from '../../../server/domain/agreement/agreement-check.ts';
import {
  acknowledgeObservation,
  readObservations,
} from '../../../server/steps/agreement/agent-observations.ts';
import { heldPending } from '../../../server/steps/agreement/agreed-hold.ts';
import { listChecks } from '../../../server/steps/agreement/list-checks.ts';
import { showCheck } from '../../../server/steps/agreement/show-check.ts';
import { undoCall } from '../../../server/steps/call/undo-call.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { deliverDue } from '../../../server/steps/delivery/deliver-due.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { weeklyDue } from '../../../server/steps/delivery/weekly-due.ts';
import { readMessages } from '../../../server/steps/floor/send-message.ts';
import { readMyDay } from '../../../server/steps/shift/read-my-day.ts';
import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type VerifyRoom, verifyRoom } from '../../support/agreement/verify-room.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const file = (week: string) => `TESTORG_MANDATS_UPG_FR_2026-S${week}.xlsx.pgp`;

let room: VerifyRoom;

const week = (name: string) =>
  deliverWeekly(room.deps, { campaign: room.campaign.code, week: name, actor: 'ops-1' });
const callsIn = async (name: string) =>
  (await room.lines(name)).map((line) => [line.ID_APPEL, line.TYPE_LIGNE]);
const refused = async (act: () => Promise<unknown>): Promise<string> => {
  try {
    await act();
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
  return 'accepted';
};
const audit = (action: string) =>
  room.deps.store.read(async (rows) =>
    (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === action),
  );
/** The line of CONTROLE about mandates, by header. */
const control = async (name: string) => {
  const book = new ExcelJs.Workbook();
  await book.xlsx.load(Buffer.from(await room.openDelivered(name)) as unknown as ArrayBuffer);
  const cells = (at: number) => book.getWorksheet('CONTROLE')?.getRow(at).values as readonly unknown[];
  const row = cells(2);
  return Object.fromEntries(Array.from(cells(1), (header, column) => [String(header), row[column]]));
};
const waiting = () => listChecks(room.deps, { account: room.verifier, states: ['to-check'] });

describe('F-05 an agreement reaches the weekly file once it is verified: each in its week, none lost', () => {
  let [approved, observed, rejected, late, undone] = ['', '', '', '', ''];
  let first: Awaited<ReturnType<typeof week>>;
  const task = (callId: string) =>
    room.deps.store.read(async (rows) =>
      (await rows.followUps.open()).filter((one) => one.callId === callId),
    );

  stopAtFirstFailure();
  beforeAll(async () => {
    room = await verifyRoom(at('2026-11-24T11:00'), { mode: 'all', ratePercent: 20, firstAgreements: 0 });
    approved = await room.agree({ coordinates: 'corrigees', corrections: { VILLE: 'AUTREVILLE' } });
    observed = await room.agree();
    rejected = await room.agree();
    late = await room.agree();
    undone = await room.agree();
  });
  afterAll(() => room.close());

  it('waits in the order of the calls, until its agent takes it back', async () => {
    expect(await waiting()).toHaveLength(5);
    await undoCall(room.deps, { agent: room.agent, callId: undone });
    expect((await waiting()).map(({ callId }) => callId)).toEqual([approved, observed, rejected, late]);
  });

  it('is shown without the donor: the path, what was read, the amounts, the corrections by name and masked', async () => {
    const { verifier } = room;
    const shown = await showCheck(room.deps, { callId: approved, account: verifier });
    expect(shown).toMatchObject({
      agent: 'testeur.agent-1',
      oldMinor: 1200,
      newMinor: 1700,
      changes: [{ field: 'VILLE', before: 'V•••', after: 'A•••' }],
      breaches: [],
      readBack: expect.stringContaining(
        '[civilite_nom], votre don passe de 12 € à 17 €, dix-sept euros, par mois',
      ),
    });
    expect(shown.path.map(({ title, answer }) => `${title} ${answer}`)).toEqual([
      'Merci Suite',
      'Demande Oui',
      'Accord Oui',
      'Fin ',
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/Testeur-Zéphyrin|IMAGINAIRE|donatrice|AUTREVILLE/);
    expect(await audit('call.open')).toMatchObject([{ actor: 'verif', reason: 'Vérification d’un accord' }]);
    await expect(
      showCheck(room.deps, { callId: approved, account: { ...verifier, campaigns: [] } }),
    ).rejects.toMatchObject({ code: 'check-unknown' });
  });

  it('is never verified by who recorded it, nor by who has nothing to do with the campaign', async () => {
    const self = { ...room.agent, role: 'verifier' as const };
    expect(await refused(() => room.decide(approved, 'approved', { account: self }))).toBe('check-own-call');
    expect(
      await refused(() =>
        room.decide(approved, 'approved', { account: { ...room.verifier, campaigns: [] } }),
      ),
    ).toBe('check-unknown');
    expect(await refused(() => room.decide(approved, 'rejected', { reason: '' }))).toBe('reason-missing');
    expect(await refused(() => room.decide(undone, 'approved'))).toBe('check-unknown');
  });

  it('is decided once, or changed by saying so; a rejected one leaves a task', async () => {
    const { lead } = room;
    await room.decide(approved, 'rejected', { reason: 'oui pas assez clair' });
    expect(await refused(() => room.decide(approved, 'approved', { account: lead }))).toBe('check-decided');
    await room.decide(approved, 'approved', { account: lead, change: true, reason: 'réécouté à deux' });
    expect(await room.decide(approved, 'approved')).toMatchObject({ already: true });
    await room.decide(observed, 'observed', { reason: 'annoncez l’e-mail plus tôt' });
    await room.decide(rejected, 'rejected', { reason: 'le oui n’est pas clair' });
    expect(await task(rejected)).toMatchObject([{ kind: 'agreement-rejected' }]);
    expect(await task(approved)).toEqual([]);
  });

  it('tells its agent what was observed, until they acknowledge it', async () => {
    const { agent } = room;
    expect(await readObservations(room.deps, agent)).toMatchObject([
      { id: observed, text: expect.stringContaining('annoncez l’e-mail plus tôt'), acknowledged: false },
    ]);
    const told = (await readMessages(room.deps, { agent })).map(({ text }) => text);
    expect(told).toHaveLength(2);
    expect(told.join()).toContain(`n’a pas retenu votre accord ${rejected.slice(0, 8)}`);
    expect((await readMyDay(room.deps, agent)).observations).toBe(1);
    await acknowledgeObservation(room.deps, { agent, callId: observed });
    await acknowledgeObservation(room.deps, { agent, callId: observed });
    expect(await readObservations(room.deps, agent)).toEqual([]);
    expect(await audit('agreement.acknowledged')).toHaveLength(1);
    expect(await refused(() => acknowledgeObservation(room.deps, { agent, callId: rejected }))).toBe(
      'observation-unknown',
    );
  });

  it('leaves with its week when approved or observed; the week says what waits and what was rejected', async () => {
    room.clock.nowMs = at('2026-12-01T22:00');
    first = await week('2026-W48');
    expect(first).toMatchObject({ rows: 2, waiting: 1, rejected: 1 });
    expect(await callsIn(file('48'))).toEqual([
      [approved, 'N'],
      [observed, 'N'],
    ]);
  });

  it('approved late, changes nothing in the week that left', async () => {
    room.clock.nowMs = at('2026-12-02T10:00');
    await room.decide(late, 'approved');
    expect(await week('2026-W48')).toMatchObject({
      alreadyDelivered: true,
      sha256Clear: first.sha256Clear,
      waiting: 0,
    });
    expect(await refused(() => room.decide(approved, 'rejected', { change: true }))).toBe('check-delivered');
  });

  it('corrected, is looked at again by somebody else than who corrected it, and goes with the next file', async () => {
    await room.correct(rejected, 1500);
    expect([await room.standing(rejected), await task(rejected)]).toEqual(['to-check', []]);
    const corrector = { ...room.lead, id: 'ops-1' };
    expect(await refused(() => room.decide(rejected, 'approved', { account: corrector }))).toBe(
      'check-own-call',
    );
    await room.decide(rejected, 'approved');
    room.clock.nowMs = at('2026-12-08T22:00');
    expect(await week('2026-W49')).toMatchObject({ rows: 2, waiting: 0, rejected: 0 });
    expect((await callsIn(file('49'))).map(([callId]) => callId).sort()).toEqual([late, rejected].sort());
  });

  it('corrected after it left, is verified again before its M line leaves; the file says that it waits', async () => {
    await room.correct(late, 2000);
    expect(await room.standing(late)).toBe('to-check');
    expect((await waiting()).map(({ callId }) => callId)).toEqual([late]);
    room.clock.nowMs = at('2026-12-15T22:00');
    const waited = await week('2026-W50');
    expect(waited).toMatchObject({ rows: 0, waiting: 0, rejected: 0, corrections: 1 });
    expect(await control(`${waited.fileName}.pgp`)).toMatchObject({
      ...{ LIGNES: 0, ACCORDS_A_VERIFIER: 0, ACCORDS_REJETES: 0, CORRECTIONS_A_VERIFIER: 1 },
    });
    expect(await room.deps.store.read((rows) => heldPending(rows, room.campaign.code))).toEqual([]);
  });

  it('goes as M once it is approved, cancelled at once, and is rejected as any other', async () => {
    await room.decide(late, 'rejected', { reason: 'la personne a dit moins' });
    expect(await task(late)).toMatchObject([{ kind: 'agreement-rejected' }]);
    await room.correct(late, 1900);
    await room.decide(late, 'approved', { account: room.lead });
    await room.correct(observed, 2100);
    await room.correct(observed, 'cancel');
    room.clock.nowMs = at('2026-12-22T22:00');
    const told = await week('2026-W51');
    expect(told).toMatchObject({ corrections: 0 });
    expect((await callsIn(`${told.fileName}.pgp`)).sort()).toEqual(
      [
        [late, 'M'],
        [observed, 'X'],
      ].sort(),
    );
    expect(await refused(() => room.decide(late, 'rejected', { change: true }))).toBe('check-delivered');
  });

  it('a correction nobody verified before the end changes nothing in the final file', async () => {
    await room.correct(approved, 2500);
    const { code } = room.campaign;
    await closeCampaign(room.deps, { campaign: code, reason: 'fin de campagne', actor: 'ops-1' });
    const final = await deliverFinal(room.deps, { campaign: code, actor: 'ops-1' });
    const lines = await room.lines(`${final.fileName}.pgp`);
    const told = lines.map((line) => [line.ACCORD, line.MONTANT_APRES, line.VERIFICATION_ACCORD]);
    expect(told).toContainEqual(['O', 17, 'APPROUVE']);
    expect(told.map(([, minor]) => minor)).not.toContain(25);
    expect(lines.filter(({ VERIFICATION_ACCORD: check }) => check === 'A_VERIFIER')).toEqual([]);
  });
});

describe('F-05 after the end', () => {
  afterEach(() => room.close());

  it('a campaign that ended still sends what is verified late, and the final file says where each stands', async () => {
    room = await verifyRoom(at('2026-12-30T11:00'), { mode: 'all', ratePercent: 20, firstAgreements: 0 });
    const [late, never, no] = [await room.agree(), await room.agree(), await room.agree()];
    await room.decide(no, 'rejected', { reason: 'la personne demande à réfléchir' });
    const { code } = room.campaign;
    room.clock.nowMs = at('2027-01-04T09:00');
    await closeCampaign(room.deps, { campaign: code, reason: 'fin de campagne', actor: 'ops-1' });
    room.clock.nowMs = at('2027-01-05T22:00');
    const due = async () =>
      (
        await room.deps.store.read(
          async (rows) => await weeklyDue(rows, await rows.campaigns.all(), room.clock.nowMs),
        )
      )
        .filter(({ kind }) => kind === 'weekly')
        .map((one) => one.week);
    await deliverDue(room.deps, { actor: 'system' });
    expect(await due()).toEqual([]);
    room.clock.nowMs = at('2027-01-06T09:00');
    await room.decide(late, 'approved');
    room.clock.nowMs = at('2027-01-12T22:00');
    expect(await due()).toEqual(['2027-W01']);
    expect(await week('2027-W01')).toMatchObject({ rows: 1, waiting: 1, rejected: 1 });
    room.clock.nowMs = at('2027-01-19T22:00');
    expect(await due()).toEqual([]);
    const final = await deliverFinal(room.deps, { campaign: code, actor: 'ops-1' });
    const lines = await room.lines(`${final.fileName}.pgp`);
    const ids = await room.deps.store.read((rows) =>
      inTurn.map([late, never, no], async (callId) => (await rows.calls.byId(callId))?.recordId ?? 0),
    );
    const rowOf = (at: number) => lines[ids.toSorted((a, b) => a - b).indexOf(ids[at] ?? 0)];
    expect(
      [0, 1, 2].map((n) => [
        rowOf(n)?.VERIFICATION_ACCORD,
        rowOf(n)?.ACCORD,
        rowOf(n)?.STATUT_DON_APRES,
        rowOf(n)?.MONTANT_APRES,
      ]),
    ).toEqual([
      ['APPROUVE', 'O', 'ACTIF', 17],
      ['A_VERIFIER', 'O', 'A_VERIFIER', 17],
      ['REJETE', 'N', 'ACTIF', 12],
    ]);
    expect(await refused(() => room.decide(never, 'approved'))).toBe('final-delivered');
  });
});

describe('F-05 sampling', () => {
  afterEach(() => room.close());

  it('the call’s id alone draws; a new agent’s first agreements are always verified; the rest is approved by rule', async () => {
    room = await verifyRoom(at('2026-11-24T11:00'), { mode: 'sample', ratePercent: 50, firstAgreements: 2 });
    const calls: string[] = [];
    for (let n = 0; n < 6; n += 1) calls.push(await room.agree());
    const expected = calls.map((callId, n) => (n < 2 || drawnPercent(callId) < 50 ? 'to-check' : 'by-rule'));
    expect(await inTurn.map(calls, room.standing)).toEqual(expected);
    const byRule = await inTurn.filter(calls, async (callId) => (await room.standing(callId)) === 'by-rule');
    expect((await audit('agreement.by-rule')).map(({ subject }) => subject)).toEqual(byRule);
    // A verifier may still look at one that the rule let through.
    const [first] = byRule;
    if (first) {
      await room.decide(first, 'rejected', { reason: 'contrôle ponctuel' });
      expect(await room.standing(first)).toBe('rejected');
      await room.decide(first, 'approved', { change: true });
    }
    room.clock.nowMs = at('2026-12-01T22:00');
    const held = 6 - byRule.length;
    expect(await week('2026-W48')).toMatchObject({ rows: byRule.length, waiting: held });
  });
});
