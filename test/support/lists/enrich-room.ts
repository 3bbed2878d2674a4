import type { RawSheet } from '../../../server/domain/contact-file/raw-sheet.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { exportEnrichment } from '../../../server/steps/lists/enrich-export.ts';
import { importEnrichment } from '../../../server/steps/lists/enrich-import.ts';
import type { RowChange } from '../contact-file/contact-rows.ts';
import { type ListRoom, OPS, SUPPLIER } from './list-room.ts';

/** Default name of a return, and its columns. */
export const RETURN = 'TESTORG_ENRICH_RETOUR_UPG_FR_20261201.xlsx.pgp';
export const RETURN_COLUMNS = ['ID_LIGNE', 'TEL', 'SOURCE', 'DATE', 'NIVEAU'];

/** Names tell the lines apart: the request is in no order of ours. */
export const DONORS: readonly RowChange[] = [
  { ID_DONATEUR: 'A0', NOM: 'Testeur-Zéro' },
  { ID_DONATEUR: 'A1', NOM: 'Testeur-Un', TEL_FIXE: null },
  { ID_DONATEUR: 'A2', NOM: 'Testeur-Deux', TEL_FIXE: null },
  { ID_DONATEUR: 'A3', NOM: 'Testeur-Trois', TEL_FIXE: '03 53 01 12 34' },
  { ID_DONATEUR: 'A4', NOM: 'Testeur-Quatre', TEL_FIXE: null },
];

/** Texts of one column. */
export function cellsOf(sheet: RawSheet, column: string): string[] {
  const at = sheet.header.indexOf(column);
  return sheet.rows.map((row) => {
    const cell = row.cells[at];
    return cell?.kind === 'text' ? cell.text : '';
  });
}

/** Both sides of the round trip in a list room. */
export function enrichmentIn(room: ListRoom) {
  return {
    /** The charity approves the supplier. */
    approve: (campaign: CampaignRow = room.campaign) =>
      room.deps.store.write(async (rows) => {
        const script = await rows.campaigns.script(campaign.code, campaign.scriptVersion);
        if (!script) throw new Error('the campaign has a script');
        const settings = { ...campaign.settings, enrichment: { supplier: SUPPLIER } };
        await rows.campaigns.save({ ...campaign, settings }, script);
      }),
    ask: (campaign = room.campaign.code) => exportEnrichment(room.all, { campaign, actor: OPS }),
    take: (fileName = RETURN, campaign = room.campaign.code) =>
      importEnrichment(room.all, { campaign, fileName, actor: OPS }),
    /** What the supplier reads: decrypted with its key, our signature verified. */
    requested: async (name: string): Promise<RawSheet> => {
      const sealed = room.readOut(`${name}.pgp`);
      return room.read(await room.supplier.open(sealed, await room.deps.exchange.housePublicKey()));
    },
  };
}
