import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  accountRow,
  agreementRow,
  CAMPAIGN,
  callScript,
  campaignRow,
  deliveryRow,
  importRecords,
  NOW_MS,
  settings,
  temporaryStore,
} from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

describe('accounts', () => {
  test('an account is found by login and by id, exactly as inserted', () => {
    const row = accountRow({ login: 'zephyrin', campaigns: [CAMPAIGN, 'AUTRE'] });
    base.store.write((rows) => rows.accounts.insert(row));
    base.store.read((rows) => {
      expect(rows.accounts.byLogin('zephyrin')).toEqual(row);
      expect(rows.accounts.byId(row.id)).toEqual(row);
      expect(rows.accounts.byLogin('absent')).toBeUndefined();
      expect(rows.accounts.byId('absent')).toBeUndefined();
      expect(rows.accounts.all()).toEqual([row]);
    });
  });

  test('a login is given once', () => {
    base.store.write((rows) => rows.accounts.insert(accountRow({ login: 'zephyrin' })));
    const again = () => base.store.write((rows) => rows.accounts.insert(accountRow({ login: 'zephyrin' })));
    expect(again).toThrow(expect.objectContaining({ code: 'account-exists', kind: 'conflict' }));
  });

  test('an update changes what it names and nothing else', () => {
    const row = accountRow();
    base.store.write((rows) => {
      rows.accounts.insert(row);
      rows.accounts.update(row.id, { disabled: true, campaigns: [] });
      rows.accounts.update(row.id, {});
    });
    const changed = base.store.read((rows) => rows.accounts.byId(row.id));
    expect(changed).toEqual({ ...row, disabled: true, campaigns: [] });
  });

  test('sessions end one by one, by account, and by time', () => {
    const one = accountRow();
    const other = accountRow();
    const session = (tokenHash: string, account: string, expiresAtMs: number) => ({
      tokenHash,
      account,
      createdAtMs: NOW_MS,
      expiresAtMs,
    });
    base.store.write((rows) => {
      rows.accounts.insert(one);
      rows.accounts.insert(other);
      for (const hash of ['h1', 'h2', 'h3']) rows.accounts.addSession(session(hash, one.id, NOW_MS + 10));
      rows.accounts.addSession(session('h4', other.id, NOW_MS));
      rows.accounts.addSession(session('h5', other.id, NOW_MS + 1));
    });
    expect(base.store.read((rows) => rows.accounts.session('h1'))).toMatchObject(
      session('h1', one.id, NOW_MS + 10),
    );
    base.store.write((rows) => rows.accounts.endSession('h1'));
    base.store.write((rows) => rows.accounts.endSession('h1'));
    expect(base.store.read((rows) => rows.accounts.session('h1'))).toBeUndefined();
    expect(base.store.write((rows) => rows.accounts.dropExpiredSessions(NOW_MS))).toBe(1);
    expect(base.store.read((rows) => rows.accounts.session('h5'))?.account).toBe(other.id);
    expect(base.store.write((rows) => rows.accounts.endSessionsOf(one.id))).toBe(2);
  });
});

describe('campaigns', () => {
  test('a saved campaign is read back whole, with its script', () => {
    base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    base.store.read((rows) => {
      expect(rows.campaigns.byCode(CAMPAIGN)).toEqual(campaignRow());
      expect(rows.campaigns.all()).toEqual([campaignRow()]);
      expect(rows.campaigns.script(CAMPAIGN, 'v1')).toEqual(callScript());
      expect(rows.campaigns.script(CAMPAIGN, 'v2')).toBeUndefined();
      expect(rows.campaigns.byCode('ABSENT')).toBeUndefined();
    });
  });

  test('a second save replaces settings, e-mails and script, keeps state, birth and old scripts', () => {
    const changed = campaignRow({
      settings: settings({ maxRatio: 2 }),
      emails: [],
      scriptVersion: 'v2',
      state: 'open',
      createdAtMs: 1,
    });
    base.store.write((rows) => {
      rows.campaigns.save(campaignRow(), callScript());
      rows.campaigns.setState(CAMPAIGN, 'closed');
      rows.campaigns.save(changed, callScript({ version: 'v2' }));
    });
    base.store.read((rows) => {
      const expected = { ...changed, state: 'closed', createdAtMs: NOW_MS };
      expect(rows.campaigns.byCode(CAMPAIGN)).toEqual(expected);
      expect(rows.campaigns.script(CAMPAIGN, 'v1')).toEqual(callScript());
      expect(rows.campaigns.script(CAMPAIGN, 'v2')?.version).toBe('v2');
    });
  });

  test('a script version never changes, and saving the same one again is fine', () => {
    base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    const save = () =>
      base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript({ start: 'autre' })));
    expect(save).toThrow(expect.objectContaining({ code: 'script-version-changed' }));
  });

  test.each([{ charity: 'AUTRE' }, { country: 'CH' as const }, { kind: 'reactivation' as const }])(
    'an existing campaign keeps its identity: %o is refused',
    (change) => {
      base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
      const save = () => base.store.write((rows) => rows.campaigns.save(campaignRow(change), callScript()));
      expect(save).toThrow(expect.objectContaining({ code: 'campaign-identity-changed' }));
    },
  );
});

describe('deliveries', () => {
  test('a delivery is found by campaign, kind and period, and marked delivered once', () => {
    const [recordId = 0] = importRecords(base.store, [{}]);
    const call = agreementRow({ recordId });
    const row = deliveryRow();
    base.store.write((rows) => {
      rows.calls.insert(call);
      rows.deliveries.add(row, [{ callId: call.callId, line: 'N', deliveryId: row.id }]);
    });
    base.store.read((rows) => {
      expect(rows.deliveries.find(CAMPAIGN, 'weekly', '2026-W47')).toEqual(row);
      expect(rows.deliveries.find(CAMPAIGN, 'weekly', '2026-W48')).toBeUndefined();
      expect(rows.deliveries.isLineSent(call.callId, 'N')).toBe(true);
      expect(rows.deliveries.isLineSent(call.callId, 'M')).toBe(false);
      expect(rows.deliveries.inState('built')).toEqual([row]);
    });
    base.store.write((rows) => rows.deliveries.markDelivered(row.id, NOW_MS + 5));
    base.store.write((rows) => rows.deliveries.markDelivered(row.id, NOW_MS + 9));
    base.store.read((rows) => {
      const delivered = { ...row, state: 'delivered', deliveredAtMs: NOW_MS + 5 };
      expect(rows.deliveries.all(CAMPAIGN)).toEqual([delivered]);
      expect(rows.deliveries.inState('built')).toEqual([]);
    });
  });

  test('neither a period nor a line is delivered twice, and a refused delivery leaves nothing', () => {
    const [recordId = 0] = importRecords(base.store, [{}]);
    const call = agreementRow({ recordId });
    const row = deliveryRow();
    const line = { callId: call.callId, line: 'N' as const, deliveryId: row.id };
    base.store.write((rows) => {
      rows.calls.insert(call);
      rows.deliveries.add(row, [line]);
    });
    const refused = expect.objectContaining({ code: 'delivery-already-built', kind: 'conflict' });
    expect(() => base.store.write((rows) => rows.deliveries.add(deliveryRow(), []))).toThrow(refused);
    const next = deliveryRow({ period: '2026-W48' });
    const again = () =>
      base.store.write((rows) => rows.deliveries.add(next, [{ ...line, deliveryId: next.id }]));
    expect(again).toThrow(refused);
    expect(base.store.read((rows) => rows.deliveries.all(CAMPAIGN))).toEqual([row]);
  });
});
