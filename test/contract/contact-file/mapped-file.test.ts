import { afterEach, beforeEach, expect, it } from 'vitest';
import { mappingSchema } from '../../../server/domain/campaign/mapping-settings.ts';
import { checkMapping } from '../../../server/domain/campaign-check/mapping-check.ts';
import { kitTemplate } from '../../../server/domain/charity-kit/kit-template.ts';
import {
  contactFileNameOn,
  templateFileName,
} from '../../../server/domain/contact-file/contact-file-name.ts';
import { contactProfile } from '../../../server/domain/contact-file/contact-profile.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { makeKit } from '../../../server/steps/charity-kit/make-kit.ts';
import { importContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { NOW_MS, settings } from '../../support/store/store-campaign.ts';

/** As a program of donors exports: its own names, days without signs, cents, words for our letters. */
const MAPPING = mappingSchema.parse({
  columns: {
    ID_DONATEUR: 'N° contact',
    NOM: 'Nom du contact',
    PRENOM: 'Prénom du contact',
    CP: 'Code postal',
    MONTANT_PA: 'Montant en centimes',
    PERIODICITE: 'Fréquence',
    DATE_DEBUT_PA: 'Depuis le',
    OPPOSITION_TEL: 'Ne pas appeler',
  },
  returned: { STATUT_FINAL: 'Résultat Plateau', MONTANT_APRES: 'Nouveau montant' },
  values: {
    PERIODICITE: { M: 'mois', T: 'trimestre', S: 'semestre', A: 'an' },
    OPPOSITION_TEL: { O: '1', N: '0' },
  },
  fixed: { PAYS: 'FR', DEVISE: 'EUR' },
  formats: { dates: 'AAAAMMJJ', amounts: 'cents' },
});
const CODE = 'MAP-UPG-FR';
const TODAY = '2026-11-23';

let room: ImportRoom;
let campaign: CampaignRow;
beforeEach(async () => {
  room = await importRoom(NOW_MS);
  campaign = await room.addCampaign({ code: CODE, settings: settings({ code: CODE, mapping: MAPPING }) });
});
afterEach(() => room.close());

const named = () => ({ ...campaign.settings, charity: campaign.settings.charity.code });

/** The template with its own example as first row, as the charity would fill it; changed cells by header. */
async function filled(change: Readonly<Record<string, string | number>> = {}) {
  const template = kitTemplate(contactProfile(campaign.settings, TODAY), NOW_MS);
  const [first, example] = template.sheets;
  const good = [...(example?.rows ?? [])][0] ?? [];
  const bad = good.map((cell, at) => change[first?.columns[at]?.header ?? ''] ?? cell);
  const rows = Object.keys(change).length === 0 ? [good] : [good, bad];
  const sheets = template.sheets.map((sheet, at) => (at === 0 ? { ...sheet, rows } : sheet));
  return room.deps.workbooks.writer.write({ ...template, sheets });
}

async function imported(clear: Uint8Array) {
  const fileName = contactFileNameOn(named(), TODAY);
  await room.give(fileName, clear, CODE);
  return importContactFile(room.deps, { campaign: CODE, fileName, actor: 'ops-1' });
}

async function cellsOf(name: string) {
  const sheet = await room.read(await room.openDelivered(name));
  return { header: sheet.header, rows: sheet.rows.map((row) => row.cells) };
}

it('R-72 the template of the kit is in the charity’s names, and its example comes in without a remark', async () => {
  expect(checkMapping(MAPPING, campaign.settings)).toEqual([]);
  const { deps, vault, exchange } = room;
  const kit = await makeKit(
    { ...deps, vault, exchange, documents: openPdfDocuments() },
    { campaign: CODE, dropUrl: undefined },
  );
  const files = new Map(kit.files.map((file) => [file.name, Buffer.from(file.base64, 'base64')]));
  const page = files.get('a-lire.html')?.toString('utf8') ?? '';
  const sheet = await room.read(files.get(templateFileName(named())) ?? Buffer.alloc(0));
  for (const header of sheet.header) expect(page).toContain(`<td>${header}</td>`);
  expect(sheet.header).toContain('N° contact');
  expect(sheet.header).not.toContain('PAYS');
  for (const said of [
    'au choix : mois, trimestre',
    'ou AAAAMMJJ',
    'nombre entier de centimes',
    'Nouveau montant',
  ])
    expect(page).toContain(said);
  const summary = await imported(await filled());
  expect(summary.problemsByColumn).toEqual([]);
  expect(summary).toMatchObject({ rows: 1, accepted: 1, rejected: 0 });
});

it('R-72 the import report speaks of their columns, and a missing one is named as they do', async () => {
  const { problemsByColumn } = await imported(
    await filled({ 'N° contact': 'B2', 'Montant en centimes': '12,50', Fréquence: 'quinzaine' }),
  );
  expect(problemsByColumn.map(({ column }) => column).sort()).toEqual(['Fréquence', 'Montant en centimes']);
  const without = kitTemplate(contactProfile(settings({ code: CODE }), TODAY), NOW_MS);
  const fileName = contactFileNameOn(named(), '2026-11-24');
  await room.give(fileName, await room.deps.workbooks.writer.write(without), CODE);
  await expect(importContactFile(room.deps, { campaign: CODE, fileName, actor: 'ops-1' })).rejects.toThrow(
    /N° contact, Nom du contact/,
  );
});

it('R-72 the return goes back in their names, days and cents; what is ours alone keeps our name', async () => {
  await imported(await filled());
  const { fileName } = await deliverFinal(
    { ...room.deps, vault: room.vault },
    { campaign: CODE, actor: 'ops-1', early: { reason: 'point à mi-campagne' } },
  );
  const { header, rows } = await cellsOf(`${fileName}.pgp`);
  const [row = []] = rows;
  const cell = (name: string) => row[header.indexOf(name)];
  expect(header).toEqual(expect.arrayContaining(['N° contact', 'Code postal_AVANT', 'Résultat Plateau']));
  expect(header).not.toContain('ID_DONATEUR');
  expect(header).toContain('LIBELLE_STATUT');
  expect(cell('MONTANT_AVANT')).toMatchObject({ kind: 'number', value: 1000 });
  expect(cell('Fréquence')).toMatchObject({ kind: 'text', text: 'mois' });
});
