import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleText } from '../../../server/domain/charity-kit/example-row.ts';
import { columnForm, formText } from '../../../server/domain/charity-kit/form-text.ts';
import { kitPage } from '../../../server/domain/charity-kit/kit-page.ts';
import { kitTemplate } from '../../../server/domain/charity-kit/kit-template.ts';
import { COLUMN_NAMES, needOf } from '../../../server/domain/contact-file/contact-columns.ts';
import {
  contactFileNameOn,
  templateFileName,
} from '../../../server/domain/contact-file/contact-file-name.ts';
import { contactProfile } from '../../../server/domain/contact-file/contact-profile.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { makeKit } from '../../../server/steps/charity-kit/make-kit.ts';
import { importContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { readWithOpenpyxl, refillWithOpenpyxl } from '../../support/machine/openpyxl.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { NOW_MS, settings } from '../../support/store/store-campaign.ts';

const TODAY = '2026-11-23';
type Which = readonly [kind: CampaignKind, country: Country];
const KINDS = [
  ['upgrade', 'FR'],
  ['upgrade', 'BE'],
  ['upgrade', 'CH'],
  ['reactivation', 'FR'],
] as const satisfies readonly Which[];

let room: ImportRoom;
beforeEach(async () => {
  room = await importRoom(NOW_MS);
});
afterEach(() => room.close());

function campaignOf([kind, country]: Which): Promise<CampaignRow> {
  const code = `KIT-${kind.slice(0, 3).toUpperCase()}-${country}`;
  return room.addCampaign({ code, kind, country, settings: settings({ code, kind, country }) });
}

const named = ({ settings: own }: CampaignRow) => ({ ...own, charity: own.charity.code });

async function kitOf(campaign: CampaignRow) {
  const { deps, vault, exchange } = room;
  const asked = { campaign: campaign.code, dropUrl: 'sftp://plateau@depot.exemple.invalid:2022/union' };
  const kit = await makeKit({ ...deps, vault, exchange, documents: openPdfDocuments() }, asked);
  return new Map(kit.files.map((file) => [file.name, Buffer.from(file.base64, 'base64')]));
}

/** The charity drops that workbook, and ops import it. */
async function imported(campaign: CampaignRow, clear: Uint8Array) {
  const fileName = contactFileNameOn(named(campaign), TODAY);
  await room.give(fileName, clear, campaign.code);
  return importContactFile(room.deps, { campaign: campaign.code, fileName, actor: 'ops-1' });
}

describe.each(KINDS)('the launch kit of a campaign, %s %s (R-02)', (...kind) => {
  it('its example is a row that the importer takes without a remark', async () => {
    const campaign = await campaignOf(kind);
    const template = kitTemplate(contactProfile(campaign.settings, TODAY), NOW_MS);
    const [, example] = template.sheets;
    const sheets = template.sheets.map((sheet, at) =>
      at === 0 ? { ...sheet, rows: example?.rows ?? [] } : sheet,
    );
    const summary = await imported(campaign, await room.deps.workbooks.writer.write({ ...template, sheets }));
    expect(summary.problemsByColumn).toEqual([]);
    expect(summary).toMatchObject({ rows: 1, accepted: 1, excluded: 0, rejected: 0 });
  });

  it('its template as it is has no row, and every column that the campaign needs', async () => {
    const campaign = await campaignOf(kind);
    const template = (await kitOf(campaign)).get(templateFileName(named(campaign)));
    const sheet = await room.read(template ?? Buffer.alloc(0));
    expect(sheet.rows).toEqual([]);
    const profile = contactProfile(campaign.settings, TODAY);
    const needed = COLUMN_NAMES.filter((name) => needOf(name, profile) !== 'optional');
    expect(sheet.header).toEqual(expect.arrayContaining(needed));
  });

  it('its page names each column of the template, the file name, both fingerprints and the drop', async () => {
    const campaign = await campaignOf(kind);
    const kit = await kitOf(campaign);
    const page = kit.get('a-lire.html')?.toString('utf8') ?? '';
    const sheet = await room.read(kit.get(templateFileName(named(campaign))) ?? Buffer.alloc(0));
    for (const header of sheet.header) expect(page).toContain(`<td>${header}</td>`);
    expect(page).toContain(contactFileNameOn(named(campaign), TODAY));
    expect(page).toContain('sftp -P 2022 VOTRE-COMPTE@depot.exemple.invalid');
    expect(page).toContain(
      await room.vault.campaignPublicKey(campaign.code).then(() => campaign.keyFingerprint),
    );
    expect(page).toContain(await room.exchange.houseFingerprint());
    expect(kit.get('a-lire.pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

it('says what stands for the drop while none is set', () => {
  const facts = {
    settings: settings(),
    today: TODAY,
    createdAtMs: NOW_MS,
    campaignKey: { fileName: 'a.asc', fingerprint: 'A'.repeat(40) },
    houseKey: { fileName: 'b.asc', fingerprint: 'B'.repeat(40) },
    dropLine: undefined,
  };
  const lines = kitPage(facts).sections.flatMap((one) => (one.kind === 'commands' ? one.lines : []));
  expect(lines).toContain('sftp -P 22 VOTRE-COMPTE@HÔTE-DU-DÉPÔT');
});

it.each<readonly [...Which, string, string]>([
  ['upgrade', 'FR', 'toujours EUR', '10,00'],
  ['upgrade', 'BE', 'toujours EUR', '10,00'],
  ['upgrade', 'CH', 'au choix : EUR, CHF', '10.00'],
])('says the country and the currencies of that campaign alone, %s %s', (kind, country, currency, amount) => {
  const profile = contactProfile(settings({ code: `KIT-${country}`, kind, country }), TODAY);
  expect(formText(columnForm('PAYS', profile), profile)).toBe(`toujours ${country}`);
  expect(formText(columnForm('DEVISE', profile), profile)).toBe(currency);
  expect(exampleText('MONTANT_PA', profile)).toBe(amount);
});

it('its example is shown whole, in columns as wide as what they hold', () => {
  const profile = contactProfile(settings(), TODAY);
  const columns = kitTemplate(profile, NOW_MS).sheets[1]?.columns ?? [];
  const cut = columns.filter(({ header, width }) => {
    const name = COLUMN_NAMES.find((one) => one === header);
    return name !== undefined && exampleText(name, profile).length > width;
  });
  expect(cut).toEqual([]);
});

describeWith('openpyxl')('opened and filled by another program than ours', () => {
  it.each(KINDS)(
    '%s %s: it says what each cell may hold, and filled with its example it imports',
    async (...kind) => {
      const campaign = await campaignOf(kind);
      const template = (await kitOf(campaign)).get(templateFileName(named(campaign))) ?? Buffer.alloc(0);
      const [cards, example] = readWithOpenpyxl(template);
      expect(cards).toMatchObject({ name: 'FICHES', freeze: 'A2', boldHeader: true });
      const choice = cards?.checks.find(({ range }) => range.startsWith('D2'));
      expect(choice).toMatchObject({ type: 'list', formula: '"M,MME,NEUTRE"' });
      expect(cards?.checks).toHaveLength(cards?.rows[0]?.length ?? 0);
      expect(example?.rows[1]?.map((cell) => cell.value)).toContain('EXEMPLE-0001');
      const summary = await imported(campaign, refillWithOpenpyxl(template));
      expect(summary.problemsByColumn).toEqual([]);
      expect(summary.accepted).toBe(1);
    },
  );
});
