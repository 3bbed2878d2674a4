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
  test('an account is found by login and by id, exactly as inserted', async () => {
    const row = accountRow({ login: 'zephyrin', campaigns: [CAMPAIGN, 'AUTRE'] });
    await base.store.write((rows) => rows.accounts.insert(row));
    await base.store.read(async (rows) => {
      expect(await rows.accounts.byLogin('zephyrin')).toEqual(row);
      expect(await rows.accounts.byId(row.id)).toEqual(row);
      expect(await rows.accounts.byLogin('absent')).toBeUndefined();
      expect(await rows.accounts.byId('absent')).toBeUndefined();
      expect(await rows.accounts.all()).toEqual([row]);
    });
  });

  test('a login is given once', async () => {
    await base.store.write((rows) => rows.accounts.insert(accountRow({ login: 'zephyrin' })));
    const again = () => base.store.write((rows) => rows.accounts.insert(accountRow({ login: 'zephyrin' })));
    await expect(again()).rejects.toThrow(
      expect.objectContaining({ code: 'account-exists', kind: 'conflict' }),
    );
  });

  test('an update changes what it names and nothing else', async () => {
    const row = accountRow();
    await base.store.write(async (rows) => {
      await rows.accounts.insert(row);
      await rows.accounts.update(row.id, { disabled: true, campaigns: [] });
      await rows.accounts.update(row.id, {});
    });
    const changed = await base.store.read((rows) => rows.accounts.byId(row.id));
    expect(changed).toEqual({ ...row, disabled: true, campaigns: [] });
  });

  test('sessions end one by one, by account, and by time', async () => {
    const one = accountRow();
    const other = accountRow();
    const session = (tokenHash: string, account: string, expiresAtMs: number) => ({
      tokenHash,
      account,
      createdAtMs: NOW_MS,
      expiresAtMs,
    });
    await base.store.write(async (rows) => {
      await rows.accounts.insert(one);
      await rows.accounts.insert(other);
      for (const hash of ['h1', 'h2', 'h3'])
        await rows.accounts.addSession(session(hash, one.id, NOW_MS + 10));
      await rows.accounts.addSession(session('h4', other.id, NOW_MS));
      await rows.accounts.addSession(session('h5', other.id, NOW_MS + 1));
    });
    expect(await base.store.read((rows) => rows.accounts.session('h1'))).toMatchObject(
      session('h1', one.id, NOW_MS + 10),
    );
    await base.store.write((rows) => rows.accounts.endSession('h1'));
    await base.store.write((rows) => rows.accounts.endSession('h1'));
    expect(await base.store.read((rows) => rows.accounts.session('h1'))).toBeUndefined();
    expect(await base.store.write((rows) => rows.accounts.dropExpiredSessions(NOW_MS))).toBe(1);
    expect((await base.store.read((rows) => rows.accounts.session('h5')))?.account).toBe(other.id);
    expect(await base.store.write((rows) => rows.accounts.endSessionsOf(one.id))).toBe(2);
  });
});

