import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GENESIS_HASH, verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { outOfSample, PRODUCT_REASONS } from '../../../server/domain/audit/product-reasons.ts';
import { auditEntry, CAMPAIGN, temporaryStore } from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const verify = () => base.store.read(async (rows) => await verifyChain(rows.audit.each()));

async function append(count: number): Promise<void> {
  await base.store.write(async (rows) => {
    for (let n = 1; n <= count; n += 1) await rows.audit.append(auditEntry({ subject: String(n) }));
  });
}

test('rows are chained from the genesis hash and read back as appended', async () => {
  expect(await base.store.read((rows) => rows.audit.head())).toEqual({ seq: 0, hash: GENESIS_HASH });
  const [first, second] = await base.store.write(async ({ audit }) => [
    await audit.append(auditEntry()),
    await audit.append(auditEntry({ action: 'call.record', campaign: '' })),
  ]);
  expect(second?.previousHash).toBe(first?.hash);
  await base.store.read(async ({ audit }) => {
    expect(await Array.fromAsync(audit.each())).toEqual([first, second]);
    expect(await Array.fromAsync(audit.each(2))).toEqual([second]);
    expect(await audit.head()).toEqual({ seq: 2, hash: second?.hash });
    expect(await audit.ofCampaign(CAMPAIGN, 'record.open')).toBe(1);
    expect(await audit.ofCampaign(CAMPAIGN, 'call.record')).toBe(0);
  });
});

test('any text survives storage: the chain verifies, over several pages', async () => {
  // PostgreSQL keeps any text but that sign, and says so (test/contract/store/postgres).
  const isNul = base.store.engine === 'postgres' ? /\0/ : /(?!)/;
  const text = fc.string({ unit: 'binary' }).filter((one) => !isNul.test(one));
  const detail = fc.dictionary(
    text,
    fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
  );
  const entry = fc.record({ subject: text, reason: text, detail });
  const entries = fc.sample(entry, { numRuns: 1200, seed: 7 });
  await base.store.write(async ({ audit }) => {
    for (const { detail: figures, ...one } of entries) {
      const clean = Object.entries(figures).filter(([, value]) => !Object.is(value, -0));
      await audit.append(auditEntry({ ...one, detail: Object.fromEntries(clean) }));
    }
    await audit.append(auditEntry({ subject: 'seul \ud800, nul \0'.replace(isNul, '') }));
  });
  expect(await verify()).toMatchObject({ ok: true, count: 1201 });
});

test('R-32 a reason of the product’s own stands in the chain as it is; a typed one under a digest that no key opens', async () => {
  const typed = 'Fiche servie, pensait Mme Inventée';
  for (const reason of [PRODUCT_REASONS.recorded, outOfSample(20), typed])
    await base.store.write(({ audit }) => audit.append(auditEntry({ reason })));
  const rows = await base.store.read(async ({ audit }) => await Array.fromAsync(audit.each()));
  expect(rows.map(({ reason }) => reason)).toEqual([PRODUCT_REASONS.recorded, outOfSample(20), typed]);
  expect(rows.map(({ digest }) => digest?.slice(0, 12))).toEqual([undefined, undefined, 'hmac-sha256:']);
  expect(await verify()).toMatchObject({ ok: true, count: 3 });
});

test('appending happens in the caller’s transaction: rolled back, it leaves no gap', async () => {
  await append(1);
  const fail = () =>
    base.store.write(async (rows) => {
      await rows.audit.append(auditEntry());
      throw new Error('stop');
    });
  await expect(fail()).rejects.toThrow('stop');
  await append(1);
  expect(await verify()).toMatchObject({ ok: true, count: 2 });
});

test.each([
  `UPDATE audit SET reason = 'autre' WHERE seq = 2`,
  'DELETE FROM audit WHERE seq = 3',
  'DELETE FROM audit',
  `INSERT OR REPLACE INTO audit SELECT seq, at_ms, 'autre', action, campaign, subject, reason, detail, previous_hash,
    hash FROM audit WHERE seq = 2`,
  `INSERT INTO audit SELECT 9, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash FROM audit
    WHERE seq = 2`,
])('the base itself refuses: %s', async (sql) => {
  await append(3);
  await expect(base.raw(sql)).rejects.toThrow(/append-only/);
  expect(await verify()).toMatchObject({ ok: true, count: 3 });
});

test.each([
  [`UPDATE audit SET reason = 'autre' WHERE seq = 2`, 2],
  [`UPDATE audit SET detail = '{"areas":3,"first":true}' WHERE seq = 3`, 3],
  ['DELETE FROM audit WHERE seq = 2', 2],
  [`UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 1`, 1],
])('what is done behind its back is found: %s', async (sql, seq) => {
  await append(4);
  await base.raw('DROP TRIGGER audit_no_update', 'DROP TRIGGER audit_no_delete', sql);
  expect(await verify()).toMatchObject({ ok: false, brokenAtSeq: seq });
});
