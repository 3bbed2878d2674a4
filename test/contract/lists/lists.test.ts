import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordRow } from '../../../server/ports/rows/records.ts';
import { importContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import { suppressDonors } from '../../../server/steps/lists/suppress-donors.ts';
import { withdrawRecords } from '../../../server/steps/lists/withdraw-records.ts';
import { carryOutWaitingActs } from '../../../server/steps/persons/waiting-acts.ts';
import { contactSheetRows, type RowChange } from '../../support/contact-file/contact-rows.ts';
import { belgianCampaign, type ListRoom, listRoom, OPS } from '../../support/lists/list-room.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { settings } from '../../support/store/store-campaign.ts';

let room: ListRoom;
beforeEach(async () => {
  room = await listRoom();
});
afterEach(() => room.close());

const states = async (campaign?: string) =>
  (await room.records(campaign)).map((row) => `${row.state} ${row.disposition ?? '-'}`);
const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });
const tried = (record: RecordRow | undefined) =>
  room.deps.store.write((rows) =>
    rows.records.update(record?.id ?? 0, { disposition: 'NJ_NRP', attempts: 1, queue: 'retry' }),
  );

test('a second contact file adds its new donors and reports the others, none silently', async () => {
  await room.fill([{ ID_DONATEUR: 'A1' }, { ID_DONATEUR: 'A2' }]);
  const fileName = 'TESTORG_UPG_FR_20261130.xlsx.pgp';
  const second = [{ ID_DONATEUR: 'A2' }, { ID_DONATEUR: 'A3' }, { ID_DONATEUR: 'A3' }];
  await room.give(fileName, rawXlsx({ rows: contactSheetRows(second) }));
  const summary = await importContactFile(room.deps, { campaign: room.campaign.code, fileName, actor: OPS });
  expect(summary).toMatchObject({ rows: 3, accepted: 1, excluded: 2, rejected: 0 });
  expect(summary.problemsByColumn.map((one) => one.message)).toEqual(
    expect.arrayContaining([
      'Donateur déjà dans la campagne : rien n’est changé.',
      'Même identifiant qu’une ligne précédente du fichier.',
    ]),
  );
  expect(await states()).toEqual(['ready -', 'ready -', 'ready -', 'excluded EF_DOUBLON']);
});

test('a donor to be called in another open campaign of the charity is a duplicate, reported', async () => {
  await room.fill([{ ID_DONATEUR: 'A1' }, { ID_DONATEUR: 'A2' }]);
  const code = 'TEST-UP-FR2';
  const campaign = await room.addCampaign({ code, settings: settings({ code }) });
  const rows = ['A1', 'A3'].map((id) => ({ ID_DONATEUR: id, CODE_CAMPAGNE: code }));
  await room.fill(rows, { campaign, fileName: 'TESTORG_UPG_FR_20261124.xlsx.pgp' });
  expect(await states(code)).toEqual(['excluded EF_DOUBLON', 'ready -']);
});

