import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliveryManifest } from '../../../server/domain/delivery/delivery-manifest.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { INIT_SQL } from '../../../server/store/migrations/until-0.4.0/001-init.ts';
import { INIT_FLOOR_SQL } from '../../../server/store/migrations/until-0.4.0/001-init-floor.ts';
import { INIT_LEASES_SQL } from '../../../server/store/migrations/until-0.4.0/001-init-leases.ts';
import {
  agreementRow,
  CAMPAIGN,
  CHARITY,
  callScript,
  campaignRow,
  correctionRow,
  deliveryRow,
  emailRow,
  importRecords,
  NOW_MS,
  temporaryStore,
} from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
let recordId: number;
let callId: string;

beforeEach(async () => {
  base = temporaryStore();
  await base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
  [recordId = 0] = await importRecords(base.store, [{}]);
  const call = agreementRow({ recordId });
  callId = call.callId;
  await base.store.write((rows) => rows.calls.insert(call));
});
afterEach(() => base.dispose());

const insert = (change: Partial<ReturnType<typeof correctionRow>>) =>
  base.store.write((rows) => rows.corrections.insert(correctionRow({ callId, ...change })));

describe('corrections', () => {
  test('stand in order of rank; a rank is taken once; nothing follows a cancellation; none is rewritten', async () => {
    await insert({ rank: 2, newMinor: 1600 });
    await insert({ rank: 1, newMinor: 1500 });
    await expect(insert({ rank: 2 })).rejects.toThrow(
      expect.objectContaining({ code: 'call-corrected-meanwhile' }),
    );
    await insert({ rank: 3, kind: 'X', newMinor: null, newMonthlyMinor: null, firstDebitOn: null });
    await expect(insert({ rank: 4 })).rejects.toThrow(/not corrected again/);
    await base.store.read(async (rows) => {
      expect(
        (await rows.corrections.ofCall(callId)).map((one) => [one.rank, one.kind, one.newMinor]),
      ).toEqual([
        [1, 'M', 1500],
        [2, 'M', 1600],
        [3, 'X', null],
      ]);
      expect(await rows.corrections.calls(CAMPAIGN)).toEqual([callId]);
    });
    await expect(base.raw(`UPDATE correction SET reason = 'autre'`)).rejects.toThrow(/never rewritten/);
  });
});

describe('e-mails and lines of a call', () => {
  test('one confirmation, then rectifications; found by id, by call and by Message-ID', async () => {
    const confirmation = emailRow({ callId, recordId });
    const rectification = emailRow({
      id: 'r-1',
      callId,
      recordId,
      kind: 'rectification',
      messageId: '<r-1@exemple.invalid>',
      callEndedAtMs: NOW_MS + 1,
    });
    await base.store.write(async (rows) => {
      await rows.emails.add(rectification);
      await rows.emails.add(confirmation);
    });
    await expect(base.store.write((rows) => rows.emails.add({ ...confirmation, id: 'c-2' }))).rejects.toThrow(
      expect.objectContaining({ code: 'email-already-queued' }),
    );
    await base.store.read(async (rows) => {
      expect(await rows.emails.ofCall(callId)).toEqual(confirmation);
      expect(await rows.emails.allOfCall(callId)).toEqual([confirmation, rectification]);
      expect(await rows.emails.byId('r-1')).toEqual(rectification);
      expect(await rows.emails.byMessageId('<r-1@exemple.invalid>')).toEqual(rectification);
    });
  });

  test('the same content leaves once: one N and one X a call, an M for each correction', async () => {
    const deliver = (
      period: string,
      line: { line: 'N' | 'M' | 'X'; correctionId?: string; bounced?: boolean },
    ) =>
      base.store.write(async (rows) => {
        const delivery = deliveryRow({ period });
        await rows.deliveries.add(delivery, [{ callId, deliveryId: delivery.id, ...line }]);
      });
    await deliver('w1', { line: 'N' });
    await deliver('w2', { line: 'M', correctionId: 'c1' });
    await deliver('w3', { line: 'M', correctionId: 'c1', bounced: true });
    await deliver('w4', { line: 'X', correctionId: 'c2' });
    for (const again of [
      { line: 'N', correctionId: 'c1' },
      { line: 'M', correctionId: 'c1' },
      { line: 'X', correctionId: 'c3' },
    ] as const)
      await expect(deliver('w5', again)).rejects.toThrow(
        expect.objectContaining({ code: 'delivery-already-built' }),
      );
    expect(await base.store.read((rows) => rows.deliveries.linesOfCall(callId))).toHaveLength(4);
  });

  test('the signed manifest is kept once', async () => {
    const delivery = deliveryRow();
    const content = { generator: 'Plateau', houseFingerprint: 'F', sheets: [] };
    const manifest = (laterMs: number) =>
      deliveryManifest({ delivery, charity: CHARITY, content, deliveredAtMs: NOW_MS + laterMs });
    await base.store.write(async (rows) => {
      await rows.deliveries.add(delivery, [], content);
      await rows.deliveries.keepManifest(delivery.id, manifest(0), 'signature');
      await rows.deliveries.keepManifest(delivery.id, manifest(1), 'autre');
    });
    expect(await base.store.read((rows) => rows.deliveries.proof(delivery.id))).toEqual({
      content,
      manifest: manifest(0),
      signature: 'signature',
      deliveredAtMs: NOW_MS,
    });
  });
});

test('a base of the first version keeps its e-mails and sent lines', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`${INIT_SQL}${INIT_LEASES_SQL}${INIT_FLOOR_SQL} PRAGMA user_version = 1; PRAGMA foreign_keys = OFF;
    INSERT INTO email VALUES ('c1', 'K', 1, 'agreement', 'sent', '<c1@x>', 1, 2, 3, 4, '250');
    INSERT INTO delivered_line VALUES ('c1', 'N', 'd1');`);
  migrate(db);
  expect(db.prepare('SELECT * FROM email').get()).toMatchObject({
    id: 'c1',
    call_id: 'c1',
    state: 'sent',
    carries: '',
    due_at_ms: 2,
    attempts: 3,
    sent_at_ms: 4,
    reply: '250',
  });
  expect(db.prepare('SELECT * FROM delivered_line').get()).toMatchObject({
    call_id: 'c1',
    line: 'N',
    correction_id: '',
    bounced: 0,
    delivery_id: 'd1',
  });
  db.close();
});
