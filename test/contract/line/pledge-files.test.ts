import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { openCharts } from '../../../server/charts/worker-charts.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { openSeats } from '../../../server/live/seats.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import { deliverActivity } from '../../../server/steps/activity/deliver-activity.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { registerPartyKey } from '../../../server/steps/keys/register-key.ts';
import { deliverPledges, deliverPledgesDue } from '../../../server/steps/line/deliver-pledges.ts';
import { reconcilePledges } from '../../../server/steps/line/follow-pledge.ts';
import { importFulfilment } from '../../../server/steps/line/import-fulfilment.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { unconfiguredTexts } from '../../../server/unconfigured-edges.ts';
import type { TypedPledge } from '../../../shared/line/pledge-form.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { excelDay } from '../../support/contact-file/contact-rows.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { EVENING_MS, LINE, typedPledge } from '../../support/line/pledge-room.ts';
import { rawXlsx, type XmlCell } from '../../support/machine/raw-xlsx.ts';
import { makeCharityKeys } from '../../support/sftp/charity-keys.ts';
import { accountRow } from '../../support/store/store-rows.ts';
import { noteEvening, SUNDAY } from '../../support/telephony/evening-calls.ts';

const FILE = 'TESTORG_PROMESSES_FR_20261205.xlsx';
const PAID = 'TESTORG_REGLEMENTS_FR_20261207.xlsx.pgp';
const COLUMNS = ['JETON', 'STATUT', 'MONTANT', 'DATE', 'REFERENCE'];
const DAY_MS = 86_400_000;
const agent = accountRow({ id: 'camille', campaigns: [LINE] });
const ops = accountRow({ id: 'ops-1', role: 'ops', campaigns: [] });

