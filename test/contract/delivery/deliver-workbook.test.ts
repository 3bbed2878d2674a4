import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkbookSpec } from '../../../server/domain/files/sheets.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { DeliverDeps } from '../../../server/steps/delivery/deliver-weekly.ts';
import {
  type DeliverWorkbookRequest,
  deliverWorkbook,
} from '../../../server/steps/delivery/deliver-workbook.ts';
import { resumeDeliveries } from '../../../server/steps/delivery/resume-deliveries.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { type DeliveryRoom, deliveryRoom } from '../../support/delivery/delivery-room.ts';
import { agreementRow, NOW_MS } from '../../support/store/store-rows.ts';

const SPEC: WorkbookSpec = {
  title: 'Essai',
  createdAtMs: NOW_MS,
  sheets: [{ name: 'ESSAI', columns: [{ header: 'ID', width: 10, kind: 'text' }], rows: [['001'], ['002']] }],
};
const CALL = '00000001-0000-4000-8000-000000000000';
const REMOTE = 'TESTORG_ESSAI.xlsx.pgp';

let room: DeliveryRoom;
let campaign: CampaignRow;

beforeEach(async () => {
  room = await deliveryRoom(NOW_MS);
  campaign = await room.addCampaign();
  const [recordId = 0] = await room.addRecords(campaign, [{ donor: fictitiousDonor(1) }]);
  await room.deps.store.write((rows) => rows.calls.insert(agreementRow({ callId: CALL, recordId })));
});
afterEach(() => room.close());

const request = (change: Partial<DeliverWorkbookRequest> = {}): DeliverWorkbookRequest => ({
  campaign,
  kind: 'weekly',
  period: '2026-W47',
  fileName: 'TESTORG_ESSAI.xlsx',
  spec: SPEC,
  rows: 2,
  lines: [{ callId: CALL, line: 'N' }],
  actor: 'ops-1',
  ...change,
});
const audits = (action: string) =>
  room.deps.store.read((rows) => rows.audit.ofCampaign(campaign.code, action));
const find = () => room.deps.store.read((rows) => rows.deliveries.find(campaign.code, 'weekly', '2026-W47'));

/** Exactly one file at the charity's, the recorded one, with its proof; one receipt; the sealed bytes are kept here for a re-send. */
async function expectDeliveredOnce(): Promise<void> {
  const row = await find();
  expect(room.delivered()).toEqual([REMOTE]);
  expect(room.deliveredHash(REMOTE)).toBe(row?.sha256Sealed);
  const clear = await room.openDelivered(REMOTE);
  expect(createHash('sha256').update(clear).digest('hex')).toBe(row?.sha256Clear);
  expect([row?.state, await audits('delivery.built'), await audits('delivery.sent')]).toEqual([
    'delivered',
    1,
    1,
  ]);
  expect(room.proofs()).toEqual([`${REMOTE}.manifest.json`, `${REMOTE}.manifest.json.asc`]);
  expect((await room.deps.outgoing.list()).map((one) => one.id)).toEqual([row?.id]);
}

class Crash extends Error {}

/** Real parts of which one dies right after doing its work, as a killed process would. */
type Boundary = (deps: DeliverDeps) => Partial<DeliverDeps>;

/** Wraps a method so that its `nth` call does its work, then dies. */
function dies<Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>, nth = 1) {
  let calls = 0;
  return async (...args: Args): Promise<Result> => {
    const result = await work(...args);
    calls += 1;
    if (calls === nth) throw new Crash();
    return result;
  };
}

const storeDies =
  (nth: number): Boundary =>
  ({ store }) => {
    let writes = 0;
    return {
      store: {
        ...store,
        write: async (work) => {
          const result = await store.write(work);
          writes += 1;
          if (writes === nth) throw new Crash();
          return result;
        },
      },
    };
  };

const BOUNDARIES: Record<string, Boundary> = {
  'the workbook is built': ({ workbooks }) => ({
    workbooks: { writer: { write: dies(workbooks.writer.write) } },
  }),
  'the message is sealed': ({ exchange }) => ({
    exchange: Object.assign(Object.create(exchange), {
      sealForCharity: dies(exchange.sealForCharity.bind(exchange)),
    }),
  }),
  'the sealed bytes wait': ({ outgoing }) => ({ outgoing: { ...outgoing, put: dies(outgoing.put) } }),
  'the delivery is recorded': storeDies(1),
  'the drop was looked at': ({ drop }) => ({
    drop: { ...drop, hashOfDelivered: dies(drop.hashOfDelivered, 1) },
  }),
  'the file is uploaded': ({ drop }) => ({ drop: { ...drop, deliver: dies(drop.deliver) } }),
  'the remote hash was checked': ({ drop }) => ({
    drop: { ...drop, hashOfDelivered: dies(drop.hashOfDelivered, 2) },
  }),
  'the manifest is signed': ({ exchange }) => ({
    exchange: Object.assign(Object.create(exchange), {
      sealForCharity: exchange.sealForCharity.bind(exchange),
      charityFingerprint: exchange.charityFingerprint.bind(exchange),
      houseFingerprint: exchange.houseFingerprint.bind(exchange),
      signDetached: dies(exchange.signDetached.bind(exchange)),
    }),
  }),
  'the manifest is kept': storeDies(2),
  'its signature is uploaded': ({ drop }) => ({ drop: { ...drop, deliver: dies(drop.deliver, 2) } }),
  'the manifest is uploaded': ({ drop }) => ({ drop: { ...drop, deliver: dies(drop.deliver, 3) } }),
  'the receipt is written': storeDies(3),
};

