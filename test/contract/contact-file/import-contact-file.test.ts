import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contactWorkbook } from '../../../scripts/demo/contact-workbook.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import type { RecordRow } from '../../../server/ports/rows/records.ts';
import { proposeTowns } from '../../../server/steps/campaign/propose-towns.ts';
import {
  checkContactFile,
  type ImportSummary,
  importContactFile,
} from '../../../server/steps/contact-file/import-contact-file.ts';
import { contactSheetRows, MIXED_ROWS, type RowChange } from '../../support/contact-file/contact-rows.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { NOW_MS, settings } from '../../support/store/store-campaign.ts';

const FILE = 'TESTORG_UPG_FR_20261123.xlsx.pgp';
const REPORT = 'TESTORG_UPG_FR_20261123_RAPPORT.xlsx.pgp';

let room: ImportRoom;
beforeEach(async () => {
  room = await importRoom(NOW_MS);
});
afterEach(() => room.close());

const request = (change: object = {}) => ({
  campaign: room.campaign.code,
  fileName: FILE,
  actor: 'ops-1',
  ...change,
});
const workbook = (...changes: readonly RowChange[]) => rawXlsx({ rows: contactSheetRows(changes) });
const records = (): Promise<RecordRow[]> =>
  room.deps.store.read(async (rows) => await Array.fromAsync(rows.records.each(room.campaign.code)));
const files = () => room.deps.store.read((rows) => rows.records.contactFiles(room.campaign.code));
const audits = (action: string) =>
  room.deps.store.read((rows) => rows.audit.ofCampaign(room.campaign.code, action));
const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });

