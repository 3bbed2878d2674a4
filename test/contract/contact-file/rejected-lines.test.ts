import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { importContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import { rejectedLines } from '../../../server/steps/contact-file/rejected-lines.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { contactSheetRows, MIXED_ROWS, type RowChange } from '../../support/contact-file/contact-rows.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { NOW_MS } from '../../support/store/store-campaign.ts';

const FILE = 'TESTORG_UPG_FR_20261123.xlsx.pgp';
const workbook = (...changes: readonly RowChange[]) => rawXlsx({ rows: contactSheetRows(changes) });

let room: ImportRoom;
beforeEach(async () => {
  room = await importRoom(NOW_MS);
  await room.give(FILE, workbook(...MIXED_ROWS));
  await importContactFile(room.deps, { campaign: room.campaign.code, fileName: FILE, actor: 'ops-1' });
});
afterEach(() => room.close());

/** Texts of the rows of the final file of the campaign, closed, by header, under that choice of the charity. */
async function finalOf(rejectedRows?: 'with' | 'without') {
  const { campaign } = room;
  const finalFile = rejectedRows && { rejectedRows };
  await room.deps.store.write(async (rows) => {
    const script = await rows.campaigns.script(campaign.code, campaign.scriptVersion);
    if (!script) throw new Error('a script');
    await rows.campaigns.save({ ...campaign, settings: { ...campaign.settings, finalFile } }, script);
  });
  await closeCampaign(room.deps, { campaign: campaign.code, reason: 'fin de campagne', actor: 'ops-1' });
  const { fileName, rows } = await deliverFinal(
    { ...room.deps, vault: room.vault },
    {
      campaign: campaign.code,
      actor: 'ops-1',
      rejectedLines: (of) => rejectedLines(room.deps, of),
    },
  );
  const sheet = await room.read(await room.openDelivered(`${fileName}.pgp`));
  expect(sheet.rows).toHaveLength(rows);
  return sheet.rows.map((row) =>
    Object.fromEntries(
      sheet.header.flatMap((header, at) => {
        const cell = row.cells[at];
        return cell?.kind === 'text' ? [[header, cell.text]] : [];
      }),
    ),
  );
}

describe('R-23 the final file and the lines refused at import', () => {
  it('has them after the records where the charity wants them, by file and line, counted nowhere', async () => {
    const told = await finalOf('with');
    expect(told).toHaveLength(7);
    expect(told.at(-1)).toEqual({
      ID_DONATEUR: 'A5',
      CODE_CAMPAGNE: room.campaign.code,
      STATUT_FINAL: 'REJET_IMPORT',
      LIBELLE_STATUT: `Refusée à l’import : ligne 7 de ${FILE}`,
      ...{ TRAITEE: 'N', CU: 'N', CA: 'N', ACCORD: 'N' },
    });
  });

  it('has the records alone by default, and when it is said', async () => {
    expect(await finalOf()).toHaveLength(6);
  });

  it('is refused when the file on the drop is not the one that was imported', async () => {
    await room.give(FILE, workbook({}));
    await expect(finalOf('with')).rejects.toMatchObject({ code: 'rejected-lines-differ' });
  });
});