describe('R-25 a delivery leaves once, whatever happens', () => {
  it('sends, keeps the receipt, and sends nothing the second time', async () => {
    const first = await deliverWorkbook(room.deps, request());
    room.clock.nowMs += 60_000;
    const second = await deliverWorkbook(room.deps, request());
    expect(first).toMatchObject({
      alreadyDelivered: false,
      state: 'delivered',
      deliveredAtMs: NOW_MS,
      rows: 2,
    });
    expect(second).toEqual({ ...first, alreadyDelivered: true });
    expect(room.uploads()).toBe(1);
    await expectDeliveredOnce();
  });

  describe.each(Object.entries(BOUNDARIES))('killed when %s', (_name, boundary) => {
    it('is taken up with the same bytes, one file, one receipt', async () => {
      await expect(deliverWorkbook({ ...room.deps, ...boundary(room.deps) }, request())).rejects.toThrow(
        Crash,
      );
      const before = await find();
      expect((await resumeDeliveries(room.deps, { actor: 'system' })).failed).toBe(0);
      if (!before) expect(await room.deps.outgoing.list()).toEqual([]);
      const done = await deliverWorkbook(room.deps, request());
      if (before) expect([done.id, done.sha256Sealed]).toEqual([before.id, before.sha256Sealed]);
      await expectDeliveredOnce();
      expect(room.uploads()).toBe(1);
      expect(await resumeDeliveries(room.deps, { actor: 'system' })).toEqual({
        resumed: 0,
        failed: 0,
        orphansRemoved: 0,
      });
    });
  });

  it('waits as built while the charity’s disk is full, shows no half file, and leaves with the same bytes later', async () => {
    room.faults.quotaBytes = 100;
    await expect(deliverWorkbook(room.deps, request())).rejects.toMatchObject({ code: 'drop-full' });
    expect(room.delivered()).not.toContain(REMOTE);
    const built = await find();
    expect(built?.state).toBe('built');
    expect(await resumeDeliveries(room.deps, { actor: 'system' })).toMatchObject({ resumed: 0, failed: 1 });
    expect(room.logged).toContain('drop-full');
    delete room.faults.quotaBytes;
    expect(await resumeDeliveries(room.deps, { actor: 'system' })).toMatchObject({ resumed: 1, failed: 0 });
    expect((await find())?.sha256Sealed).toBe(built?.sha256Sealed);
    await expectDeliveredOnce();
  });

  it('two requests at once send one file', async () => {
    const both = await Promise.all([
      deliverWorkbook(room.deps, request()),
      deliverWorkbook(room.deps, request()),
    ]);
    expect(both[0]?.id).toBe(both[1]?.id);
    await expectDeliveredOnce();
  });

  it('never sends other bytes than those recorded', async () => {
    await expect(deliverWorkbook({ ...room.deps, ...storeDies(1)(room.deps) }, request())).rejects.toThrow(
      Crash,
    );
    const row = await find();
    if (!row) throw new Error('the row was written before the crash');
    await room.deps.outgoing.put(row.id, new Uint8Array(50));
    await expect(deliverWorkbook(room.deps, request())).rejects.toMatchObject({
      code: 'delivery-bytes-missing',
    });
    expect(room.delivered()).toEqual([]);
  });

  it('refuses a line that left in another file, and keeps nothing of it', async () => {
    await deliverWorkbook(room.deps, request());
    const again = request({ period: '2026-W48', fileName: 'TESTORG_AUTRE.xlsx' });
    await expect(deliverWorkbook(room.deps, again)).rejects.toMatchObject({ code: 'delivery-line-sent' });
    await expectDeliveredOnce();
  });

  it('gives another campaign of the charity a name of its own', async () => {
    await deliverWorkbook(room.deps, request());
    const other = await room.addCampaign({ code: 'TEST-UP-FR-2' });
    await deliverWorkbook(room.deps, request({ campaign: other, lines: [] }));
    expect(room.delivered()).toEqual([REMOTE, 'TESTORG_ESSAI_TEST-UP-FR-2.xlsx.pgp']);
  });
});
