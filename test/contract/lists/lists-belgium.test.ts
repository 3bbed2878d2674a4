import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { importListCheck } from '../../../server/steps/lists/import-list-check.ts';
import { holdOldChecks } from '../../../server/steps/next-card/hold-unchecked.ts';
import { carryOutWaitingActs } from '../../../server/steps/persons/waiting-acts.ts';
import { excelDay, type RowChange } from '../../support/contact-file/contact-rows.ts';
import { BELGIAN_ROW, belgianCampaign, type ListRoom, listRoom, OPS } from '../../support/lists/list-room.ts';
import type { XmlCell } from '../../support/machine/raw-xlsx.ts';

const DAY_MS = 86_400_000;
const FILE = 'TESTORG_DNCM_BE_20261123.xlsx.pgp';

let room: ListRoom;
let campaign: CampaignRow;
beforeEach(async () => {
  room = await listRoom();
  campaign = await room.addCampaign(belgianCampaign());
});
afterEach(() => room.close());

const day = (iso: string): XmlCell => ({ date: excelDay(iso) });
const HEADER = ['TEL', 'DNCM_STATUT', 'DNCM_DATE_CONTROLE'];
const check = (fileName = FILE) => importListCheck(room.all, { target: campaign.code, fileName, actor: OPS });
const shown = async () =>
  (await room.records(campaign.code)).map(
    (row) => `${row.state} ${row.disposition ?? '-'} ${row.hold ?? '-'} ${row.dncmCheckedOn ?? '-'}`,
  );

/** What the charity's file says of a number and how its record stands; what the check says of it, and how it stands then. */
const OLD = { DNCM_DATE_CONTROLE: day('2026-09-01') };
const EACH_NUMBER: readonly {
  readonly of: string;
  readonly row: RowChange;
  readonly before: string;
  readonly checked: readonly [number: string, status: string, registered?: string];
  readonly after: string;
}[] = [
  {
    of: 'L',
    row: { TEL_FIXE: '02 345 67 01' },
    before: 'ready - - 2026-11-02',
    checked: ['023456701', 'LISTE'],
    after: 'excluded EF_DNC - 2026-11-02',
  },
  // Consent after the listing was first seen: called, and the consent does not age.
  {
    of: 'C',
    row: { TEL_FIXE: '02 345 67 02', DNCM_STATUT: 'LISTE', CONSENTEMENT_TEL_DATE: day('2026-11-10') },
    before: 'ready - - -',
    checked: ['+3223456702', 'LISTE'],
    after: 'ready - - -',
  },
  // The check tells the day of the listing: a consent given since, before the check, counts.
  {
    of: 'I',
    row: { TEL_FIXE: '02 345 67 07', CONSENTEMENT_TEL_DATE: day('2026-10-15') },
    before: 'ready - - 2026-11-02',
    checked: ['02 345 67 07', 'LISTE', '2026-10-01'],
    after: 'ready - - -',
  },
  {
    of: 'J',
    row: { TEL_FIXE: '02 345 67 08', CONSENTEMENT_TEL_DATE: day('2026-10-15') },
    before: 'ready - - 2026-11-02',
    checked: ['02 345 67 08', 'LISTE', '2026-10-15'],
    after: 'excluded EF_DNC - 2026-11-02',
  },
  {
    of: 'S',
    row: { TEL_FIXE: '02 345 67 03', ...OLD },
    before: 'excluded EF_EXCLU list-check 2026-09-01',
    checked: ['02 345 67 03', 'NON_LISTE'],
    after: 'ready - - 2026-11-22',
  },
  {
    of: 'R',
    row: { TEL_FIXE: '02 345 67 04' },
    before: 'ready - - 2026-11-02',
    checked: ['02 345 67 04', 'N'],
    after: 'ready - - 2026-11-22',
  },
  {
    of: 'P',
    row: { TEL_FIXE: '02 345 67 05', TEL_MOBILE: '0475 12 34 56', ...OLD },
    before: 'excluded EF_EXCLU list-check 2026-09-01',
    checked: ['02 345 67 05', 'NON_LISTE'],
    after: 'excluded EF_EXCLU list-check 2026-09-01',
  },
  {
    of: 'N',
    row: { TEL_FIXE: '02 345 67 06', LANGUE: 'nl', ...OLD },
    before: 'excluded EF_EXCLU list-check 2026-09-01',
    checked: ['02 345 67 06', 'NON_LISTE'],
    after: 'excluded EF_EXCLU - 2026-11-22',
  },
];

test('each number decides its record: listed, consented, clear, renewed, stale, unchecked', async () => {
  const donors = EACH_NUMBER.map(({ of, row }) => ({ ...BELGIAN_ROW, ID_DONATEUR: of, ...row }));
  await room.fill(donors, { campaign, fileName: 'TESTORG_UPG_BE_20261123.xlsx.pgp' });
  expect(await shown()).toEqual(EACH_NUMBER.map(({ before }) => before));
  await room.giveList(
    FILE,
    [
      [...HEADER, 'DNCM_DATE_INSCRIPTION'],
      ...EACH_NUMBER.map(({ checked: [number, status, registered] }) => {
        const entered = registered === undefined ? null : day(registered);
        return [number, status, day('2026-11-22'), entered];
      }),
      ['02 345 67 99', 'NON_LISTE', day('2026-11-22'), null],
      ['02 345 67 04', 'NON_LISTE', day('2027-01-01'), null],
    ],
    { campaign: campaign.code },
  );
  const first = await check();
  expect(first.results).toEqual({
    BLOQUEE: 2,
    CONSENTI: 1,
    APPELABLE: 2,
    RENOUVELEE: 1,
    PARTIELLE: 1,
    EXCLUE: 1,
    SANS_FICHE: 1,
    ILLISIBLE: 1,
  });
  const after = EACH_NUMBER.map((one) => one.after);
  expect(await shown()).toEqual(after);
  expect(await check()).toMatchObject({ done: 0 });
  expect(await shown()).toEqual(after);
});

