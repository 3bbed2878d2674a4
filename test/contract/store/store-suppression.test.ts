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

function suppress(change: Partial<{ onlyCampaign: boolean; exceptRecordId: number; blinds: string[] }> = {}) {
  const request = { charity: CHARITY, campaign: CAMPAIGN, blinds: [donor, phone], onlyCampaign: false };
  return base.store.write((rows) =>
    rows.records.suppress({ ...request, atMs: NOW_MS + 7, exceptRecordId: 0, ...change }),
  );
}
const record = (id: number | undefined) => base.store.read((rows) => rows.records.byId(id ?? 0));

describe('an objection (promise 4)', () => {
  test('closes every open record of the charity that bears the donor or a number', () => {
    const [self = 0, byPhone, called, other] = importRecords(base.store, [
      { donorBlind: donor },
      { phoneBlinds: ['x', phone] },
      { phoneBlinds: [phone], disposition: 'NJ_NRP', attempts: 1 },
      {},
    ]);
    const [elsewhere] = importRecords(base.store, [{ donorBlind: donor }], { code: OTHER });
    const stranger = { code: 'TIERS-UP', charity: 'TIERS' };
    const [foreign] = importRecords(base.store, [{ donorBlind: donor }], stranger);
    expect(suppress({ exceptRecordId: self })).toEqual({ closed: 3, leased: [] });
    const blocked = { disposition: 'EF_DNC', closedAtMs: NOW_MS + 7 };
    expect(record(byPhone)).toMatchObject({ state: 'excluded', ...blocked });
    expect(record(called)).toMatchObject({ state: 'closed', ...blocked });
    expect(record(elsewhere)).toMatchObject({ state: 'excluded', ...blocked });
    for (const id of [self, other, foreign]) {
      expect(record(id)).toMatchObject({ state: 'ready', disposition: null });
    }
    base.store.read(({ records }) => {
      expect(records.isSuppressed(CHARITY, donor)).toBe(true);
      expect(records.isSuppressed(CHARITY, phone)).toBe(true);
      expect(records.isSuppressed(CHARITY, 'x')).toBe(false);
      expect(records.isSuppressed('TIERS', donor)).toBe(false);
    });
    expect(suppress({ exceptRecordId: self })).toEqual({ closed: 0, leased: [] });
  });

  test('leaves a record on a screen and names it', () => {
    const [id = 0] = importRecords(base.store, [{ donorBlind: donor, phoneBlinds: [phone] }]);
    const request = { agent: 'a1', callId: 'c1', looks: [queueLook()], nowMs: NOW_MS, leaseMs: () => 1 };
    base.store.write((rows) => rows.records.claim(request));
    expect(suppress()).toEqual({ closed: 0, leased: [id] });
    expect(record(id)?.state).toBe('leased');
  });

  test('reaches a record whose file is still being imported', () => {
    importRecords(base.store, []);
    const contactFileId = base.store.write((rows) =>
      rows.records.beginContactFile({
        ...{ campaign: CAMPAIGN, name: 'fictif.xlsx', sha256: 'b'.repeat(64), startedAtMs: NOW_MS },
        ...{ rows: 0, accepted: 0, warned: 0, rejected: 0, excluded: 0 },
      }),
    );
    base.store.write((rows) => rows.records.addStaged([newRecord({ contactFileId, donorBlind: donor })]));
    expect(suppress().closed).toBe(1);
    const counts = { rows: 1, accepted: 1, warned: 0, rejected: 0, excluded: 0, finishedAtMs: NOW_MS };
    base.store.write((rows) => rows.records.finishContactFile(contactFileId, counts));
    const states = base.store.read((rows) => rows.records.countByState(CAMPAIGN));
    expect(states).toMatchObject({ ready: 0, excluded: 1 });
  });

  test('for one campaign only leaves the others', () => {
    const [here] = importRecords(base.store, [{ donorBlind: donor }]);
    const [elsewhere] = importRecords(base.store, [{ donorBlind: donor }], { code: OTHER });
    expect(suppress({ onlyCampaign: true })).toEqual({ closed: 1, leased: [] });
    expect(record(here)?.state).toBe('excluded');
    expect(record(elsewhere)?.state).toBe('ready');
    expect(base.store.read((rows) => rows.records.isSuppressed(CHARITY, donor))).toBe(false);
  });
});
