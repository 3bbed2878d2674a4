import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { RecordRow } from '../../../server/ports/rows/records.ts';
import { importContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import type { EnrichDeps } from '../../../server/steps/lists/enrich-export.ts';
import { type ServeDeps, serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import type { Card } from '../../../shared/card.ts';
import { contactSheetRows, excelDay, type RowChange } from '../contact-file/contact-rows.ts';
import { type ImportRoom, importRoom } from '../contact-file/import-room.ts';
import { rawXlsx, type XmlCell } from '../machine/raw-xlsx.ts';
import { type CharityKeys, makeCharityKeys } from '../sftp/charity-keys.ts';
import { accountRow, NOW_MS, settings } from '../store/store-rows.ts';

export const SUPPLIER = 'ANNUAIRE';
export const OPS = 'ops-1';

/** A row of a Belgian contact file, checked on the list three weeks ago; obviously fictitious. */
export const BELGIAN_ROW: RowChange = {
  CODE_CAMPAGNE: 'TEST-UP-BE',
  CP: '1000',
  PAYS: 'BE',
  TEL_FIXE: '02 345 67 89',
  RUM: 'BE-00042',
  CONSENTEMENT_TEL_DATE: null,
  DNCM_STATUT: 'NON_LISTE',
  DNCM_DATE_CONTROLE: { date: excelDay('2026-11-02') },
};

/** An import room, with a supplier of numbers, agents who take cards, and lists of any columns. */
export interface ListRoom extends ImportRoom {
  readonly all: EnrichDeps & ServeDeps;
  readonly supplier: CharityKeys;
  /** Drops a list of these columns and rows, signed by the charity (or the supplier) and encrypted to the campaign. */
  giveList(
    fileName: string,
    rows: readonly (readonly XmlCell[])[],
    to?: { readonly campaign?: string; readonly by?: CharityKeys },
  ): Promise<void>;
  /** Imports a contact file of these rows; returns the records of the campaign, in order. */
  fill(
    rows: readonly RowChange[],
    of?: { readonly campaign: CampaignRow; readonly fileName: string },
  ): Promise<RecordRow[]>;
  records(campaign?: string): Promise<RecordRow[]>;
  agent(id?: string, campaigns?: readonly string[]): Promise<AccountRow>;
  card(agent: AccountRow): Promise<Card>;
  audits(action: string, campaign?: string): Promise<number>;
  /** Texts and counts of the first sheet of a delivered report. */
  report(name: string): Promise<string>;
}

export async function listRoom(): Promise<ListRoom> {
  const room = await importRoom(NOW_MS);
  const supplier = await makeCharityKeys('Annuaire Fictif');
  await room.deps.exchange.addSupplierKey(SUPPLIER, supplier.publicKey, false);
  const { store } = room.deps;
  // The agents of these tests have practised.
  const all = { ...room.deps, vault: room.vault, rules: callingRules(), training: { elsewhere: true } };
  const records = (code = room.campaign.code) =>
    store.read(async (rows) => await Array.fromAsync(rows.records.each(code)));
  return {
    ...room,
    all,
    supplier,
    giveList: async (fileName, rows, { campaign = room.campaign.code, by } = {}) => {
      const clear = rawXlsx({ rows });
      if (!by) return room.give(fileName, clear, campaign);
      room.giveRaw(fileName, await by.encryptFor(await room.vault.campaignPublicKey(campaign), clear));
    },
    fill: async (rows, of = { campaign: room.campaign, fileName: 'TESTORG_UPG_FR_20261123.xlsx.pgp' }) => {
      const { campaign, fileName } = of;
      await room.give(fileName, rawXlsx({ rows: contactSheetRows(rows) }), campaign.code);
      await importContactFile(room.deps, { campaign: campaign.code, fileName, actor: OPS });
      return await records(campaign.code);
    },
    records,
    agent: async (id = 'agent-1', campaigns = [room.campaign.code]) => {
      const account = accountRow({ id, campaigns });
      await store.write((rows) => rows.accounts.insert(account));
      return account;
    },
    card: async (agent) => {
      const next = await serveNextCard(all, agent);
      if (next.kind === 'none') throw new Error(`no card: ${next.why}`);
      return next.card;
    },
    audits: (action, campaign = room.campaign.code) =>
      store.read((rows) => rows.audit.ofCampaign(campaign, action)),
    report: async (name) => {
      const sheet = await room.read(await room.openDelivered(name));
      const texts = sheet.rows.map((row) =>
        row.cells
          .map((cell) => ('text' in cell ? cell.text : 'value' in cell ? String(cell.value) : ''))
          .join(' | '),
      );
      return texts.join('\n');
    },
  };
}

export function belgianCampaign(change: Partial<CampaignRow> = {}): Partial<CampaignRow> {
  const row = { code: 'TEST-UP-BE', country: 'BE' as const };
  return { ...row, settings: settings({ ...row, name: 'Campagne belge fictive' }), ...change };
}
