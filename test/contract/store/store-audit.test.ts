import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GENESIS_HASH, verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { auditEntry, CAMPAIGN, temporaryStore } from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const verify = () => base.store.read((rows) => verifyChain(rows.audit.each()));

function raw(...statements: readonly string[]): void {
  const db = new DatabaseSync(base.file);
  try {
    for (const sql of statements) db.exec(sql);
  } finally {
    db.close();
  }
}

function append(count: number): void {
  base.store.write((rows) => {
    for (let n = 1; n <= count; n += 1) rows.audit.append(auditEntry({ subject: String(n) }));
  });
}

test('rows are chained from the genesis hash and read back as appended', () => {
  expect(base.store.read((rows) => rows.audit.head())).toEqual({ seq: 0, hash: GENESIS_HASH });
  const [first, second] = base.store.write(({ audit }) => [
    audit.append(auditEntry()),
    audit.append(auditEntry({ action: 'call.record', campaign: '' })),
  ]);
  expect(second?.previousHash).toBe(first?.hash);
  base.store.read(({ audit }) => {
    expect([...audit.each()]).toEqual([first, second]);
    expect([...audit.each(2)]).toEqual([second]);
    expect(audit.head()).toEqual({ seq: 2, hash: second?.hash });
    expect(audit.ofCampaign(CAMPAIGN, 'record.open')).toBe(1);
    expect(audit.ofCampaign(CAMPAIGN, 'call.record')).toBe(0);
  });
});

test('any text survives storage: the chain verifies, over several pages', () => {
  const text = fc.string({ unit: 'binary' });
  const detail = fc.dictionary(
    text,
    fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
  );
  const entry = fc.record({ subject: text, reason: text, detail });
  const entries = fc.sample(entry, { numRuns: 1200, seed: 7 });
  base.store.write(({ audit }) => {
    for (const { detail: figures, ...one } of entries) {
      const clean = Object.entries(figures).filter(([, value]) => !Object.is(value, -0));
      audit.append(auditEntry({ ...one, detail: Object.fromEntries(clean) }));
    }
    audit.append(auditEntry({ subject: 'seul \ud800, nul \0' }));
  });
  expect(verify()).toMatchObject({ ok: true, count: 1201 });
});

test('appending happens in the caller’s transaction: rolled back, it leaves no gap', () => {
  append(1);
  const fail = () =>
    base.store.write((rows) => {
      rows.audit.append(auditEntry());
      throw new Error('stop');
    });
  expect(fail).toThrow('stop');
  append(1);
  expect(verify()).toMatchObject({ ok: true, count: 2 });
});

test.each([
  `UPDATE audit SET reason = 'autre' WHERE seq = 2`,
  'DELETE FROM audit WHERE seq = 3',
  'DELETE FROM audit',
  `INSERT OR REPLACE INTO audit SELECT seq, at_ms, 'autre', action, campaign, subject, reason, detail, previous_hash,
    hash FROM audit WHERE seq = 2`,
  `INSERT INTO audit SELECT 9, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash FROM audit
    WHERE seq = 2`,
])('the base itself refuses: %s', (sql) => {
  append(3);
  expect(() => raw(sql)).toThrow(/append-only/);
  expect(verify()).toMatchObject({ ok: true, count: 3 });
});

test.each([
  [`UPDATE audit SET reason = 'autre' WHERE seq = 2`, 2],
  [`UPDATE audit SET detail = '{"areas":3,"first":true}' WHERE seq = 3`, 3],
  ['DELETE FROM audit WHERE seq = 2', 2],
  [`UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 1`, 1],
])('what is done behind its back is found: %s', (sql, seq) => {
  append(4);
  raw('DROP TRIGGER audit_no_update', 'DROP TRIGGER audit_no_delete', sql);
  expect(verify()).toMatchObject({ ok: false, brokenAtSeq: seq });
});