describe('withdrawals', () => {
  const FILE = 'TESTORG_RETRAIT_UPG_FR_20261201.xlsx.pgp';
  const withdraw = (fileName = FILE) =>
    withdrawRecords(room.all, { campaign: room.campaign.code, fileName, actor: OPS });

  test('close what is open, what is on a screen after its call, and twice changes nothing more', async () => {
    await room.fill(
      ['A1', 'A2', 'A3', 'A4', 'A5'].map((id) => ({
        ID_DONATEUR: id,
        ...(id === 'A4' && { TEL_FIXE: null }),
      })),
    );
    await tried((await room.records())[1]);
    const agent = await room.agent();
    const card = await room.card(agent);
    const onScreen = card.donor.donorId;
    const listed = ['A1', 'A2', 'A3', 'A4', 'INCONNU'];
    expect(listed).toContain(onScreen);
    await room.giveList(FILE, [
      ['MOTIF', 'ID_DONATEUR'],
      ...listed.map((id) => ['Motif fictif', id]),
      ['Autre motif', null],
    ]);
    const first = await withdraw();
    expect(first).toMatchObject({ rows: 6, retry: 0, done: 4 });
    expect(first.results).toEqual({ RETIREE: 3, A_L_ECRAN: 1, INCONNUE: 1, ILLISIBLE: 1 });
    expect((await states()).filter((state) => state === 'leased -')).toHaveLength(1);
    const events = await room.deps.store.read((rows) => rows.floor.liveEventsAfter(0, 10));
    expect(events.map(({ event }) => event)).toMatchObject([
      {
        kind: 'record-stopped',
        callId: card.callId,
        why: 'withdrawal',
        text: expect.stringContaining('a retiré cette personne'),
      },
    ]);
    expect((await states())[1]).toBe('closed EF_RETRAIT');
    expect((await states())[3]).toBe('excluded EF_RETRAIT');
    expect(room.delivered()).toContain('TESTORG_RETRAIT_UPG_FR_20261201_RAPPORT.xlsx.pgp');
    const told = await room.report('TESTORG_RETRAIT_UPG_FR_20261201_RAPPORT.xlsx.pgp');
    expect(told).toContain('RETIREE | 3');
    expect(told).not.toContain('Motif fictif');

    expect(await withdraw()).toMatchObject({ done: 0, retry: 0 });
    expect(await carryOutWaitingActs(room.all)).toBe(0);
    await room.deps.store.write((rows) => rows.records.releaseLease(card.callId));
    expect(await carryOutWaitingActs(room.all)).toBe(1);
    expect(await carryOutWaitingActs(room.all)).toBe(0);
    expect(await room.audits('record.withdrawn')).toBe(1);
    expect(await withdraw()).toMatchObject({
      done: 0,
      retry: 0,
      results: { RETIREE: 4, INCONNUE: 1, ILLISIBLE: 1 },
    });
    expect(room.delivered().filter((name) => name.includes('RETRAIT'))).toEqual([
      'TESTORG_RETRAIT_UPG_FR_20261201_RAPPORT.xlsx.pgp',
    ]);
    expect((await states()).filter((state) => state.endsWith('EF_RETRAIT'))).toHaveLength(4);
    expect(await room.audits('list.withdraw')).toBe(3);
  });

  test('reach the one record whose identifier is written otherwise; of two, neither', async () => {
    await room.fill(['BE-3', 'A 12', 'a 12'].map((ID_DONATEUR) => ({ ID_DONATEUR })));
    await room.giveList(FILE, [['ID_DONATEUR'], ['be-3'], ['A  12'], ['a 12']]);
    expect((await withdraw()).results).toEqual({ RETIREE: 2, INCONNUE: 1 });
    expect(await states()).toEqual(['excluded EF_RETRAIT', 'ready -', 'excluded EF_RETRAIT']);
  });

  test('refuse another name, another sender, another layout', async () => {
    await room.fill([{ ID_DONATEUR: 'A1' }]);
    for (const name of [
      'TESTORG_RETRAIT_REA_FR_20261201.xlsx.pgp',
      'TESTORG_RETRAIT_UPG_FR_20261301.xlsx.pgp',
    ])
      await expect(withdraw(name)).rejects.toEqual(refusal('wrong-file-name'));
    await room.giveList(FILE, [['ID_DONATEUR'], ['A1']], { by: room.supplier });
    await expect(withdraw()).rejects.toEqual(refusal('file-bad-signature'));
    await room.giveList(FILE, [['NOM'], ['A1']]);
    await expect(withdraw()).rejects.toEqual(refusal('layout-missing-columns'));
    expect(await states()).toEqual(['ready -']);
  });
});

