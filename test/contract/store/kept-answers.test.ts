import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCRIPT_KINDS } from '../../../server/domain/said/script-parts.ts';
import type { Store } from '../../../server/ports/store.ts';
import { sqlAsked } from '../../support/store/counted-sql.ts';
import { KEPT_CASES } from '../../support/store/kept-cases.ts';
import {
  accountRow,
  CAMPAIGN,
  callScript,
  importRecords,
  NOW_MS,
  temporaryStore,
} from '../../support/store/store-rows.ts';

/** No answer that a connection keeps outlives a change of it, whoever makes it: commands write beside the server. */

const SHOWN = Object.entries(KEPT_CASES).filter(([name]) => name !== 'words key');

let base: ReturnType<typeof temporaryStore>;
let beside: Store;
beforeEach(async () => {
  base = temporaryStore();
  await base.store.write(async (rows) => {
    for (const id of ['a1', 'ops-1', 'lead-1']) await rows.accounts.insert(accountRow({ id }));
  });
  // Record number 1 of the campaign.
  await importRecords(base.store, [{}]);
  beside = base.open();
});
afterEach(() => {
  beside.close();
  base.dispose();
});

describe.each(SHOWN)('%s', (_, { ask, change }) => {
  test('is asked of the base once, then only whether anybody wrote', async () => {
    await base.store.read(ask);
    const { statements } = await sqlAsked(async () => await base.store.read(ask));
    // PostgreSQL’s version comes with the beginning of the transaction, and is no statement of SQLite’s.
    expect(statements).toEqual(
      base.store.engine === 'sqlite' ? ['SELECT version AS n FROM kept_version WHERE id = 1'] : [],
    );
  });

  test('is seen as another connection left it, from the next transaction on', async () => {
    const before = await base.store.read(ask);
    await base.store.read(async (rows) => {
      expect(await ask(rows)).toEqual(before);
      await beside.write(change);
      // One transaction sees one state of the base, kept or not.
      expect(await ask(rows)).toEqual(before);
    });
    const after = await base.store.read(ask);
    expect(after).not.toEqual(before);
    expect(after).toEqual(await beside.read(ask));
  });

  test('is seen as this connection left it, within the transaction and after', async () => {
    await base.store.read(ask);
    const within = await base.store.write(async (rows) => {
      await change(rows);
      return await ask(rows);
    });
    expect(within).toEqual(await beside.read(ask));
    expect(await base.store.read(ask)).toEqual(within);
  });

  test('forgets what was read of a transaction that is rolled back', async () => {
    const before = await base.store.read(ask);
    const undone = () =>
      base.store.write(async (rows) => {
        await change(rows);
        expect(await ask(rows)).not.toEqual(before);
        throw new RangeError('undone');
      });
    await expect(undone()).rejects.toThrow(RangeError);
    expect(await base.store.read(ask)).toEqual(before);
  });
});

test.each(SCRIPT_KINDS)(
  'a part planned as %s comes due at its instant, whatever was planned before',
  async (kind) => {
    const due = (atMs: number) => base.store.read(({ scriptLives }) => scriptLives.due(CAMPAIGN, atMs));
    expect(await due(NOW_MS)).toEqual([]);
    await beside.write(async ({ scriptLives }) => {
      const part = { campaign: CAMPAIGN, kind, version: 'v2' } as const;
      const body = { kind: 'script', script: callScript({ version: 'v2' }) } as const;
      await scriptLives.putDraft({ ...part, hash: 'h', importedAtMs: 1, importedBy: 'a1' }, body);
      await scriptLives.change(part, { state: 'approved', approval: 'accord', fromMs: NOW_MS });
    });
    expect(await due(NOW_MS - 1)).toEqual([]);
    expect(await due(NOW_MS)).toMatchObject([{ kind, version: 'v2' }]);
  },
);

test('a key of words kept by another connection seals the next words', async () => {
  const words = {
    seal: (key: string, _: string, text: string) => `${key}(${text.length})`,
    open: () => 'lu',
  };
  const serving = base.open(words);
  const note = {
    atMs: 1,
    actor: 'a1',
    action: 'record.open',
    campaign: CAMPAIGN,
    subject: '1',
    detail: {},
  } as const;
  const typed = async () => {
    const { seq } = await serving.write((rows) => rows.audit.append({ ...note, reason: 'mots' }));
    return (await serving.read((rows) => rows.audit.page(seq, 1)))[0]?.reason;
  };
  expect(await typed()).toBe('mots');
  await beside.write((rows) => rows.words.keepKey(CAMPAIGN, 'cle'));
  // What the cipher of this test opens is no word of anybody: it was sealed.
  expect(await typed()).not.toBe('mots');
  serving.close();
});

test('what is written beside is no reason to ask again, unless it is one of those tables', async () => {
  const [[, { ask }] = ['', { ask: async () => undefined }]] = SHOWN;
  await base.store.read(ask);
  await beside.write((rows) => rows.accounts.insert(accountRow({ id: 'a2' })));
  const { statements } = await sqlAsked(async () => await base.store.read(ask));
  expect(statements.filter((one) => !one.includes('kept_version'))).toEqual([]);
});

test('every answer that is kept has its row in this file', () => {
  const names = readdirSync('server/store', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const source = readFileSync(join('server/store', path), 'utf8');
      return [...source.matchAll(/\.kept\(\s*[`']([^$`']+)/g)].map(([, name = '']) => name.trim());
    });
  expect(names.toSorted()).toEqual(Object.keys(KEPT_CASES).toSorted());
});
