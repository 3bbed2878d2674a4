import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../server/ports/store.ts';
import { keptFigures, purgeFindings } from '../../support/purge/purge-findings.ts';
import {
  accountRow,
  agreementRow,
  auditEntry,
  CAMPAIGN,
  CHARITY,
  correctionRow,
  deliveryRow,
  emailRow,
  fakeBlind,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const OTHER = 'TEST-RE-FR';
const MARKER = 'MARQUEUR-EFFACABLE-0199000000';

const sealedMarker = () => Buffer.concat([Buffer.from(MARKER), randomBytes(200)]);

/** Every donor table of the campaign gets rows; blinds and sealed bytes carry the marker. */
async function fill(store: Store, code: string, count = 60): Promise<void> {
  const ids = await importRecords(
    store,
    Array.from({ length: count }, (_, n) => ({
      donorBlind: `${MARKER} ${n}`,
      phoneBlinds: [`${MARKER} tel ${n}`],
      sealed: sealedMarker(),
    })),
    { code },
  );
  const delivery = deliveryRow({ campaign: code });
  await store.write(async (rows) => {
    const calls = ids.slice(0, 20).map((recordId) =>
      agreementRow({
        recordId,
        campaign: code,
        sealed: sealedMarker(),
      }),
    );
    for (const call of calls) {
      await rows.calls.insert(call);
      await rows.emails.add(
        emailRow({ callId: call.callId, recordId: call.recordId, campaign: code, messageId: MARKER }),
      );
    }
    const lines = calls.map(({ callId }) => ({ callId, line: 'N' as const, deliveryId: delivery.id }));
    await rows.deliveries.add(delivery, lines);
    const [{ callId, recordId }] = calls as [(typeof calls)[number]];
    await rows.corrections.insert(correctionRow({ callId, campaign: code }));
    await rows.followUps.add({
      id: callId,
      campaign: code,
      recordId,
      callId,
      kind: 'email-bounced',
      openedAtMs: NOW_MS,
      closedAtMs: null,
      closedBy: null,
    });
    await rows.mandates.add({
      callId,
      campaign: code,
      recordId,
      kind: 'signed',
      signedOn: '2026-11-23',
      recordedAtMs: NOW_MS,
      recordedBy: 'ops-1',
      oldMonthlyMinor: 1000,
      newMonthlyMinor: 1200,
      firstDebitOn: null,
      sealed: sealedMarker(),
      sealVersion: 1,
    });
    const asked = {
      id: `${code}-E1`,
      campaign: code,
      supplier: 'ANNUAIRE',
      fileName: 'demande.xlsx',
      lines: 1,
    };
    const request = { ...asked, createdAtMs: NOW_MS, returnedAtMs: null, attestedOn: null };
    await rows.enrichments.addRequest(request, [{ lineId: `${MARKER} ${code}`, recordId }]);
    const move = { id: `m-${code}`, atMs: NOW_MS, author: 'lead-1', reason: 'absence', moved: 1 };
    await rows.floor.addMove(move, [{ recordId: ids[0]!, fromOwner: null, toOwner: 'a1' }]);
    for (const agent of [`a1-${code}`, `a2-${code}`]) {
      const looks = [queueLook({ campaign: code })];
      await rows.records.claim({ agent, callId: `c-${agent}`, looks, nowMs: NOW_MS, leaseMs: () => 1 });
    }
    await rows.records.releaseLease(`c-a1-${code}`);
    await rows.audit.append(auditEntry({ campaign: code }));
  });
}

async function objectAt(store: Store, code: string, onlyCampaign: boolean): Promise<void> {
  const blinds = [fakeBlind(`objection ${code} ${onlyCampaign}`)];
  await store.write((rows) =>
    rows.records.suppress({
      charity: CHARITY,
      campaign: code,
      blinds,
      onlyCampaign,
      atMs: NOW_MS,
      exceptRecordId: 0,
    }),
  );
}

const counts = (code: string) =>
  base.store.read(async (rows) =>
    Object.fromEntries((await rows.purges.counts(code)).map((one) => [one.table, one.rows])),
  );
/** As a purge does: the campaign answers no more, then its rows go. */
const erase = (code: string) =>
  base.store.write(async (rows) => {
    await rows.campaigns.setState(code, 'purging');
    return await rows.purges.eraseCampaign(code);
  });

function bytesLeft(marker: string | Uint8Array): number {
  return base.store.files().filter((file) => readFileSync(file).includes(marker)).length;
}

describe('erasing a campaign', () => {
  test('takes every donor row of it, counts them, and keeps the rest', async () => {
    await fill(base.store, CAMPAIGN);
    await fill(base.store, OTHER);
    await objectAt(base.store, CAMPAIGN, true);
    await base.store.write((rows) => rows.accounts.insert(accountRow({ id: 'a1' })));
    const before = await counts(CAMPAIGN);
    expect(before).toMatchObject({
      ...{ record: 60, record_phone: 60, lease: 1, ended_lease: 1, call: 20, email: 20, delivered_line: 20 },
      ...{ move_item: 1, suppression: 1, contact_file: 1, correction: 1, follow_up: 1 },
    });
    const other = await counts(OTHER);
    expect(Object.fromEntries((await erase(CAMPAIGN)).map((one) => [one.table, one.rows]))).toEqual(before);
    expect(Object.values(await counts(CAMPAIGN))).toEqual(Object.values(before).map(() => 0));
    expect(await counts(OTHER)).toEqual(other);
    expect((await erase(CAMPAIGN)).every((one) => one.rows === 0)).toBe(true);
    await base.store.read(async (rows) => {
      expect((await rows.campaigns.byCode(CAMPAIGN))?.code).toBe(CAMPAIGN);
      expect(await rows.campaigns.script(CAMPAIGN, 'v1')).toBeDefined();
      expect(await rows.deliveries.all(CAMPAIGN)).toHaveLength(1);
      expect(await rows.audit.ofCampaign(CAMPAIGN, 'record.open')).toBe(1);
      expect(await rows.floor.moves(10)).toHaveLength(2);
      expect(await rows.records.contactFiles(CAMPAIGN)).toEqual([]);
    });
  });

  test("the charity's own list goes with its last campaign", async () => {
    await fill(base.store, CAMPAIGN, 21);
    await fill(base.store, OTHER, 21);
    await objectAt(base.store, CAMPAIGN, false);
    const blind = fakeBlind(`objection ${CAMPAIGN} false`);
    const suppressed = () => base.store.read((rows) => rows.records.isSuppressed(CHARITY, blind));
    expect((await counts(CAMPAIGN)).suppression).toBe(0);
    await erase(CAMPAIGN);
    expect(await suppressed()).toBe(true);
    await base.store.write((rows) => rows.campaigns.setState(CAMPAIGN, 'purged'));
    expect((await counts(OTHER)).suppression).toBe(1);
    await erase(OTHER);
    expect(await suppressed()).toBe(false);
  });

  test('and compacting leave no byte of it in any file, and the base whole', async () => {
    await fill(base.store, CAMPAIGN, 900);
    expect(bytesLeft(MARKER)).toBeGreaterThan(0);
    const samples = await base.store.read(async (rows) => [
      ...(await rows.purges.sealedSamples(CAMPAIGN, 50)),
      ...(await rows.purges.blindSamples(CAMPAIGN, 50)).map((blind) => Buffer.from(blind)),
    ]);
    expect(samples).toHaveLength(100);
    for (const sample of samples) expect(bytesLeft(sample)).toBeGreaterThan(0);
    await erase(CAMPAIGN);
    await base.store.compact();
    expect(bytesLeft(MARKER)).toBe(0);
    for (const sample of samples) expect(bytesLeft(sample)).toBe(0);
    expect(base.store.files()).toContain(base.file);
    await base.store.compact();
    await fill(base.store, OTHER, 21);
  });
});

describe('samples for the re-scan', () => {
  test('of sealed bytes: whole fragments, spread, from records and calls, up to the limit', async () => {
    await fill(base.store, CAMPAIGN);
    const samples = (limit: number) => base.store.read((rows) => rows.purges.sealedSamples(CAMPAIGN, limit));
    const texts = (await samples(10)).map((one) => Buffer.from(one).toString('latin1'));
    expect(texts).toHaveLength(10);
    expect(new Set(texts).size).toBe(10);
    expect(Math.min(...texts.map((one) => one.length))).toBeGreaterThanOrEqual(24);
    expect(await samples(1000)).toHaveLength(81);
    expect(await samples(1)).toHaveLength(1);
    expect(await base.store.read((rows) => rows.purges.sealedSamples('ABSENT', 5))).toEqual([]);
  });

  test('of blind indexes: those that stay with reason in another campaign or on the list are left out', async () => {
    const blind = (name: string) => fakeBlind(name);
    await importRecords(base.store, [
      { donorBlind: blind('only here'), phoneBlinds: [blind('phone here')] },
      { donorBlind: blind('both'), phoneBlinds: [blind('phone both')] },
      { donorBlind: blind('listed'), phoneBlinds: [] },
    ]);
    const shared = { donorBlind: blind('both'), phoneBlinds: [blind('phone both')] };
    await importRecords(base.store, [shared], { code: OTHER });
    const request = { charity: CHARITY, campaign: CAMPAIGN, blinds: [blind('listed')], onlyCampaign: false };
    await base.store.write((rows) => rows.records.suppress({ ...request, atMs: NOW_MS, exceptRecordId: 0 }));
    const samples = async () =>
      [...(await base.store.read((rows) => rows.purges.blindSamples(CAMPAIGN, 10)))].toSorted();
    expect(await samples()).toEqual([blind('only here'), blind('phone here')].toSorted());
    await base.store.write((rows) => rows.campaigns.setState(OTHER, 'purged'));
    expect(await samples()).toHaveLength(5);
  });
});

test('a purge is begun once and goes on from its last step', async () => {
  await importRecords(base.store, []);
  const row = { campaign: CAMPAIGN, startedAtMs: NOW_MS, step: 'begun', operator: 'dpo-1', reason: 'fin' };
  const purge = { ...row, findings: purgeFindings(), end: null, finishedAtMs: null };
  await base.store.write((rows) => rows.purges.begin(purge));
  const again = () => base.store.write((rows) => rows.purges.begin(purge));
  await expect(again()).rejects.toThrow(expect.objectContaining({ code: 'purge-already-begun' }));
  await base.store.read(async (rows) => {
    expect(await rows.purges.byCampaign(CAMPAIGN)).toEqual(purge);
    expect(await rows.purges.byCampaign(OTHER)).toBeUndefined();
    expect(await rows.purges.unfinished()).toEqual([purge]);
    expect(await rows.purges.keptFigures(CAMPAIGN)).toBeUndefined();
  });
  const end = {
    step: 'done',
    findings: purgeFindings({ needles: 12, complementedNeedles: [], openingFailed: true }),
    end: { endedAtMs: NOW_MS + 1, auditHead: { seq: 7, hash: 'e'.repeat(64) } },
    finishedAtMs: NOW_MS + 2,
  };
  await base.store.write(async (rows) => {
    await rows.purges.update(CAMPAIGN, end);
    await rows.purges.keepFigures(CAMPAIGN, keptFigures(1));
    await rows.purges.keepFigures(CAMPAIGN, keptFigures(40));
  });
  await base.store.read(async (rows) => {
    expect(await rows.purges.byCampaign(CAMPAIGN)).toEqual({ ...purge, ...end });
    expect(await rows.purges.unfinished()).toEqual([]);
    expect(await rows.purges.keptFigures(CAMPAIGN)).toEqual(keptFigures(40));
  });
});