let room: ImportRoom;
/** The shipped line, of the charity whose keys the room has. */
beforeEach(async () => {
  room = await importRoom(EVENING_MS);
  const dir = mkdtempSync(join(tmpdir(), 'plateau-line-'));
  cpSync(PLEDGE_LINE_FOLDER, dir, { recursive: true });
  const file = join(dir, 'campaign.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('code: UNION', 'code: TESTORG'));
  const deps = { ...room.deps, vault: room.vault, campaignFolder: openCampaignFolder() };
  await loadCampaign(deps, { dir, actor: 'essai' });
  rmSync(dir, { recursive: true });
});
afterEach(() => room.close());

/** One a second: files and lists are in the order of the calls. */
const save = (form: Partial<TypedPledge> = {}) => {
  room.clock.nowMs += 1000;
  const deps = { ...room.deps, vault: room.vault, seats: openSeats(), textSender: unconfiguredTexts() };
  return savePledge(deps, agent, {
    campaign: LINE,
    callId: randomUUID(),
    form: typedPledge(form),
    earlier: 'keep',
  });
};
const files = () => ({ ...room.deps, vault: room.vault });
const deliver = (day?: string) => deliverPledges(files(), { campaign: LINE, day, actor: 'ops-1' });
/** Rows of a delivered file as the charity reads it, by header. */
async function linesOf(name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const sheet = await room.read(await room.openDelivered(`${name}.pgp`));
  return sheet.rows.map(({ cells }) =>
    Object.fromEntries(
      sheet.header.map((header, at) => {
        const cell = cells[at];
        return [
          header,
          cell && 'text' in cell ? cell.text : cell && 'value' in cell ? String(cell.value) : '',
        ];
      }),
    ),
  );
}
/** Their link has left, as e-mail: what a payment waits for. */
const leave = () =>
  room.deps.store.write(async (rows) => {
    for (const row of await rows.pledges.ofCampaign(LINE))
      await rows.pledges.note(
        row,
        { kind: 'sendLink', atMs: room.clock.nowMs, author: 'system', minor: null },
        { state: 'linkSent', sending: 'none' },
      );
  });
async function tokens(): Promise<readonly string[]> {
  room.clock.nowMs = EVENING_MS + 6 * 3_600_000;
  await deliver();
  return (await linesOf(FILE)).map(({ JETON = '' }) => JETON);
}
async function pay(rows: readonly (readonly XmlCell[])[], fileName = PAID) {
  await room.give(fileName, rawXlsx({ rows: [COLUMNS, ...rows] }), LINE);
  return importFulfilment(files(), { campaign: LINE, fileName, actor: 'ops-1' });
}

describe('docs/rules/layouts.md#pledges: the pledges of a day, for the charity (R-44)', () => {
  it('leave sealed after midnight, once; what happens later is told under the same token', async () => {
    await save();
    await save({ lastName: 'Autre', amount: 'd', rhythm: 'monthly', link: { way: 'letter', to: '' } });
    await expect(deliver('2026-12-05')).rejects.toMatchObject({ code: 'day-not-over' });
    expect(await deliverPledgesDue(files(), { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
    room.clock.nowMs = EVENING_MS + 6 * 3_600_000;
    expect(await deliverPledgesDue(files(), { actor: 'system' })).toEqual({ delivered: 1, failed: 0 });
    expect(await deliverPledgesDue(files(), { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
    expect(room.delivered()).toEqual([`${FILE}.pgp`]);
    const [one, two] = await linesOf(FILE);
    expect(one).toMatchObject({
      ...{
        VERSION: '1',
        CODE_CAMPAGNE: LINE,
        ETAT: 'ENREGISTREE',
        MONTANT: '50',
        DEVISE: 'EUR',
        RYTHME: 'PONCTUEL',
      },
      ...{ NOM: 'Pélouneau', CODE_POSTAL: '31990', EMAIL: 'zephyrine@exemple.invalid', RECU: 'O' },
    });
    expect(one?.JETON).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(two).toMatchObject({ ETAT: 'LIEN_ENVOYE', RYTHME: 'MENSUEL', LIEN_PAR: 'LETTRE', EMAIL: '' });
    const states = await room.deps.store.read((rows) => rows.pledges.ofCampaign(LINE));
    expect(states.map(({ state }) => state)).toEqual(['recorded', 'linkSent']);

    const first = states[0];
    if (!first) throw new Error('a pledge');
    const event = { kind: 'sendLink', atMs: room.clock.nowMs, author: 'system', minor: null } as const;
    await room.deps.store.write((rows) => rows.pledges.note(first, event, { state: 'linkSent' }));
    room.clock.nowMs += DAY_MS;
    await deliver();
    const [again, ...none] = await linesOf('TESTORG_PROMESSES_FR_20261206.xlsx');
    expect(none).toEqual([]);
    expect(again).toMatchObject({ JETON: one?.JETON, ETAT: 'LIEN_ENVOYE' });
  });

  it('are told by the status beside the campaigns that call, until they have left', async () => {
    await save({ amount: '300' });
    const status = () => readStatus({ ...room.deps, rules: callingRules() });
    expect((await status()).lines).toMatchObject([
      { code: LINE, pledges: 1, toCheck: 1, unsent: 0, untold: 1 },
    ]);
    expect((await status()).campaigns.map(({ code }) => code)).not.toContain(LINE);
    room.clock.nowMs += DAY_MS;
    await deliver();
    expect((await status()).lines).toMatchObject([{ untold: 0 }]);
  });

  it('are sealed to the key of a charity that has nothing but a line', async () => {
    const { publicKey } = await makeCharityKeys('Autre Association Fictive');
    const party = { kind: 'charity', armoured: publicKey, replace: false, actor: 'ops-1' } as const;
    await expect(registerPartyKey(room.deps, { ...party, code: 'AUTRE' })).rejects.toMatchObject({
      code: 'charity-unknown',
    });
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'purged'));
    await expect(registerPartyKey(room.deps, { ...party, code: 'TESTORG' })).rejects.toMatchObject({
      code: 'charity-key-different',
    });
  });

  it('of a day without any, no file leaves', async () => {
    room.clock.nowMs = EVENING_MS + DAY_MS;
    expect(await deliver()).toEqual({ kind: 'nothing', day: '2026-12-05' });
    expect(room.delivered()).toEqual([]);
  });
});

describe('what the charity says was paid (R-40, R-44)', () => {
  it('is counted by token; promised and paid agree, and the same file twice counts once', async () => {
    await save();
    await save({ amount: '30' });
    await save({ amount: '20', rhythm: 'monthly' });
    const [a = '', b = '', c = ''] = await tokens();
    await leave();
    room.clock.nowMs += DAY_MS;
    const paid: readonly (readonly XmlCell[])[] = [
      [a, 'PAYE', 50, '2026-12-06', 'P-1'],
      [b, 'PAYE', '25,00', { date: excelDay('2026-12-06') }, 'P-2'],
      [c, 'ANNULE', null, '2026-12-06', null],
    ];
    expect((await pay(paid)).results).toEqual({ PAYEE: 1, AUTRE_MONTANT: 1, RETIREE: 1 });
    expect((await pay(paid)).results).toEqual({ DEJA_PRISE: 2, DEJA_RETIREE: 1 });
    expect(await reconcilePledges(room.deps, ops, LINE)).toMatchObject([
      {
        day: '2026-12-05',
        way: 'email',
        promised: 2,
        promisedMinor: 8000,
        paid: 2,
        paidMinor: 7500,
        differs: 1,
      },
    ]);
  });

  it('is told line by line when it cannot be: twelve hostile lines, nothing guessed', async () => {
    for (let n = 0; n < 4; n += 1) await save();
    const [a = '', b = '', c = '', d = ''] = await tokens();
    await leave();
    room.clock.nowMs += DAY_MS;
    await pay([[a, 'PAYE', 50, '2026-12-06', 'P-1']], 'TESTORG_REGLEMENTS_FR_20261206.xlsx.pgp');
    const hostile: readonly (readonly XmlCell[])[] = [
      ['x'.repeat(22), 'PAYE', 50, '2026-12-06', 'P-2'],
      [b, 'PAYE', 50, '2026-12-06', 'P-1'],
      [a, 'PAYE', 50, '2026-12-06', 'P-3'],
      [c, 'PAYE', 0, '2026-12-06', 'P-4'],
      [c, 'PAYE', -50, '2026-12-06', 'P-5'],
      [c, 'PAYE', '1.234', '2026-12-06', 'P-6'],
      [c, 'PAYE', '50 CHF', '2026-12-06', 'P-7'],
      [c, 'PAYE', 50, '2027-12-06', 'P-8'],
      [c, 'PAYE', 50, '2026-12-01', 'P-9'],
      [c, 'REMBOURSE', 50, '2026-12-06', 'P-10'],
      [d, 'PAYE', 50, '2026-02-30', 'P-11'],
      [d, 'PAYE', 50, '2026-12-06', '4111 1111 1111 1111'],
    ];
    const told = await pay(hostile);
    expect(told.unread.map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(told).toMatchObject({ rows: 12, done: 0 });
    expect(JSON.stringify(told)).not.toContain('4111');
    const rows = await room.deps.store.read((reader) => reader.pledges.ofCampaign(LINE));
    expect(rows.map(({ state }) => state)).toEqual(['paid', 'linkSent', 'linkSent', 'linkSent']);
    const report = room.delivered().find((name) => name.startsWith('TESTORG_REGLEMENTS_FR_20261207_RAPPORT'));
    expect(report).toBeDefined();
  });

  it('in a file of another name, or without its columns, is refused whole', async () => {
    await room.give('TESTORG_PAYES.xlsx.pgp', rawXlsx({ rows: [COLUMNS] }), LINE);
    const wrong = { campaign: LINE, fileName: 'TESTORG_PAYES.xlsx.pgp', actor: 'ops-1' };
    await expect(importFulfilment(files(), wrong)).rejects.toMatchObject({ code: 'wrong-file-name' });
    await room.give(PAID, rawXlsx({ rows: [['JETON'], ['x']] }), LINE);
    await expect(importFulfilment(files(), { ...wrong, fileName: PAID })).rejects.toMatchObject({
      code: 'layout-missing-columns',
    });
  });
});

describe('the activity of a line on the drop (R-44)', () => {
  it('leaves as a workbook and a document for the charity once its days are over, and for a partner its site alone', async () => {
    const charts = openCharts();
    onTestFinished(() => charts.close());
    await room.deps.store.write(noteEvening);
    const deps = { ...files(), charts, documents: openPdfDocuments() };
    const days = { account: ops, campaign: LINE, from: SUNDAY, until: SUNDAY };
    room.clock.nowMs = Date.parse('2026-12-07T03:00:00+01:00');
    await expect(deliverActivity(deps, days)).rejects.toMatchObject({ code: 'day-not-over' });
    room.clock.nowMs = Date.parse('2026-12-07T05:00:00+01:00');
    const name = 'TESTORG_ACTIVITE_PL-2026_20261206-20261206';
    const names = (done: Awaited<ReturnType<typeof deliverActivity>>) => done.map(({ fileName }) => fileName);
    expect(names(await deliverActivity(deps, days))).toEqual([`${name}.xlsx`, `${name}.pdf`]);
    expect((await deliverActivity(deps, days)).map(({ alreadyDelivered }) => alreadyDelivered)).toEqual([
      ...[true, true],
    ]);
    const { header } = await room.read(await room.openDelivered(`${name}.xlsx.pgp`));
    expect(header).toContain('PARTENAIRE');
    expect(
      Buffer.from(await room.openDelivered(`${name}.pdf.pgp`))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const own = { ...days, site: 'PARTENAIRE' };
    expect(names(await deliverActivity(deps, own))).toEqual([
      `${name}_PARTENAIRE.xlsx`,
      `${name}_PARTENAIRE.pdf`,
    ]);
    await expect(deliverActivity(deps, { ...days, partner: 'CENTRE' })).rejects.toMatchObject({
      code: 'site-asked',
    });
    await expect(deliverActivity(deps, { ...own, partner: 'CENTRE' })).rejects.toMatchObject({
      code: expect.stringMatching(/^supplier-key/),
    });
  });
});
