import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewRecord, RecordRow } from '../../../server/ports/rows/records.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import {
  CAMPAIGN,
  callScript,
  campaignRow,
  fakeBlind,
  importRecords,
  NOW_MS,
  newRecord,
  temporaryStore,
} from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const counts = { rows: 2, accepted: 1, warned: 1, rejected: 0, excluded: 1 };
const file = (sha256 = 'a'.repeat(64)) => ({
  campaign: CAMPAIGN,
  name: 'fictif.xlsx',
  sha256,
  startedAtMs: NOW_MS,
  ...{ rows: 0, accepted: 0, warned: 0, rejected: 0, excluded: 0 },
});

async function begin(sha256?: string): Promise<number> {
  return await base.store.write(async (rows) => {
    await rows.campaigns.save(campaignRow(), callScript());
    return await rows.records.beginContactFile(file(sha256));
  });
}

const stage = (records: readonly NewRecord[]) => base.store.write((rows) => rows.records.addStaged(records));
const states = () => base.store.read((rows) => rows.records.countByState(CAMPAIGN));
const inHex = (row: RecordRow | undefined) =>
  row && { ...row, sealed: Buffer.from(row.sealed).toString('hex') };

describe('contact files', () => {
  test('staged records enter the queue when the file is finished, all at once', async () => {
    const id = await begin();
    const accepted = newRecord({ contactFileId: id, rowNumber: 2 });
    const excluded = { state: 'excluded', disposition: 'EF_DOUBLON', closedAtMs: NOW_MS } as const;
    await stage([accepted, newRecord({ contactFileId: id, rowNumber: 3, ...excluded })]);
    expect(await states()).toEqual({ staged: 1, ready: 0, leased: 0, closed: 0, excluded: 1 });
    expect(await base.store.write((rows) => rows.records.leftContactFiles([]))).toHaveLength(1);
    expect(await base.store.read((rows) => rows.records.importedIds(CAMPAIGN))).toEqual([]);
    expect(await base.store.read((rows) => rows.records.importedSums(CAMPAIGN))).toEqual([]);
    const finish = { ...counts, finishedAtMs: NOW_MS + 9 };
    await base.store.write((rows) => rows.records.finishContactFile(id, finish));
    const expected = { ...file(), ...finish, id, state: 'imported' };
    await base.store.read(async ({ records }) => {
      expect(await records.contactFile(id)).toEqual(expected);
      expect(await records.contactFileBySha(CAMPAIGN, 'a'.repeat(64))).toEqual(expected);
      expect(await records.contactFiles(CAMPAIGN)).toEqual([expected]);
      expect(await records.contactFileBySha('AUTRE', 'a'.repeat(64))).toBeUndefined();
    });
    expect(await states()).toMatchObject({ staged: 0, ready: 1, excluded: 1 });
    await base.store.read(async ({ records }) => {
      expect(await records.importedIds(CAMPAIGN)).toEqual(
        (await Array.fromAsync(records.each(CAMPAIGN))).map((row) => row.id),
      );
      const { monthlyMinor } = accepted;
      expect(await records.importedSums(CAMPAIGN)).toEqual([
        { disposition: null, records: 1, monthlyMinor },
        { disposition: 'EF_DOUBLON', records: 1, monthlyMinor },
      ]);
      expect(await records.importedIds('AUTRE')).toEqual([]);
    });
    const again = () => base.store.write((rows) => rows.records.finishContactFile(id, finish));
    await expect(again()).rejects.toThrow(expect.objectContaining({ code: 'contact-file-not-importing' }));
  });

  test('the same bytes are taken in once per campaign, even while they are being imported', async () => {
    await begin();
    await expect(begin()).rejects.toThrow(
      expect.objectContaining({ code: 'contact-file-known', kind: 'conflict' }),
    );
  });

  test('an abandoned file leaves nothing and may come again; an imported one is never abandoned', async () => {
    const id = await begin();
    await stage([2, 3, 4].map((rowNumber) => newRecord({ contactFileId: id, rowNumber })));
    expect(await base.store.write((rows) => rows.records.abandonContactFile(id))).toBe(3);
    expect(await base.store.write((rows) => rows.records.abandonContactFile(id))).toBe(0);
    expect((await states()).staged).toBe(0);
    const again = await begin();
    await stage([newRecord({ contactFileId: again })]);
    const finish = { ...counts, finishedAtMs: NOW_MS };
    await base.store.write((rows) => rows.records.finishContactFile(again, finish));
    expect(await base.store.write((rows) => rows.records.abandonContactFile(again))).toBe(0);
    expect((await states()).ready).toBe(1);
  });

  test('a campaign has one live record per donor; excluded lines may repeat one', async () => {
    const id = await begin();
    const first = newRecord({ contactFileId: id, rowNumber: 2 });
    const excluded = { state: 'excluded', disposition: 'EF_DOUBLON' } as const;
    const { donorBlind } = first;
    await stage([newRecord({ contactFileId: id, rowNumber: 1, donorBlind, ...excluded }), first]);
    const twin = newRecord({ contactFileId: id, rowNumber: 9, donorBlind });
    await expect(stage([twin])).rejects.toThrow(expect.objectContaining({ code: 'donor-twice' }));
    await base.store.read(async ({ records }) => {
      const found = await records.idByDonorBlind(CAMPAIGN, donorBlind);
      expect((await records.byId(found ?? 0))?.state).toBe('staged');
      expect(await records.idByDonorBlind(CAMPAIGN, fakeBlind('absent'))).toBeUndefined();
    });
  });

  test('a transaction takes at most 1,000 records', async () => {
    const id = await begin();
    const many = Array.from({ length: 1001 }, (_, i) => newRecord({ contactFileId: id, rowNumber: i }));
    await expect(stage(many)).rejects.toThrow(/at most 1000/);
    expect((await states()).staged).toBe(0);
  });
});

