import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCRIPT_KINDS } from '../../../server/domain/campaign/script-parts.ts';
import type { Store, StoreReader, StoreWriter } from '../../../server/ports/store.ts';
import { wholeLine } from '../../support/campaign/pledge-line.ts';
import { sqlAsked } from '../../support/store/counted-sql.ts';
import {
  accountRow,
  CAMPAIGN,
  callScript,
  campaignRow,
  importRecords,
  NOW_MS,
  temporaryStore,
} from '../../support/store/store-rows.ts';

/** No answer that a connection keeps outlives a change of it, whoever makes it: commands write beside the server. */

interface Case {
  readonly ask: (rows: StoreReader) => Promise<unknown>;
  readonly change: (rows: StoreWriter) => Promise<unknown>;
}

const profile = {
  ...{ id: 'P1', campaign: CAMPAIGN, author: 'lead-1', reason: '', records: 0 },
  ...{ undoneAtMs: null, undoneBy: null, undoneReason: null, atMs: NOW_MS, weight: 3 },
};
const planned = { campaign: CAMPAIGN, kind: 'script', version: 'v2' } as const;

const LINE = wholeLine();

/** By the name under which the answer is kept. */
const CASES: Readonly<Record<string, Case>> = {
  campaign: {
    ask: ({ campaigns }) => campaigns.byCode(CAMPAIGN),
    change: ({ campaigns }) => campaigns.close(CAMPAIGN, NOW_MS),
  },
  campaigns: {
    ask: ({ campaigns }) => campaigns.all(),
    change: ({ campaigns }) => campaigns.save(campaignRow({ code: 'TEST-AUTRE' }), callScript()),
  },
  'campaign head': {
    ask: ({ campaignHeads }) => campaignHeads.byCode(CAMPAIGN),
    change: ({ campaigns }) => campaigns.close(CAMPAIGN, NOW_MS),
  },
  'campaign heads': {
    ask: ({ campaignHeads }) => campaignHeads.all(),
    change: ({ lines }) => lines.save(LINE, { keyFingerprint: 'F'.repeat(40), createdAtMs: NOW_MS }),
  },
  line: {
    ask: ({ lines }) => lines.byCode(LINE.settings.code),
    change: ({ lines }) => lines.save(LINE, { keyFingerprint: 'F'.repeat(40), createdAtMs: NOW_MS }),
  },
  lines: {
    ask: ({ lines }) => lines.all(),
    change: ({ lines }) => lines.save(LINE, { keyFingerprint: 'F'.repeat(40), createdAtMs: NOW_MS }),
  },
  'line folder': {
    ask: ({ seats }) => seats.folder(CAMPAIGN),
    change: ({ seats }) => seats.setFolder({ campaign: CAMPAIGN, name: 'Ligne', body: '{}', atMs: NOW_MS }),
  },
  script: {
    ask: ({ campaigns }) => campaigns.script(CAMPAIGN, 'v2'),
    change: ({ campaigns }) =>
      campaigns.save(campaignRow({ scriptVersion: 'v2' }), callScript({ version: 'v2' })),
  },
  'aids version': {
    ask: ({ aids }) => aids.currentVersion(CAMPAIGN),
    change: ({ aids }) => aids.setCurrent(CAMPAIGN, { version: 'n1', notes: [], objections: [] }),
  },
  training: {
    ask: ({ training }) => training.of('a1'),
    change: ({ training }) =>
      training.add({ account: 'a1', campaign: CAMPAIGN, passedAtMs: 1, kind: 'practice', recordedBy: 'a1' }),
  },
  'modules learned': {
    ask: ({ modules }) => modules.learned('a1', CAMPAIGN),
    change: ({ modules }) =>
      modules.addPass({ account: 'a1', campaign: CAMPAIGN, module: 'association', passedAtMs: 1 }),
  },
  contracts: {
    ask: ({ contracts }) => contracts.of('a1'),
    change: ({ contracts }) =>
      contracts.add({
        ...{
          id: 'k1',
          account: 'a1',
          kind: 'permanent',
          country: 'FR',
          startsOn: '2026-11-01',
          endsOn: null,
        },
        ...{ proof: 'signed-contract', seenBy: 'ops-1', seenAtMs: NOW_MS },
      }),
  },
  'profile weights': {
    ask: ({ profiles }) => profiles.weights(CAMPAIGN),
    change: ({ profiles }) => profiles.add({ ...profile, kind: 'priority', filter: 'attempts>1' }, []),
  },
  'theme weights': {
    ask: ({ profiles }) => profiles.themeWeights(CAMPAIGN),
    change: ({ profiles }) => profiles.add({ ...profile, kind: 'theme', filter: 'T1' }, []),
  },
  'first script planned': {
    ask: ({ scriptLives }) => scriptLives.due(CAMPAIGN, NOW_MS),
    change: async ({ scriptLives }) => {
      const draft = { ...planned, hash: 'h', importedAtMs: 1, importedBy: 'a1' };
      await scriptLives.putDraft(draft, { kind: 'script', script: callScript({ version: 'v2' }) });
      await scriptLives.change(planned, { state: 'approved', approval: 'accord', fromMs: NOW_MS });
    },
  },
  'paused until': {
    ask: ({ steering }) => steering.pauseOf(CAMPAIGN, NOW_MS),
    change: ({ steering }) =>
      steering.pause({
        ...{ campaign: CAMPAIGN, atMs: NOW_MS, untilMs: NOW_MS + 1, author: 'lead-1', reason: '' },
      }),
  },
  'decisions about': {
    ask: ({ decisions }) => decisions.countAbout(CAMPAIGN, { kind: 'general', value: 'x' }),
    change: ({ decisions }) =>
      decisions.add({
        ...{ id: 'd1', campaign: CAMPAIGN, atMs: NOW_MS, author: 'lead-1', text: 'mots' },
        about: { kind: 'general', value: 'x' },
      }),
  },
  'whether acts wait': {
    ask: ({ persons }) => persons.waitingActsOf(1),
    change: ({ persons }) =>
      persons.addWaitingAct({
        ...{
          recordId: 1,
          kind: 'withdrawal',
          campaign: CAMPAIGN,
          requestId: null,
          actor: 'dpo-1',
          atMs: NOW_MS,
        },
      }),
  },
  'words key': {
    // Nobody asks for the key itself: what a reason is sealed with shows it.
    ask: ({ campaigns }) => campaigns.openCodes('NOBODY'),
    change: ({ words }) => words.keepKey(CAMPAIGN, 'cle'),
  },
};
const SHOWN = Object.entries(CASES).filter(([name]) => name !== 'words key');

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
    expect(statements).toEqual(base.store.engine === 'sqlite' ? ['PRAGMA data_version'] : []);
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
      const part = { ...planned, kind };
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

test('every answer that is kept has its row in this file', () => {
  const names = readdirSync('server/store', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const source = readFileSync(join('server/store', path), 'utf8');
      return [...source.matchAll(/\.kept\(\s*[`']([^$`']+)/g)].map(([, name = '']) => name.trim());
    });
  expect(names.toSorted()).toEqual(Object.keys(CASES).toSorted());
});
