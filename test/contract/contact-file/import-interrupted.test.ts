import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { importContactFile, recoverImports } from '../../../server/steps/contact-file/import-contact-file.ts';
import type { ImportDeps } from '../../../server/steps/contact-file/import-open-file.ts';
import { resumeImportReports } from '../../../server/steps/contact-file/import-report.ts';
import { contactSheetRows, MIXED_ROWS, type RowChange } from '../../support/contact-file/contact-rows.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { NOW_MS } from '../../support/store/store-campaign.ts';

const FILE = 'TESTORG_UPG_FR_20261123.xlsx.pgp';
const REPORT = 'TESTORG_UPG_FR_20261123_RAPPORT.xlsx.pgp';

let room: ImportRoom;
beforeEach(async () => {
  room = await importRoom(NOW_MS);
});
afterEach(() => room.close());

const request = () => ({ campaign: room.campaign.code, fileName: FILE, actor: 'ops-1' });
const workbook = (...changes: readonly RowChange[]) => rawXlsx({ rows: contactSheetRows(changes) });
const records = () =>
  room.deps.store.read(async (rows) => await Array.fromAsync(rows.records.each(room.campaign.code)));
const files = () => room.deps.store.read((rows) => rows.records.contactFiles(room.campaign.code));
const audits = (action: string) =>
  room.deps.store.read((rows) => rows.audit.ofCampaign(room.campaign.code, action));
const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });

class Crash extends Error {}

/** A store that dies before its nth write from now on, as a killed process would: nothing after it runs. */
function dyingAt(write: number): ImportDeps {
  let left = write;
  const { store } = room.deps;
  return {
    ...room.deps,
    store: {
      ...store,
      read: (work) => store.read(work),
      write: async (work) => {
        left -= 1;
        if (left < 0) throw new Crash();
        return await store.write(work);
      },
    },
  };
}

describe('cut in the middle', () => {
  test.each([1, 2, 3, 4])(
    'at write %i: the base is as before, and the file can come again',
    async (write) => {
      await room.give(FILE, workbook(...Array.from({ length: 700 }, (_, at) => ({ ID_DONATEUR: `C${at}` }))));
      await expect(importContactFile(dyingAt(write), request())).rejects.toThrow(Crash);
      expect((await records()).every((row) => row.state === 'staged')).toBe(true);
      expect(
        await room.deps.store.read(
          async (rows) => (await rows.records.queueDepth(room.campaign.code, NOW_MS)).due,
        ),
      ).toBe(0);
      await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('import-running'));
      expect(await recoverImports(room.deps)).toBe(1);
      expect(await recoverImports(room.deps)).toBe(0);
      expect([await files(), await records()]).toEqual([[], []]);
      expect(await importContactFile(room.deps, request())).toMatchObject({ accepted: 700 });
      expect(await records()).toHaveLength(700);
    },
  );

  test.each([11, 12, 13])(
    'at write %i, once the file is said imported: the start lets its last records into the queue',
    async (write) => {
      const { code } = room.campaign;
      await room.give(
        FILE,
        workbook(...Array.from({ length: 2500 }, (_, at) => ({ ID_DONATEUR: `C${at}` }))),
      );
      await expect(importContactFile(dyingAt(write), request())).rejects.toThrow(Crash);
      const counts = () => room.deps.store.read((rows) => rows.records.countByState(code));
      expect(await files()).toMatchObject([{ state: 'imported', accepted: 2500 }]);
      expect(await counts()).toMatchObject({
        ready: 1000 * Math.max(1, write - 11),
        staged: expect.any(Number),
      });
      expect((await counts()).staged).toBeGreaterThan(0);
      expect(await recoverImports(room.deps)).toBe(0);
      expect(await counts()).toMatchObject({ ready: 2500, staged: 0 });
      await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('file-already-imported'));
    },
  );

  test('a campaign closed meanwhile closes the records that were about to enter the queue', async () => {
    const { code } = room.campaign;
    await room.give(FILE, workbook(...Array.from({ length: 1500 }, (_, at) => ({ ID_DONATEUR: `C${at}` }))));
    await expect(importContactFile(dyingAt(8), request())).rejects.toThrow(Crash);
    const close = { campaign: code, reason: 'fin', actor: 'ops-1' };
    expect(await closeCampaign(room.deps, close)).toEqual({ closedRecords: 1500 });
    await recoverImports(room.deps);
    const counts = await room.deps.store.read((rows) => rows.records.countByState(code));
    expect(counts).toMatchObject({ ready: 0, staged: 0, closed: 1500 });
  });

  test('an import cut long ago gives way by itself', async () => {
    await room.give(FILE, workbook({}));
    await expect(importContactFile(dyingAt(1), request())).rejects.toThrow(Crash);
    room.clock.nowMs += 3_600_000;
    expect(await importContactFile(room.deps, request())).toMatchObject({ accepted: 1 });
  });

  test('a failure that is no crash drops its own staged records', async () => {
    await room.give(FILE, workbook({}));
    const deps = {
      ...room.deps,
      vault: {
        blind: room.vault.blind.bind(room.vault),
        blindAll: room.vault.blindAll.bind(room.vault),
        sealRecords: () => Promise.reject(new Error('disk')),
      },
    };
    await expect(importContactFile(deps, request())).rejects.toThrow('disk');
    expect([await files(), await records(), await audits('import.abandon')]).toEqual([[], [], 1]);
  });
});

describe('a report that cannot leave', () => {
  test('does not undo the import; it leaves later with the same bytes', async () => {
    await room.give(FILE, workbook(...MIXED_ROWS));
    room.faults.quotaBytes = 10;
    const summary = await importContactFile(room.deps, request());
    expect(summary).toMatchObject({ accepted: 3, reportWaits: 'drop-full' });
    expect(await resumeImportReports(room.deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 1 });
    delete room.faults.quotaBytes;
    expect(await resumeImportReports(room.deps, { actor: 'system' })).toEqual({ delivered: 1, failed: 0 });
    expect(await resumeImportReports(room.deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
    expect(room.delivered()).toEqual([REPORT]);
  });

  test('and was never built is made again from the charity’s file, and says the same', async () => {
    await room.give(FILE, workbook(...MIXED_ROWS));
    const writer = { write: () => Promise.reject(new Error('killed')) };
    const deps = { ...room.deps, workbooks: { ...room.deps.workbooks, writer } };
    await expect(importContactFile(deps, request())).rejects.toThrow('killed');
    expect(await files()).toMatchObject([{ state: 'imported' }]);
    room.clock.nowMs += 86_400_000;
    await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('file-already-imported'));
    const remade = await room.openDelivered(REPORT);
    const other = await importRoom(NOW_MS);
    try {
      await other.give(FILE, workbook(...MIXED_ROWS));
      await importContactFile(other.deps, request());
      expect(Buffer.compare(remade, await other.openDelivered(REPORT))).toBe(0);
    } finally {
      await other.close();
    }
  });

  test('and whose file was taken back is logged, and waits', async () => {
    await room.give(FILE, workbook({}));
    const writer = { write: () => Promise.reject(new Error('killed')) };
    const deps = { ...room.deps, workbooks: { ...room.deps.workbooks, writer } };
    await expect(importContactFile(deps, request())).rejects.toThrow('killed');
    room.takeBack(FILE);
    expect(await resumeImportReports(room.deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 1 });
    expect(room.logged.at(-1)).toMatchObject({
      event: 'import.report-waiting',
      fields: { code: 'drop-file-missing' },
    });
  });
});