describe('an import', () => {
  test('keeps of a value its class, and nothing else in clear (R-63)', async () => {
    const profiles = {
      canal: { column: 'CANAL_RECRUTEMENT', classes: { RUE: ['street'] } },
      age: { bands: [45, 65] },
      projet: { column: 'INFO_3', classes: { FORET: ['Forêts primaires'] } },
    } as const;
    const campaign = await room.addCampaign({
      code: 'TEST-CLASSES',
      settings: settings({ code: 'TEST-CLASSES', profiles: structuredClone(profiles) as never }),
    });
    const row = { CODE_CAMPAGNE: 'TEST-CLASSES', CANAL_RECRUTEMENT: 'Street', TRANCHE_AGE: '75+' };
    const told = 'Zoologie-confidentielle';
    const sheet = workbook(
      { ...row, ID_DONATEUR: 'A1', INFO_1: told, INFO_3: 'forets primaires' },
      { ...row, ID_DONATEUR: 'A2', CANAL_RECRUTEMENT: 'Zeppelin-secret', INFO_3: told },
    );
    await room.give(FILE, sheet, campaign.code);
    await importContactFile(room.deps, request({ campaign: campaign.code }));
    const stored = await room.deps.store.read(
      async (rows) => await Array.fromAsync(rows.records.each(campaign.code)),
    );
    expect(stored.map(({ classes }) => classes)).toEqual([
      { canal: 'RUE', age: '65_ET_PLUS', projet: 'FORET' },
      { canal: 'AUTRE', age: '65_ET_PLUS', projet: 'AUTRE' },
    ]);
    const disk = readdirSync(room.dataDir, { withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ name }) => readFileSync(join(room.dataDir, name)).toString('latin1'))
      .join('');
    for (const secret of [told, 'Zeppelin-secret']) expect(disk).not.toContain(secret);
    const last = stored.at(-1) as RecordRow;
    const { donor } = await room.vault.openRecord(recordPlace(last), last.sealed);
    expect([donor.recruitmentChannel, donor.infos]).toEqual(['Zeppelin-secret', ['', '', told, '', '']]);
  });

  test('brings every row where it belongs, sealed (R-02)', async () => {
    await room.give(FILE, workbook(...MIXED_ROWS));
    const summary = await importContactFile(room.deps, request());
    expect(summary).toMatchObject({ rows: 7, accepted: 3, warned: 1, excluded: 3, rejected: 1 });
    const stored = await records();
    expect(stored.map((row) => [row.rowNumber, row.state, row.disposition])).toEqual([
      [2, 'ready', null],
      [3, 'ready', null],
      [4, 'excluded', 'EF_DNC'],
      [5, 'excluded', 'EF_SANSTEL'],
      [6, 'excluded', 'EF_DOUBLON'],
      [8, 'ready', null],
    ]);
    expect(stored.at(-1)).toMatchObject({
      area: 'FR-57',
      segment: 'FIDELES',
      giftMinor: 1250,
      monthlyMinor: 417,
      frequency: 'T',
      queue: 'new',
      nextPart: 'S',
      dueAtMs: NOW_MS,
    });
    const last = stored.at(-1) as RecordRow;
    const { donor, imported } = await room.vault.openRecord(recordPlace(last), last.sealed);
    expect(donor).toMatchObject({ donorId: 'A6', lastName: 'Testeur-Zéphyrin', postcode: '57990' });
    expect(imported).toMatchObject({ CP: '57990', TEL_MOBILE: '+33639981234', TEL_AUTRE: '' });
    expect(await files()).toMatchObject([
      { name: FILE, state: 'imported', rows: 7, accepted: 3, excluded: 3 },
    ]);
    expect([await audits('import.begin'), await audits('import.finish')]).toEqual([1, 1]);
  });

  test('lets a postcode propose its towns to the agents of the campaign, and of no other', async () => {
    await room.give(
      FILE,
      workbook({ CP: '57990', VILLE: 'Hundling' }, { CP: '57990', VILLE: 'Hundling' }, { CP: '' }),
    );
    await importContactFile(room.deps, request());
    const asked = { campaign: room.campaign.code, postcode: '57990' };
    expect(await proposeTowns(room.deps, { campaigns: [room.campaign.code] }, asked)).toEqual(['Hundling']);
    expect(await proposeTowns(room.deps, { campaigns: ['AUTRE'] }, asked)).toEqual([]);
    expect(
      await proposeTowns(room.deps, { campaigns: [room.campaign.code] }, { ...asked, postcode: '75001' }),
    ).toEqual([]);
  });

  test('gives the report back, without a personal value but the donor’s id', async () => {
    await room.give(FILE, workbook(...MIXED_ROWS));
    const summary = await importContactFile(room.deps, request());
    const delivery = await room.deps.store.read((rows) =>
      rows.deliveries.find(room.campaign.code, 'import-report', summary.sha256),
    );
    expect(room.delivered()).toEqual([REPORT]);
    expect(delivery).toMatchObject({ id: summary.reportDeliveryId, state: 'delivered', rows: 7 });
    const sheet = await room.read(await room.openDelivered(REPORT));
    const cells = sheet.rows.flatMap((row) => row.cells.map((cell) => ('text' in cell ? cell.text : '')));
    expect(sheet.name).toBe('SYNTHESE');
    expect(cells.join('\n')).toContain('Lignes rejetées : PAYS');
    expect(cells.join('\n')).not.toMatch(/Testeur|exemple\.invalid|99 00/);
    expect(summary.sharedNumbers).toBe(
      '1 numéro porté par plusieurs lignes, jamais appelées le même jour : 3 avec 2, 8 avec 2',
    );
    expect(cells).toContain(summary.sharedNumbers);
    expect(summary.problemsByColumn).toContainEqual({
      outcome: 'rejected',
      column: 'PAYS',
      code: 'wrong-country',
      message: 'Le pays n’est pas celui de la campagne (FR).',
      rows: 1,
    });
  });

  test('leaves no name, phone or e-mail in the bytes of the base, the outgoing folder or the log', async () => {
    await room.give(FILE, workbook(...MIXED_ROWS));
    await importContactFile(room.deps, request());
    const paths = readdirSync(room.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(paths.length).toBeGreaterThan(0);
    const bytes =
      Buffer.concat(paths.map((path) => readFileSync(path))).toString('latin1') + JSON.stringify(room.logged);
    for (const value of ['Testeur', 'Ysaline', 'donatrice@', '199001234', 'IMAGINAIRE'])
      expect(bytes.includes(value), value).toBe(false);
  });

  test('of 5,000 rows', async () => {
    const clear = await contactWorkbook(room.deps.workbooks.writer, {
      campaign: room.campaign.code,
      count: 5_000,
      seed: 7,
    });
    await room.give(FILE, clear);
    const phases: string[] = [];
    const summary = await importContactFile(
      room.deps,
      request({
        onProgress: ({ phase }: { phase: string }) => phases.at(-1) !== phase && phases.push(phase),
      }),
    );
    expect(phases).toEqual(['fetch', 'open', 'read', 'seal', 'done']);
    expect(summary.rows).toBe(5_000);
    expect(summary.rejected).toBe(0);
    const counts = await room.deps.store.read((rows) => rows.records.countByState(room.campaign.code));
    expect(counts).toMatchObject({ ready: summary.accepted, excluded: summary.excluded, staged: 0 });
    expect(summary.accepted + summary.excluded).toBe(5_000);
  }, 240_000);
});