test('a check grows old: its records leave the queue before a card is chosen, and come back as they were', async () => {
  const stale = { ...BELGIAN_ROW, DNCM_DATE_CONTROLE: day('2026-10-30') };
  await room.fill(
    [
      { ...stale, ID_DONATEUR: 'V1', TEL_FIXE: '02 345 67 01' },
      { ...BELGIAN_ROW, ID_DONATEUR: 'V2', TEL_FIXE: '02 345 67 02' },
    ],
    { campaign, fileName: 'TESTORG_UPG_BE_20261123.xlsx.pgp' },
  );
  const [first] = await room.records(campaign.code);
  await room.deps.store.write((rows) =>
    rows.records.update(first?.id ?? 0, { disposition: 'RP_COLL', queue: 'callback', attempts: 2 }),
  );
  const agent = await room.agent('agent-be', [campaign.code]);
  // Sunday 29 November is the thirtieth day; on Monday the callback, first of all, is no longer served.
  room.clock.nowMs += 7 * DAY_MS;
  const queue = async () =>
    (await readStatus(room.all)).campaigns.find((one) => one.code === campaign.code)?.queue;
  expect(await queue()).toMatchObject({ due: 2, callable: 2, whyEmpty: null });
  // The house does it every minute, whether or not a card is asked for: what is counted may be called.
  await holdOldChecks(room.all);
  expect(await queue()).toMatchObject({ due: 1, callable: 1, whyEmpty: null });
  expect((await room.card(agent)).donor.donorId).toBe('V2');
  expect((await shown())[0]).toBe('ready RP_COLL list-check 2026-10-30');
  expect(await room.audits('list.check-expired', campaign.code)).toBe(1);
  const status = (await readStatus(room.all)).campaigns.find((one) => one.code === campaign.code);
  expect(status).toMatchObject({ held: 1, queue: { due: 0, callable: 0 } });
  expect(status?.queue.whyEmpty).toBe('1 à l’écran, 1 en attente du contrôle de liste');
  const other = await room.agent('agent-be-2', [campaign.code]);
  await expect(room.card(other)).rejects.toThrow('1 fiche attend un contrôle');

  const fileName = 'TESTORG_DNCM_BE_20261130.xlsx.pgp';
  await room.giveList(fileName, [HEADER, ['023456701', 'NON_LISTE', day('2026-11-30')]], {
    campaign: campaign.code,
  });
  expect((await check(fileName)).results).toEqual({ APPELABLE: 1 });
  expect((await room.card(other)).donor.donorId).toBe('V1');
  expect((await room.records(campaign.code))[0]).toMatchObject({
    queue: 'callback',
    attempts: 2,
    disposition: 'RP_COLL',
  });
});

test('a listed donor on a screen is told, and closed after the call; France has no such list', async () => {
  await room.fill([{ ...BELGIAN_ROW, ID_DONATEUR: 'L' }], {
    campaign,
    fileName: 'TESTORG_UPG_BE_20261123.xlsx.pgp',
  });
  const card = await room.card(await room.agent('agent-be', [campaign.code]));
  await room.giveList(FILE, [HEADER, ['02 345 67 89', 'LISTE', day('2026-11-22')]], {
    campaign: campaign.code,
  });
  expect(await check()).toMatchObject({ retry: 0, results: { A_L_ECRAN: 1 } });
  await room.deps.store.write((rows) => rows.records.releaseLease(card.callId));
  expect(await carryOutWaitingActs(room.all)).toBe(1);
  expect((await room.records(campaign.code))[0]).toMatchObject({ state: 'excluded', disposition: 'EF_DNC' });
  expect((await check()).results).toEqual({ INCHANGEE: 1 });
  const french = importListCheck(room.all, { target: room.campaign.code, fileName: FILE, actor: OPS });
  await expect(french).rejects.toMatchObject({ code: 'campaign-not-belgian' });
});

test('a cell of the check is read as people write it: slashes, two numbers; what is left unread is told by its line', async () => {
  const rows = ['0475/12.34.01', '02/512.34.02', '02/512.34.03'].map((TEL_FIXE, at) => ({
    ...BELGIAN_ROW,
    ID_DONATEUR: `E${at}`,
    TEL_FIXE,
  }));
  await room.fill(rows, { campaign, fileName: 'TESTORG_UPG_BE_20261123.xlsx.pgp' });
  await room.giveList(
    FILE,
    [
      HEADER,
      ['0475/12.34.01 ou 02/512.34.02', 'LISTE', day('2026-11-22')],
      ['02/512.34.03 / 02/512', 'LISTE', day('2026-11-22')],
      ['02/512.34.99', 'peut-être', day('2026-11-22')],
      ['02/512.34.98 / 090012345', 'NON_LISTE', day('2026-11-22')],
      ['02/512.34.97', 'NON_LISTE', day('2027-01-01')],
    ],
    { campaign: campaign.code },
  );
  const done = await check();
  expect((await shown()).map((line) => line.split(' ')[1])).toEqual(['EF_DNC', 'EF_DNC', 'EF_DNC']);
  expect(done.results).toEqual({ BLOQUEE: 2, ILLISIBLE: 2, SANS_FICHE: 1 });
  expect(done.unread.map((one) => one.rowNumber)).toEqual([3, 4, 5, 6]);
});
