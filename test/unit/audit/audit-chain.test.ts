import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChainedContent,
  type ChainedRow,
  canonicalContent,
  canonicalDetail,
  chainHash,
  GENESIS_HASH,
  verifyChain,
} from '../../../server/domain/audit/audit-chain.ts';

function chain(contents: readonly Omit<ChainedContent, 'seq'>[]): ChainedRow[] {
  const rows: ChainedRow[] = [];
  for (const content of contents) {
    const previousHash = rows.at(-1)?.hash ?? GENESIS_HASH;
    const row = { ...content, seq: rows.length + 1 };
    rows.push({ ...row, previousHash, hash: chainHash(previousHash, row) });
  }
  return rows;
}

const entry = (subject: string): Omit<ChainedContent, 'seq'> => ({
  atMs: 1_795_000_000_000,
  actor: 'system',
  action: 'import.finish',
  campaign: 'TEST-UP-FR',
  subject,
  reason: 'essai',
  detail: { rows: 12, file: 'fictif.xlsx', whole: true },
});

describe('canonical JSON', () => {
  test('sorts keys, so that equal contents give equal texts whatever the order of writing', () => {
    expect(canonicalDetail({ b: 1, a: 'x' })).toBe('{"a":"x","b":1}');
    expect(canonicalDetail({ a: 'x', b: 1 })).toBe(canonicalDetail({ b: 1, a: 'x' }));
  });

  test('is the JSON of the content with its keys sorted', () => {
    const content = { ...entry('é « 1 »'), seq: 3 };
    const text = canonicalContent(content);
    expect(JSON.parse(text)).toEqual(content);
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(content).toSorted());
  });

  test('refuses a figure that JSON cannot say', () => {
    expect(() => canonicalDetail({ share: Number.NaN })).toThrow(/finite/);
    expect(() => canonicalDetail({ share: -0 })).toThrow(/finite/);
  });

  test('a lone surrogate hashes as what UTF-8 storage gives back', () => {
    expect(canonicalDetail({ a: 'x\ud800' })).toBe(canonicalDetail({ a: 'x\ufffd' }));
  });
});

describe('the chain', () => {
  test('is whole as written; its head is the last hash', async () => {
    const rows = chain([entry('1'), entry('2'), entry('3')]);
    expect(await verifyChain(rows)).toEqual({ ok: true, count: 3, head: rows[2]?.hash });
    expect(await verifyChain([])).toEqual({ ok: true, count: 0, head: GENESIS_HASH });
  });

  test('its hash is fixed for ever: logs already written must still verify', () => {
    expect(chainHash(GENESIS_HASH, { ...entry('1'), seq: 1 })).toMatchInlineSnapshot(
      `"efbb7bc781d045160f31483ddbe62f3784494bb91494d694ea6558b45bda50cb"`,
    );
  });

  test('any edited field, removed row or swapped pair is found, at the first broken row', async () => {
    const contents = fc.array(
      fc.record({
        atMs: fc.nat(),
        actor: fc.string(),
        action: fc.string(),
        campaign: fc.string(),
        subject: fc.string(),
        reason: fc.string(),
        detail: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
      }),
      { minLength: 3, maxLength: 8 },
    );
    const edits = {
      subject: (row: ChainedRow) => ({ ...row, subject: `${row.subject}!` }),
      atMs: (row: ChainedRow) => ({ ...row, atMs: row.atMs + 1 }),
      detail: (row: ChainedRow) => ({ ...row, detail: { ...row.detail, 'slipped in': 1 } }),
      hash: (row: ChainedRow) => ({ ...row, hash: 'f'.repeat(64) }),
      previousHash: (row: ChainedRow) => ({ ...row, previousHash: 'f'.repeat(64) }),
    };
    await fc.assert(
      fc.asyncProperty(
        contents,
        fc.nat(),
        fc.constantFrom(...Object.values(edits)),
        async (all, pick, edit) => {
          const rows = chain(all);
          const at = pick % (rows.length - 1);
          expect((await verifyChain(rows)).ok).toBe(true);
          const edited = rows.map((row, i) => (i === at ? edit(row) : row));
          expect(await verifyChain(edited)).toMatchObject({ ok: false, brokenAtSeq: at + 1 });
          expect(await verifyChain(rows.toSpliced(at, 1))).toMatchObject({ ok: false, brokenAtSeq: at + 1 });
          const swapped = rows.with(at, rows[at + 1]!).with(at + 1, rows[at]!);
          expect(await verifyChain(swapped)).toMatchObject({ ok: false, brokenAtSeq: at + 1 });
        },
      ),
    );
  });

  test('a row rehashed after its edit breaks the next link', async () => {
    const rows = chain([entry('1'), entry('2'), entry('3')]);
    const first = { ...rows[0]!, reason: 'autre' };
    const forged = { ...first, hash: chainHash(GENESIS_HASH, first) };
    expect(await verifyChain([forged, rows[1]!, rows[2]!])).toMatchObject({ ok: false, brokenAtSeq: 2 });
  });
});