describe('records', () => {
  test('a record is read back whole, and an update changes what it names', async () => {
    const id = await begin();
    const record = newRecord({
      contactFileId: id,
      owner: 'a1',
      canton: 'VD',
      triesByPart: { M: 1, A: 2, S: 3, SA: 4 },
      voicemailLeft: true,
      lastAttemptAtMs: NOW_MS,
      disposition: 'NJ_NRP',
    });
    await stage([record]);
    const { phoneBlinds, ...row } = record;
    const [recordId = 0] = await base.store.read((rows) =>
      rows.records.idsByPhoneBlind(CAMPAIGN, phoneBlinds[0]!),
    );
    const read = () => base.store.read((rows) => rows.records.byId(recordId));
    expect(inHex(await read())).toEqual(inHex({ ...row, id: recordId }));
    const change = {
      queue: 'callback' as const,
      dueAtMs: NOW_MS + 1,
      owner: null,
      argued: true,
      version: 2,
      triesByPart: { M: 1, A: 2, S: 4, SA: 4 },
      sealed: new Uint8Array([1, 2, 3]),
    };
    await base.store.write((rows) => rows.records.update(recordId, change));
    expect(inHex(await read())).toEqual(inHex({ ...row, id: recordId, ...change }));
    expect(await base.store.read((rows) => rows.records.byId(recordId + 1))).toBeUndefined();
    const absent = () => base.store.write((rows) => rows.records.update(recordId + 1, { version: 3 }));
    await expect(absent()).rejects.toThrow(/a record to change/);
  });

  test('numbers are replaced', async () => {
    const [recordId = 0] = await importRecords(base.store, [{ phoneBlinds: ['p1', 'p2', 'p1'] }]);
    await base.store.write((rows) => rows.records.replacePhoneBlinds(recordId, ['p2', 'p3']));
    const of = (blind: string) => base.store.read((rows) => rows.records.idsByPhoneBlind(CAMPAIGN, blind));
    expect([await of('p1'), await of('p2'), await of('p3')]).toEqual([[], [recordId], [recordId]]);
  });

  test('each walks past one page in id order, and stands writes between two rows', async () => {
    const ids = await importRecords(
      base.store,
      Array.from({ length: 1203 }, () => ({})),
    );
    const walked: number[] = [];
    for await (const record of await base.store.read(async (rows) => rows.records.each(CAMPAIGN))) {
      walked.push(record.id);
      if (record.id % 100 === 0)
        await base.store.write((rows) => rows.records.update(record.id, { version: 2 }));
    }
    expect(walked).toEqual(ids);
    expect(walked).toEqual(walked.toSorted((a, b) => a - b));
  });

  test('a campaign that closes takes its ready records with it', async () => {
    const [open = 0, closed = 0] = await importRecords(base.store, [{}, {}]);
    const end = { state: 'closed', disposition: 'AC_UP', closedAtMs: NOW_MS } as const;
    await base.store.write((rows) => rows.records.update(closed, end));
    const close = () =>
      base.store.write((rows) => rows.records.closeReady(CAMPAIGN, 'EF_CLOTURE', NOW_MS + 1));
    expect([await close(), await close()]).toEqual([1, 0]);
    const row = await base.store.read((rows) => rows.records.byId(open));
    expect(row).toMatchObject({ state: 'closed', disposition: 'EF_CLOTURE', closedAtMs: NOW_MS + 1 });
  });
});

