import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConsentedCall, consentStatement } from '../../../server/domain/agreement/consent-statement.ts';
import { sha256 } from '../../../server/domain/files/sha256.ts';
import { showConsent } from '../../../server/steps/agreement/show-consent.ts';
import { undoCall } from '../../../server/steps/call/undo-call.ts';
import { type VerifyRoom, verifyRoom } from '../../support/agreement/verify-room.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;

let room: VerifyRoom;

const show = (callId: string, account: Parameters<typeof showConsent>[1]['account'] = room.lead) =>
  showConsent(room.deps, { callId, reason: 'contestation reçue', account });
const rowsOf = (callId: string) => room.deps.store.read((rows) => rows.consents.ofCall(callId));
const entry = (seq: number) => room.deps.store.read(async (rows) => (await rows.audit.page(seq, 1))[0]);

describe('F-04 what a donor agreed to is kept, and can be proved', () => {
  let callId: string;

  stopAtFirstFailure();
  beforeAll(async () => {
    room = await verifyRoom(at('2026-11-24T11:00'), { mode: 'all', ratePercent: 20, firstAgreements: 0 });
    callId = await room.agree();
  });
  afterAll(() => room.close());

  it('the log vouches for the consent, which says nothing of who the donor is', async () => {
    const [given] = await rowsOf(callId);
    expect(await entry(given?.auditSeq ?? 0)).toMatchObject({
      action: 'call.record',
      subject: callId,
      detail: { consent: given?.digest, consentVersion: 1 },
    });
    // What the wording says of the donor stands as a name of variable.
    expect(given?.statement).not.toMatch(/Testeur-Zéphyrin|Fictive|IMAGINAIRE|exemple\.invalid/);
  });

  it('it says what was read, the amounts, the date, who and when', async () => {
    const first = await show(callId);
    expect(first).toMatchObject({ campaign: room.campaign.code, audit: { ok: true } });
    expect(first.versions).toMatchObject([
      {
        agent: 'testeur.agent-1',
        problems: [],
        text: '[civilite_nom], votre don passe de 12 € à 17 €, dix-sept euros, par mois, à partir du 10 décembre 2026. Oui ?',
        statement: {
          version: 1,
          previous: '',
          kind: 'given',
          at: '2026-11-24T11:00:00+01:00',
          ...{ oldMinor: 1200, newMinor: 1700, currency: 'EUR', frequency: 'M', firstDebitOn: '2026-12-10' },
          script: { version: 'v2' },
          readBack: { node: 'accord' },
        },
      },
    ]);
  });

  it('each correction adds a version, which names the one before', async () => {
    await room.correct(callId, 1500);
    await room.correct(callId, 'cancel');
    const { versions } = await show(callId, { id: 'dpo', role: 'dataOfficer', campaigns: [] });
    expect(versions.map(({ statement: one }) => [one.kind, one.newMinor, one.readBack === null])).toEqual([
      ['given', 1700, false],
      ['corrected', 1500, true],
      ['cancelled', null, true],
    ]);
    expect(versions.map(({ statement: one }) => one.previous)).toEqual([
      '',
      ...versions.slice(0, 2).map(({ digest }) => digest),
    ]);
    expect(versions.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('a call taken back at once leaves a consent that says so', async () => {
    const undone = await room.agree();
    await undoCall(room.deps, { agent: room.agent, callId: undone });
    expect((await show(undone)).versions.at(-1)).toMatchObject({
      statement: { kind: 'undone', newMinor: null },
    });
  });

  it('each question is an entry; a stranger learns nothing, nor is there one for a gift that is no agreement', async () => {
    const asked = await room.deps.store.read((rows) =>
      rows.audit.ofCampaign(room.campaign.code, 'consent.show'),
    );
    expect(asked).toBe(3);
    const gift = await room.agree({}, 'DP_LIEN');
    for (const [id, account] of [
      [callId, { ...room.lead, campaigns: [] }],
      [gift, room.lead],
    ] as const)
      await expect(show(id, account)).rejects.toMatchObject({ code: 'consent-unknown' });
    expect(await room.standing(gift)).toBeUndefined();
  });
});

describe('F-04 in the base', () => {
  afterEach(() => room.close());

  it('a statement rewritten in the base shows, with its digest made to match too', async () => {
    room = await verifyRoom(at('2026-11-24T11:00'), { mode: 'none', ratePercent: 20, firstAgreements: 0 });
    const callId = await room.agree();
    expect(await room.standing(callId)).toBeUndefined();
    const [row] = await rowsOf(callId);
    const forged = (row?.statement ?? '').replace('"newMinor":1700', '"newMinor":2700');
    expect(forged).not.toBe(row?.statement);
    const [file = ''] = room.deps.store.files();
    const write = (statement: string, digest: string) => {
      const db = new DatabaseSync(file);
      db.exec('PRAGMA busy_timeout = 5000; DROP TRIGGER IF EXISTS consent_never_rewritten');
      db.prepare('UPDATE consent SET statement = ?, digest = ?').run(statement, digest);
      db.close();
    };
    write(forged, row?.digest ?? '');
    expect((await show(callId)).versions[0]?.problems.join()).toContain('ne correspond plus à son empreinte');
    write(forged, sha256(forged));
    expect((await show(callId)).versions[0]?.problems.join()).toContain('ne porte pas cette empreinte');
    write(row?.statement ?? '', row?.digest ?? '');
    expect((await show(callId)).versions[0]?.problems).toEqual([]);
  });

  it('the purge erases it, and the rule that nothing rewrites it holds until then', async () => {
    room = await verifyRoom(at('2026-11-24T11:00'), { mode: 'all', ratePercent: 20, firstAgreements: 0 });
    const callId = await room.agree();
    const { store } = room.deps;
    const [row] = await rowsOf(callId);
    if (!row) throw new Error('the consent of the agreement');
    await expect(store.write((rows) => rows.consents.add(row))).rejects.toThrow(/vient d’être modifié/);
    const { code } = room.campaign;
    await store.write((rows) => rows.campaigns.setState(code, 'purging'));
    const counts = await store.write((rows) => rows.purges.eraseCampaign(code));
    const erased = new Map(counts.map(({ table, rows }) => [table, rows]));
    expect([erased.get('consent'), erased.get('agreement_check')]).toEqual([1, 1]);
    expect(await rowsOf(callId)).toEqual([]);
    await expect(show(callId)).rejects.toMatchObject({ code: 'consent-unknown' });
  });
});

it('equal facts give equal statements', () => {
  const call: ConsentedCall = {
    callId: 'c',
    campaign: 'TEST',
    disposition: 'AC_UP',
    agent: 'a',
    currency: 'EUR',
    frequency: 'M',
    oldMinor: 1000,
    newMinor: 1500,
    firstDebitOn: null,
    askLevel: '1',
    scriptVersion: 'v1',
  };
  const other = { author: 'a', atMs: 0, before: undefined, script: undefined, readBack: null };
  const made = consentStatement({ call, kind: 'given', ...other });
  expect(consentStatement({ call, kind: 'given', ...other })).toEqual(made);
  expect(made.digest).toBe(sha256(made.statement));
});