describe('campaigns', () => {
  test('a saved campaign is read back whole, with its script', async () => {
    await base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    await base.store.read(async (rows) => {
      expect(await rows.campaigns.byCode(CAMPAIGN)).toEqual(campaignRow());
      expect(await rows.campaigns.all()).toEqual([campaignRow()]);
      expect(await rows.campaigns.script(CAMPAIGN, 'v1')).toEqual(callScript());
      expect(await rows.campaigns.script(CAMPAIGN, 'v2')).toBeUndefined();
      expect(await rows.campaigns.byCode('ABSENT')).toBeUndefined();
    });
  });

  test('a second save replaces settings, e-mails and script, keeps state, birth and old scripts', async () => {
    const changed = campaignRow({
      settings: settings({ maxRatio: 2 }),
      emails: [],
      scriptVersion: 'v2',
      state: 'open',
      createdAtMs: 1,
    });
    await base.store.write(async (rows) => {
      await rows.campaigns.save(campaignRow(), callScript());
      await rows.campaigns.setState(CAMPAIGN, 'closed');
      await rows.campaigns.save(changed, callScript({ version: 'v2' }));
    });
    await base.store.read(async (rows) => {
      const expected = { ...changed, state: 'closed', createdAtMs: NOW_MS };
      expect(await rows.campaigns.byCode(CAMPAIGN)).toEqual(expected);
      expect(await rows.campaigns.script(CAMPAIGN, 'v1')).toEqual(callScript());
      expect((await rows.campaigns.script(CAMPAIGN, 'v2'))?.version).toBe('v2');
    });
  });

  test('a script version never changes, and saving the same one again is fine', async () => {
    await base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    await base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    const save = () =>
      base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript({ start: 'autre' })));
    await expect(save()).rejects.toThrow(expect.objectContaining({ code: 'script-version-changed' }));
  });

  test.each([{ charity: 'AUTRE' }, { country: 'CH' as const }, { kind: 'reactivation' as const }])(
    'an existing campaign keeps its identity: %o is refused',
    async (change) => {
      await base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
      const save = () => base.store.write((rows) => rows.campaigns.save(campaignRow(change), callScript()));
      await expect(save()).rejects.toThrow(expect.objectContaining({ code: 'campaign-identity-changed' }));
    },
  );
});

describe('deliveries', () => {
  test('a delivery is found by campaign, kind and period, and marked delivered once', async () => {
    const [recordId = 0] = await importRecords(base.store, [{}]);
    const call = agreementRow({ recordId });
    const row = deliveryRow();
    await base.store.write(async (rows) => {
      await rows.calls.insert(call);
      await rows.deliveries.add(row, [{ callId: call.callId, line: 'N', deliveryId: row.id }]);
    });
    await base.store.read(async (rows) => {
      expect(await rows.deliveries.find(CAMPAIGN, 'weekly', '2026-W47')).toEqual(row);
      expect(await rows.deliveries.find(CAMPAIGN, 'weekly', '2026-W48')).toBeUndefined();
      expect(await rows.deliveries.isLineSent(call.callId, 'N')).toBe(true);
      expect(await rows.deliveries.isLineSent(call.callId, 'M')).toBe(false);
      expect(await rows.deliveries.inState('built')).toEqual([row]);
    });
    await base.store.write((rows) => rows.deliveries.markDelivered(row.id, NOW_MS + 5));
    await base.store.write((rows) => rows.deliveries.markDelivered(row.id, NOW_MS + 9));
    await base.store.read(async (rows) => {
      const delivered = { ...row, state: 'delivered', deliveredAtMs: NOW_MS + 5 };
      expect(await rows.deliveries.all(CAMPAIGN)).toEqual([delivered]);
      expect(await rows.deliveries.inState('built')).toEqual([]);
    });
  });

  test('neither a period nor a line is delivered twice, and a refused delivery leaves nothing', async () => {
    const [recordId = 0] = await importRecords(base.store, [{}]);
    const call = agreementRow({ recordId });
    const row = deliveryRow();
    const line = { callId: call.callId, line: 'N' as const, deliveryId: row.id };
    await base.store.write(async (rows) => {
      await rows.calls.insert(call);
      await rows.deliveries.add(row, [line]);
    });
    const refused = expect.objectContaining({ code: 'delivery-already-built', kind: 'conflict' });
    await expect(base.store.write((rows) => rows.deliveries.add(deliveryRow(), []))).rejects.toThrow(refused);
    const next = deliveryRow({ period: '2026-W48' });
    const again = () =>
      base.store.write((rows) => rows.deliveries.add(next, [{ ...line, deliveryId: next.id }]));
    await expect(again()).rejects.toThrow(refused);
    expect(await base.store.read((rows) => rows.deliveries.all(CAMPAIGN))).toEqual([row]);
  });
});
