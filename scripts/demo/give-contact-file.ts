import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importContactFile } from '../../server/steps/import-contact-file.ts';
import { contactWorkbook } from './contact-workbook.ts';
import type { DemoHouse } from './demo-house.ts';
import { DEMO_DATE } from './demo-time.ts';

/** The charity's side: a generated file of fictitious donors, signed, encrypted, dropped. Returns its name. */
export async function dropContactFile(
  house: DemoHouse,
  request: { readonly cards: number; readonly seed: number },
): Promise<string> {
  const { app } = house.server;
  const campaign = app.store.read((rows) => rows.campaigns.byCode(house.campaign));
  const clear = await contactWorkbook(app.workbooks.writer, {
    count: request.cards,
    seed: request.seed,
    campaign: house.campaign,
  });
  const sealed = await house.charity.seal(clear, await app.vault.campaignPublicKey(house.campaign));
  const fileName = `${campaign?.charity}_UPG_FR_${DEMO_DATE}.xlsx.pgp`;
  writeFileSync(join(house.folder, 'depot', 'in', fileName), sealed);
  return fileName;
}

/** Our side: the product's own path, from the drop to sealed records. */
export function takeContactFile(
  house: DemoHouse,
  request: {
    readonly fileName: string;
    readonly onProgress?: NonNullable<Parameters<typeof importContactFile>[1]['onProgress']>;
  },
): ReturnType<typeof importContactFile> {
  return importContactFile(house.server.app, { campaign: house.campaign, actor: 'demo', ...request });
}
