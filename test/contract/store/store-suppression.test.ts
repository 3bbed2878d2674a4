import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CAMPAIGN,
  CHARITY,
  fakeBlind,
  importRecords,
  NOW_MS,
  newRecord,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const donor = fakeBlind('donor-objects');
const phone = fakeBlind('phone-objects');
const OTHER = 'TEST-RE-FR';

async function suppress(
  change: Partial<{ onlyCampaign: boolean; exceptRecordId: number; blinds: string[] }> = {},
) {
  const request = { charity: CHARITY, campaign: CAMPAIGN, blinds: [donor, phone], onlyCampaign: false };
  return await base.store.write((rows) =>
    rows.records.suppress({ ...request, atMs: NOW_MS + 7, exceptRecordId: 0, ...change }),
  );
}
const record = (id: number | undefined) => base.store.read((rows) => rows.records.byId(id ?? 0));

describe('an objection (promise 4)', () => {
  test('closes every open record of the charity that bears the donor or a number', async () => {
    const [self = 0, byPhone, called, other] = await importRecords(base.store, [
      { donorBlind: donor },
      { phoneBlinds: ['x', phone] },
      { phoneBlinds: [phone], disposition: 'NJ_NRP', attempts: 1 },
      {},
    ]);
    const [elsewhere] = await importRecords(base.store, [{ donorBlind: donor }], { code: OTHER });
    const stranger = { code: 'TIERS-UP', charity: 'TIERS' };
    const [foreign] = await importRecords(base.store, [{ donorBlind: donor }], stranger);
    expect(await suppress({ exceptRecordId: self })).toEqual({ closed: 3, leased: [] });
    const blocked = { disposition: 'EF_DNC', closedAtMs: NOW_MS + 7 };
    expect(await record(byPhone)).toMatchObject({ state: 'excluded', ...blocked });
    expect(await record(called)).toMatchObject({ state: 'closed', ...blocked });
    expect(await record(elsewhere)).toMatchObject({ state: 'excluded', ...blocked });
    for (const id of [self, other, foreign]) {
      expect(await record(id)).toMatchObject({ state: 'ready', disposition: null });
    }
    await base.store.read(async ({ records }) => {
      expect(await records.isSuppressed(CHARITY, donor)).toBe(true);
      expect(await records.isSuppressed(CHARITY, phone)).toBe(true);
      expect(await records.isSuppressed(CHARITY, 'x')).toBe(false);
      expect(await records.isSuppressed('TIERS', donor)).toBe(false);
    });
    expect(await suppress({ exceptRecordId: self })).toEqual({ closed: 0, leased: [] });
  });

  test('leaves a record on a screen and names it', async () => {
    const [id = 0] = await importRecords(base.store, [{ donorBlind: donor, phoneBlinds: [phone] }]);
    const request = { agent: 'a1', callId: 'c1', looks: [queueLook()], nowMs: NOW_MS, leaseMs: () => 1 };
    await base.store.write((rows) => rows.records.claim(request));
    expect(await suppress()).toEqual({ closed: 0, leased: [id] });
    expect((await record(id))?.state).toBe('leased');
  });

  test('reaches a record whose file is still being imported', async () => {
    await importRecords(base.store, []);
    const contactFileId = await base.store.write((rows) =>
      rows.records.beginContactFile({
        ...{ campaign: CAMPAIGN, name: 'fictif.xlsx', sha256: 'b'.repeat(64), startedAtMs: NOW_MS },
        ...{ rows: 0, accepted: 0, warned: 0, rejected: 0, excluded: 0 },
      }),
    );
    await base.store.write((rows) =>
      rows.records.addStaged([newRecord({ contactFileId, donorBlind: donor })]),
    );
    expect((await suppress()).closed).toBe(1);
    const counts = { rows: 1, accepted: 1, warned: 0, rejected: 0, excluded: 0, finishedAtMs: NOW_MS };
    await base.store.write((rows) => rows.records.finishContactFile(contactFileId, counts));
    const states = await base.store.read((rows) => rows.records.countByState(CAMPAIGN));
    expect(states).toMatchObject({ ready: 0, excluded: 1 });
  });

  test('for one campaign only leaves the others', async () => {
    const [here] = await importRecords(base.store, [{ donorBlind: donor }]);
    const [elsewhere] = await importRecords(base.store, [{ donorBlind: donor }], { code: OTHER });
    expect(await suppress({ onlyCampaign: true })).toEqual({ closed: 1, leased: [] });
    expect((await record(here))?.state).toBe('excluded');
    expect((await record(elsewhere))?.state).toBe('ready');
    expect(await base.store.read((rows) => rows.records.isSuppressed(CHARITY, donor))).toBe(false);
  });
});