describe('figures of the queue', () => {
  test('closings by disposition, whole or in a span', async () => {
    const ids = await importRecords(
      base.store,
      Array.from({ length: 5 }, () => ({})),
    );
    const ends = ['AC_UP', 'AC_UP', 'EF_FAUX', 'AC_UP'];
    await base.store.write((rows) =>
      inTurn.forEach(ends, async (disposition, n) => {
        await rows.records.update(ids[n]!, { state: 'closed', disposition, closedAtMs: NOW_MS + n });
      }),
    );
    const by = async (span?: { fromMs: number; toMs: number }) =>
      Object.fromEntries(await base.store.read((rows) => rows.records.countByDisposition(CAMPAIGN, span)));
    expect(await by()).toEqual({ AC_UP: 3, EF_FAUX: 1 });
    expect(await by({ fromMs: NOW_MS + 1, toMs: NOW_MS + 3 })).toEqual({ AC_UP: 1, EF_FAUX: 1 });
  });

  test('depth, next time due and areas', async () => {
    await importRecords(base.store, [
      { dueAtMs: NOW_MS },
      { dueAtMs: NOW_MS - 5, queue: 'callback', owner: 'a1', area: 'RE' },
      { dueAtMs: NOW_MS + 50, queue: 'callback', owner: 'a1', area: 'FR-57' },
      { dueAtMs: NOW_MS + 40, queue: 'retry', owner: 'a1' },
    ]);
    await base.store.read(async ({ records }) => {
      expect(await records.queueDepth(CAMPAIGN, NOW_MS)).toEqual({ due: 2, later: 2, callbacks: 2 });
      expect(await records.queueDepth('AUTRE', NOW_MS)).toEqual({ due: 0, later: 0, callbacks: 0 });
      expect(await records.nextDueAtMs(CAMPAIGN, NOW_MS)).toBe(NOW_MS + 40);
      expect(await records.nextDueAtMs(CAMPAIGN, NOW_MS + 40)).toBe(NOW_MS + 50);
      expect(await records.nextDueAtMs(CAMPAIGN, NOW_MS + 50)).toBeUndefined();
      expect(await records.areas(CAMPAIGN)).toEqual(['FR', 'FR-57', 'RE']);
      expect(await records.areas('AUTRE')).toEqual([]);
      expect(await records.callbacksOf('a1', NOW_MS)).toBe(1);
      expect(await records.callbacksOf('a1', NOW_MS + 50)).toBe(2);
    });
  });
});