describe('twice', () => {
  test('the same file is refused, encrypted anew or not, with the day it came', async () => {
    await room.give(FILE, workbook({}));
    await importContactFile(room.deps, request());
    await room.give('TESTORG_UPG_FR_20261124.xlsx.pgp', workbook({}));
    const again = importContactFile(room.deps, request({ fileName: 'TESTORG_UPG_FR_20261124.xlsx.pgp' }));
    await expect(again).rejects.toMatchObject({
      code: 'file-already-imported',
      kind: 'conflict',
      message: expect.stringContaining('23/11/2026'),
    });
    expect(await records()).toHaveLength(1);
    expect(room.delivered()).toEqual([REPORT]);
  });

  test('a donor whom the campaign already has is reported, not inserted; one who lacked a number may come again', async () => {
    await room.give(FILE, workbook({ ID_DONATEUR: 'A1' }, { ID_DONATEUR: 'A2', TEL_FIXE: null }));
    await importContactFile(room.deps, request());
    const second = { fileName: 'TESTORG_UPG_FR_20261130.xlsx.pgp' };
    await room.give(
      second.fileName,
      workbook({ ID_DONATEUR: 'A1' }, { ID_DONATEUR: 'A2' }, { ID_DONATEUR: 'A3' }),
    );
    const summary = await importContactFile(room.deps, request(second));
    expect(summary).toMatchObject({ rows: 3, accepted: 2, excluded: 1 });
    expect((await records()).map((row) => row.disposition ?? row.state)).toEqual([
      'ready',
      'EF_SANSTEL',
      'ready',
      'ready',
    ]);
  });
});

test('an objection known to the charity excludes by donor and by number', async () => {
  const { charity, code } = room.campaign;
  const blinds = [
    await room.vault.blind(charity, 'donor', 'A1'),
    await room.vault.blind(charity, 'phone', '+33261911234'),
  ];
  await room.deps.store.write((rows) =>
    rows.records.suppress({
      charity,
      campaign: code,
      blinds,
      onlyCampaign: false,
      atMs: NOW_MS,
      exceptRecordId: 0,
    }),
  );
  await room.give(
    FILE,
    workbook({ ID_DONATEUR: 'A1' }, { ID_DONATEUR: 'A2', TEL_FIXE: '02 61 91 12 34' }, { ID_DONATEUR: 'A3' }),
  );
  await importContactFile(room.deps, request());
  expect((await records()).map((row) => row.disposition)).toEqual(['EF_DNC', 'EF_DNC', null]);
});

test('a check says the same and changes nothing but the audit log', async () => {
  await room.give(FILE, workbook(...MIXED_ROWS));
  const checked = await checkContactFile(room.deps, request());
  expect(await records()).toEqual([]);
  expect([await files(), room.delivered(), await audits('import.check')]).toEqual([[], [], 1]);
  const { reportDeliveryId, ...imported }: ImportSummary = await importContactFile(room.deps, request());
  expect(reportDeliveryId).toBeDefined();
  expect(checked).toEqual(imported);
  expect(await checkContactFile(room.deps, request())).toEqual(checked);
});

describe('refusals leave nothing behind', () => {
  test.each([
    ['wrong-file-name', 'fiches.xlsx.pgp'],
    ['wrong-file-name', 'AUTRE_UPG_FR_20261123.xlsx.pgp'],
    ['wrong-file-name', 'TESTORG_REA_FR_20261123.xlsx.pgp'],
    ['wrong-file-name', 'TESTORG_UPG_FR_20261332.xlsx.pgp'],
    ['wrong-country', 'TESTORG_UPG_BE_20261123.xlsx.pgp'],
    ['drop-file-missing', 'TESTORG_UPG_FR_20261125.xlsx.pgp'],
  ])('%s: %s', async (code, fileName) => {
    await expect(importContactFile(room.deps, request({ fileName }))).rejects.toEqual(refusal(code));
    expect(await files()).toEqual([]);
  });

  test('what is no OpenPGP message, no workbook, no contact file', async () => {
    room.giveRaw(FILE, workbook({}));
    await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('file-not-pgp'));
    await room.give(FILE, Buffer.from('a;b\n1;2'));
    await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('workbook-not-xlsx'));
    await room.give(FILE, rawXlsx({ rows: [['A'], ['b']] }));
    await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('layout-missing-columns'));
    expect([await files(), await records(), room.delivered()]).toEqual([[], [], []]);
  });

  test('a campaign that is unknown, or no longer open', async () => {
    await expect(importContactFile(room.deps, request({ campaign: 'NULLE-PART' }))).rejects.toEqual(
      refusal('campaign-unknown'),
    );
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
    await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('campaign-not-open'));
  });

  test('lapsed Swiss donors', async () => {
    const code = 'TEST-REA-CH';
    const row = { code, kind: 'reactivation', country: 'CH' } as const;
    await room.addCampaign({ ...row, settings: settings(row) });
    const fileName = 'TESTORG_REA_CH_20261123.xlsx.pgp';
    await room.give(fileName, workbook({}), code);
    await expect(importContactFile(room.deps, request({ campaign: code, fileName }))).rejects.toEqual(
      refusal('campaign-kind-refused'),
    );
  });
});
