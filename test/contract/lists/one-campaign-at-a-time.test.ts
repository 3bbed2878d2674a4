import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { importListCheck } from '../../../server/steps/lists/import-list-check.ts';
import { excelDay, type RowChange } from '../../support/contact-file/contact-rows.ts';
import { cellsOf, enrichmentIn, RETURN, RETURN_COLUMNS } from '../../support/lists/enrich-room.ts';
import { BELGIAN_ROW, belgianCampaign, type ListRoom, listRoom, OPS } from '../../support/lists/list-room.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { makeCharityKeys } from '../../support/sftp/charity-keys.ts';
import { settings } from '../../support/store/store-campaign.ts';

/** A donor is called for one campaign of the charity at a time, whichever way they come in. */
let room: ListRoom;
beforeEach(async () => {
  room = await listRoom();
});
afterEach(() => room.close());

const shown = async (code: string) =>
  (await room.records(code)).map((row) => `${row.state} ${row.disposition ?? '-'}`);

async function sister(code: string, change: Partial<CampaignRow> = {}): Promise<CampaignRow> {
  return room.addCampaign({ code, settings: settings({ code, ...change.settings }), ...change });
}

test('a duplicate of another campaign may be sent again once that one is over', async () => {
  await room.fill([{ ID_DONATEUR: 'A1' }]);
  const campaign = await sister('TEST-UP-FR2');
  const rows: RowChange[] = [{ ID_DONATEUR: 'A1', CODE_CAMPAGNE: campaign.code }];
  await room.fill(rows, { campaign, fileName: 'TESTORG_UPG_FR_20261124.xlsx.pgp' });
  expect(await shown(campaign.code)).toEqual(['excluded EF_DOUBLON']);
  await closeCampaign(room.all, {
    campaign: room.campaign.code,
    reason: 'Fin de campagne fictive',
    actor: OPS,
  });
  const again = [...rows, { ID_DONATEUR: 'A2', CODE_CAMPAGNE: campaign.code }];
  await room.fill(again, { campaign, fileName: 'TESTORG_UPG_FR_20261125.xlsx.pgp' });
  expect(await shown(campaign.code)).toEqual(['excluded EF_DOUBLON', 'ready -', 'ready -']);
});

test('a number found does not bring in a donor who is being called elsewhere, nor is one asked for', async () => {
  const trip = enrichmentIn(room);
  await trip.approve();
  await room.fill([
    { ID_DONATEUR: 'A1', TEL_FIXE: null },
    { ID_DONATEUR: 'A2', TEL_FIXE: null },
  ]);
  const campaign = await sister('TEST-UP-FR2');
  const elsewhere = (id: string, day: string) =>
    room.fill([{ ID_DONATEUR: id, CODE_CAMPAGNE: campaign.code }], {
      campaign,
      fileName: `TESTORG_UPG_FR_202611${day}.xlsx.pgp`,
    });
  await elsewhere('A1', '24');
  const asked = await trip.ask();
  expect(asked.lines).toBe(1);
  const [line = ''] = cellsOf(await trip.requested(asked.fileName), 'ID_LIGNE');
  await elsewhere('A2', '25');
  await room.giveList(RETURN, [RETURN_COLUMNS, [line, '06 39 98 77 77', null, null, 'FORT']], {
    by: room.supplier,
  });
  expect((await trip.take()).results).toEqual({ CLOSE: 1 });
  expect(await shown(room.campaign.code)).toEqual(['excluded EF_SANSTEL', 'excluded EF_SANSTEL']);
});

test('a list of the whole charity sealed to the key of the house says whose keys to use, and is taken under one of them', async () => {
  const first = await room.addCampaign(belgianCampaign());
  const code = 'TEST-UP-BE2';
  await sister(code, { country: 'BE', settings: settings({ code, country: 'BE' }) });
  const fileName = 'TESTORG_DNCM_BE_20261123.xlsx.pgp';
  const row = ['02 345 67 89', 'NON_LISTE', { date: excelDay('2026-11-22') }];
  const check = [['TEL', 'DNCM_STATUT', 'DNCM_DATE_CONTROLE'], row];
  const take = () => importListCheck(room.all, { target: 'TESTORG', fileName, actor: OPS });
  const house = await room.all.exchange.housePublicKey();
  room.giveRaw(fileName, await (await makeCharityKeys()).encryptFor(house, rawXlsx({ rows: check })));
  await expect(take()).rejects.toMatchObject({
    code: 'file-wrong-key',
    message: expect.stringContaining('aucune campagne ouverte'),
    hint: expect.stringContaining(`${first.code}, ${code}`),
  });
  await room.giveList(fileName, check, { campaign: code });
  expect((await take()).results).toEqual({ SANS_FICHE: 1 });
});

test('a clear list check does not bring in a donor who is being called elsewhere', async () => {
  const day = (iso: string) => ({ date: excelDay(iso) });
  const first = await room.addCampaign(belgianCampaign());
  const stale = { ...BELGIAN_ROW, ID_DONATEUR: 'B1', DNCM_DATE_CONTROLE: day('2026-09-01') };
  await room.fill([stale], { campaign: first, fileName: 'TESTORG_UPG_BE_20261123.xlsx.pgp' });
  const code = 'TEST-UP-BE2';
  const second = await sister(code, { country: 'BE', settings: settings({ code, country: 'BE' }) });
  await room.fill([{ ...BELGIAN_ROW, ID_DONATEUR: 'B1', CODE_CAMPAGNE: code }], {
    campaign: second,
    fileName: 'TESTORG_UPG_BE_20261124.xlsx.pgp',
  });
  expect(await shown(code)).toEqual(['ready -']);
  const fileName = 'TESTORG_DNCM_BE_20261123.xlsx.pgp';
  const check = [
    ['TEL', 'DNCM_STATUT', 'DNCM_DATE_CONTROLE'],
    ['02 345 67 89', 'NON_LISTE', day('2026-11-22')],
  ];
  await room.giveList(fileName, check, { campaign: first.code });
  await importListCheck(room.all, { target: 'TESTORG', fileName, actor: OPS });
  expect(await shown(first.code)).toEqual(['excluded EF_DOUBLON']);
  expect(await shown(code)).toEqual(['ready -']);
});
