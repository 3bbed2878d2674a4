import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  checkContactFile,
  importContactFile,
} from '../../../server/steps/contact-file/import-contact-file.ts';
import { suppressDonors } from '../../../server/steps/lists/suppress-donors.ts';
import { contactSheetRows } from '../../support/contact-file/contact-rows.ts';
import { type ListRoom, listRoom, OPS } from '../../support/lists/list-room.ts';
import { type RawXlsx, rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { settings } from '../../support/store/store-campaign.ts';

const FILE = 'TESTORG_UPG_FR_20261123.xlsx.pgp';
const THREE = {
  rows: contactSheetRows([{ ID_DONATEUR: 'A1' }, { ID_DONATEUR: 'A2' }, { ID_DONATEUR: 'A3' }]),
};

let room: ListRoom;
beforeEach(async () => {
  room = await listRoom();
});
afterEach(() => room.close());

const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });
const give = (book: RawXlsx, campaign = room.campaign.code) => room.give(FILE, rawXlsx(book), campaign);
const request = (campaign = room.campaign.code) => ({ campaign, fileName: FILE, actor: OPS });

test('rows and sheets that do not show refuse the file, in the check and in the import, and nothing is kept', async () => {
  await give({ ...THREE, hiddenRows: [3, 4] });
  await expect(checkContactFile(room.deps, request())).rejects.toEqual(refusal('workbook-hidden-rows'));
  await expect(importContactFile(room.deps, request())).rejects.toMatchObject({
    message: 'Le classeur a 2 lignes masquées, la première est la ligne 3 : un filtre les cache.',
  });
  await give({ ...THREE, otherSheets: [{ name: 'Listes', state: 'hidden' }] });
  await expect(importContactFile(room.deps, request())).rejects.toEqual(refusal('workbook-hidden-sheets'));
  expect([await room.records(), room.delivered()]).toEqual([[], []]);
});

test('a campaign may have them taken in and told, row by row and sheet by sheet', async () => {
  const code = 'TEST-UP-TOLD';
  await room.addCampaign({ code, settings: { ...settings({ code }), workbooks: { hidden: 'told' } } });
  const rows = contactSheetRows(['A1', 'A2'].map((id) => ({ ID_DONATEUR: id, CODE_CAMPAGNE: code })));
  const otherSheets = [{ name: 'Listes', state: 'hidden' } as const, { name: 'Suite' }];
  const beforeData = '<cols><col min="1" max="1" width="9" hidden="1"/></cols>';
  await give({ rows, hiddenRows: [3], otherSheets, beforeData }, code);
  const done = await importContactFile(room.deps, request(code));
  expect(done).toMatchObject({ rows: 2, accepted: 2, warned: 1 });
  expect(done.problemsByColumn.map((one) => [one.code, one.rows])).toEqual([['hidden-row', 1]]);
  const remarks = [
    'Feuille lue : Fiches & co, en-têtes à la ligne 1.',
    'Feuilles non lues : Listes (masquée), Suite.',
    'Colonnes masquées, lues comme les autres : ID_DONATEUR.',
  ];
  expect(done.sheetRemarks).toEqual(remarks);
  const report = await room.report('TESTORG_UPG_FR_20261123_RAPPORT.xlsx.pgp');
  for (const remark of remarks) expect(report).toContain(remark);
});

test('a list with hidden rows is refused whatever the campaign says: nobody knows whom it names', async () => {
  const fileName = 'TESTORG_OPPOSITIONS_20261201.xlsx.pgp';
  await room.give(fileName, rawXlsx({ rows: [['ID_DONATEUR'], ['A1'], ['A2']], hiddenRows: [2] }));
  await expect(suppressDonors(room.all, { target: 'TESTORG', fileName, actor: OPS })).rejects.toEqual(
    refusal('workbook-hidden-rows'),
  );
});
