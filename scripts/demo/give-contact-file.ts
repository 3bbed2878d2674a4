import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CampaignRow } from '../../server/ports/rows/campaigns.ts';
import { importContactFile } from '../../server/steps/contact-file/import-contact-file.ts';
import { kindFacts } from '../../shared/campaign-kind.ts';
import { contactWorkbook } from './contact-workbook.ts';
import type { DemoHouse } from './demo-house.ts';
import { DEMO_DATE } from './demo-time.ts';

interface ContactFile {
  readonly campaign: string;
  readonly cards: number;
  readonly seed: number;
  readonly firstRank?: number;
}

/** `UPG_FR`, as files of the drop name a campaign. */
export const fileStem = ({ settings }: CampaignRow) =>
  `${kindFacts(settings.kind).fileLetters}_${settings.country}`;

export async function demoCampaign(house: DemoHouse, code: string): Promise<CampaignRow> {
  const campaign = await house.server.app.store.read((rows) => rows.campaigns.byCode(code));
  if (!campaign) throw new Error(`the demo has loaded ${code}`);
  return campaign;
}

/** The charity puts a file into its drop, encrypted to the campaign and signed. */
export async function giveFile(
  house: DemoHouse,
  file: { readonly campaign: string; readonly fileName: string; readonly clear: Uint8Array },
): Promise<void> {
  const key = await house.server.app.vault.campaignPublicKey(file.campaign);
  writeFileSync(join(house.folder, 'depot', 'in', file.fileName), await house.charity.seal(file.clear, key));
}

/** The charity's side: a generated file of fictitious donors, signed, encrypted, dropped. Returns its name. */
export async function dropContactFile(house: DemoHouse, request: ContactFile): Promise<string> {
  const { app } = house.server;
  const campaign = await demoCampaign(house, request.campaign);
  const { kind, country } = campaign.settings;
  const clear = await contactWorkbook(app.workbooks.writer, {
    count: request.cards,
    seed: request.seed,
    campaign: campaign.code,
    kind,
    country,
    ...(request.firstRank !== undefined && { firstRank: request.firstRank }),
  });
  const fileName = `${campaign.charity}_${fileStem(campaign)}_${DEMO_DATE}.xlsx.pgp`;
  await giveFile(house, { campaign: campaign.code, fileName, clear });
  return fileName;
}

interface TakeRequest {
  readonly campaign: string;
  readonly fileName: string;
  readonly onProgress?: NonNullable<Parameters<typeof importContactFile>[1]['onProgress']>;
}

/** Our side: the product's own path, from the drop to sealed records. */
export function takeContactFile(
  house: DemoHouse,
  request: TakeRequest,
): ReturnType<typeof importContactFile> {
  return importContactFile(house.server.app, { actor: 'demo', ...request });
}