describe('objections', () => {
  const FILE = 'TESTORG_OPPOSITIONS_20261201.xlsx.pgp';
  const suppress = (target: string) => suppressDonors(room.all, { target, fileName: FILE, actor: OPS });
  const ROWS: readonly RowChange[] = [
    { ID_DONATEUR: 'B1', EMAIL: 'autre@exemple.invalid' },
    { ID_DONATEUR: 'B2', TEL_FIXE: '02 61 91 12 34', EMAIL: 'autre@exemple.invalid' },
    { ID_DONATEUR: 'B3', TEL_FIXE: '03 53 01 12 34', EMAIL: 'Visee@exemple.invalid' },
    { ID_DONATEUR: 'B4', TEL_FIXE: '04 65 71 12 34', EMAIL: '' },
  ];

  test('by donor, number or e-mail reach every campaign of the charity, and nothing in clear is kept', async () => {
    await room.fill(ROWS);
    const other = await room.addCampaign(belgianCampaign());
    await room.giveList(
      FILE,
      [
        ['ID_DONATEUR', 'TEL', 'EMAIL'],
        ['B1', null, null],
        [null, '0261911234', null],
        [null, null, 'VISEE@exemple.invalid'],
        ['JAMAIS-VU', null, null],
        [null, '12', null],
      ],
      { campaign: other.code },
    );
    const first = await suppress('TESTORG');
    expect(first.results).toEqual({ BLOQUEE: 3, SANS_FICHE: 1, ILLISIBLE: 1 });
    expect(await states()).toEqual(['excluded EF_DNC', 'excluded EF_DNC', 'excluded EF_DNC', 'ready -']);
    const again = await suppress('TESTORG');
    expect(again.results).toEqual({ ENREGISTREE: 4, ILLISIBLE: 1 });
    expect(again.done).toBe(0);
    expect(room.delivered().filter((name) => name.includes('OPPOSITIONS'))).toHaveLength(1);

    const bytes = readdirSync(room.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
      .join('');
    for (const value of ['JAMAIS-VU', '261911234', 'isee@exemple'])
      expect(bytes.toLowerCase()).not.toContain(value.toLowerCase());

    // Whoever comes later with one of them is not called either.
    const fileName = 'TESTORG_UPG_FR_20261202.xlsx.pgp';
    const late: readonly RowChange[] = [
      { ID_DONATEUR: 'JAMAIS-VU', EMAIL: '' },
      { ID_DONATEUR: 'B9', TEL_FIXE: '05 36 49 12 34', EMAIL: 'visee@exemple.invalid' },
    ];
    await room.fill(late, { campaign: room.campaign, fileName });
    expect((await states()).slice(4)).toEqual(['excluded EF_DNC', 'excluded EF_DNC']);
  });

  test('tell the agent who has the donor on screen, and the record is never served again', async () => {
    await room.fill(ROWS.slice(0, 1));
    const agent = await room.agent();
    const card = await room.card(agent);
    await room.giveList(FILE, [['ID_DONATEUR'], ['B1']]);
    expect((await suppress(room.campaign.code)).results).toEqual({ BLOQUEE: 1 });
    const events = await room.deps.store.read((rows) => rows.floor.liveEventsAfter(0, 10));
    expect(events.map((one) => [one.agent, one.event.text.includes('n’appelez pas')])).toEqual([
      [agent.id, true],
    ]);
    await room.deps.store.write((rows) => rows.records.releaseLease(card.callId));
    await expect(room.card(agent)).rejects.toThrow('no card');
    expect(await states()).toEqual(['excluded EF_DNC']);
  });

  test('reach a donor whose identifier is written otherwise, and say what reaches nobody', async () => {
    const ids = ['BE-3', 'A  12', 'A 12', 'e\u0301toile'];
    await room.fill(ids.map((id, at) => ({ ID_DONATEUR: id, TEL_FIXE: `01 99 00 12 0${at}`, EMAIL: '' })));
    await room.giveList(FILE, [['ID_DONATEUR'], ['be-3'], ['A  12'], ['\u00e9toile'], ['C9']]);
    const done = await suppress('TESTORG');
    expect(done.results).toEqual({ BLOQUEE: 3, SANS_FICHE: 1 });
    expect(await states()).toEqual(['excluded EF_DNC', 'excluded EF_DNC', 'ready -', 'excluded EF_DNC']);
    // The doubt blocks whoever comes later under the other writing.
    const fileName = 'TESTORG_UPG_FR_20261202.xlsx.pgp';
    await room.fill([{ ID_DONATEUR: 'c9', TEL_FIXE: '01 99 00 12 09' }], {
      campaign: room.campaign,
      fileName,
    });
    expect((await states()).at(-1)).toBe('excluded EF_DNC');
  });

  test('reach the donor written otherwise even when the number beside it is another’s', async () => {
    await room.fill(ROWS.slice(0, 2));
    await room.giveList(FILE, [
      ['ID_DONATEUR', 'TEL'],
      ['b1', '02 61 91 12 34'],
    ]);
    expect((await suppress('TESTORG')).results).toEqual({ BLOQUEE: 1 });
    expect(await states()).toEqual(['excluded EF_DNC', 'excluded EF_DNC']);
  });

  test('say by its number each line that cannot be read, and apply the others and what is left of it', async () => {
    await room.fill(ROWS);
    const rows = [
      ['ID_DONATEUR', 'TEL', 'EMAIL', 'NOM'],
      ['B1', '12', null, null],
      [null, '02/61/91/12/34 (domicile)', null, null],
      [null, '3,36E+10', null, null],
      [null, null, 'visee@@exemple.invalid', null],
      [null, null, null, 'Fictive'],
      [null, ' ', null, null],
      [1.5, null, null, null],
    ];
    await room.giveList(FILE, rows);
    const done = await suppress('TESTORG');
    expect(done.results).toEqual({ BLOQUEE: 2, ILLISIBLE: 4 });
    expect(done.unread.map(({ rowNumber, message }) => [rowNumber, message.split(' ')[0]])).toEqual([
      [2, 'TEL'],
      [4, 'TEL'],
      [5, 'EMAIL'],
      [6, 'ID_DONATEUR'],
      [8, 'ID_DONATEUR'],
    ]);
    expect(await states()).toEqual(['excluded EF_DNC', 'excluded EF_DNC', 'ready -', 'ready -']);
    expect(await room.report('TESTORG_OPPOSITIONS_20261201_RAPPORT.xlsx.pgp')).toContain(
      'Lignes illisibles | 5 | À corriger',
    );
  });

  test('refuse a code that names nobody, and a closed house', async () => {
    await expect(suppress('PERSONNE')).rejects.toEqual(refusal('charity-unknown'));
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
    await expect(suppress('TESTORG')).rejects.toEqual(refusal('campaign-not-open'));
  });
});
