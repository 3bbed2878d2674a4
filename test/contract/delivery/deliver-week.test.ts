import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawCell } from '../../../server/domain/contact-file/raw-sheet.ts';
import { figureText } from '../../../server/domain/indicators/indicator-figures.ts';
import { indicatorLine, indicators } from '../../../server/domain/indicators/indicators.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { deliverDue } from '../../../server/steps/delivery/deliver-due.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { deliverProvisional } from '../../../server/steps/delivery/deliver-provisional.ts';
import { deliverReport } from '../../../server/steps/delivery/deliver-report.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { readFigures } from '../../../server/steps/indicators/read-figures.ts';
import { askReturn } from '../../../server/steps/papers/observe-campaign.ts';
import { periodOfIsoWeek } from '../../../shared/time.ts';
import { insertCall } from '../../support/call/told-call.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { type DeliveryRoom, deliveryRoom } from '../../support/delivery/delivery-room.ts';
import { describeWith, programPath } from '../../support/machine/programs.ts';
import { accountRow, agreementRow, callRow, emailRow, NOW_MS } from '../../support/store/store-rows.ts';

const WEDNESDAY = Date.parse('2026-11-18T18:00:00+01:00');
const WEEKLY = 'TESTORG_MANDATS_UPG_FR_2026-S47.xlsx.pgp';
const ops = { actor: 'ops-1' };

let room: DeliveryRoom;
let campaign: CampaignRow;
let ids: readonly number[];

/** Six delivered lines of 12 €; one was without number. */
beforeEach(async () => {
  room = await deliveryRoom(NOW_MS);
  campaign = await room.addCampaign({ createdAtMs: WEDNESDAY - 2 * 86_400_000 });
  const excluded = { state: 'excluded', disposition: 'EF_SANSTEL', closedAtMs: WEDNESDAY } as const;
  const donors = [1, 2, 3, 4, 5].map((number) => ({ donor: fictitiousDonor(number) }));
  ids = await room.addRecords(campaign, [...donors, { donor: fictitiousDonor(6), row: excluded }]);
});
afterEach(() => room.close());

type Call = Partial<CallRow> & { readonly position: number; readonly note?: string };

/** Records a call of that record as the floor would: its event, the closing, a sealed note. */
async function addCall({ position, note = '', ...change }: Call): Promise<string> {
  const recordId = ids[position] as number;
  const times = { startedAtMs: WEDNESDAY - 60_000, endedAtMs: WEDNESDAY + position };
  const isAgreement = (change.disposition ?? 'AC_UP') === 'AC_UP';
  const blank = (isAgreement ? agreementRow : callRow)({ recordId, ...times, ...change });
  const place = { campaign: campaign.code, kind: 'call', id: blank.callId, version: 1 } as const;
  const call = { ...blank, sealed: await room.deps.vault.sealCall(place, { changes: [], note }) };
  await room.deps.store.write(async (rows) => {
    await insertCall(rows, call);
    const { disposition, endedAtMs: closedAtMs } = call;
    await rows.records.update(recordId, { state: 'closed', disposition, closedAtMs, attempts: 1 });
  });
  return call.callId;
}

async function firstSheet(name: string): Promise<Record<string, unknown>[]> {
  const sheet = await room.reader.read(await room.openDelivered(name));
  return sheet.rows.map((row) =>
    Object.fromEntries(sheet.header.map((header, i) => [header, plain(row.cells[i] ?? { kind: 'empty' })])),
  );
}

function plain(cell: RawCell): unknown {
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'date') return cell.date;
  return cell.kind === 'number' ? cell.value : null;
}

const week = (change: object = {}) => ({ campaign: campaign.code, ...ops, ...change });

describe('R-20 the weekly mandates file, on real parts', () => {
  it('takes last week’s agreements and gifts to the drop, once', async () => {
    const callId = await addCall({ position: 0, changed: true });
    await addCall({ position: 1, newMinor: 1450, newMonthlyMinor: 1450, askLevel: '2' });
    await addCall({ position: 2, disposition: 'RA_MOYENS' });
    await addCall({ position: 3, disposition: 'DP_LIEN', oneOffMinor: 3000 });
    await addCall({ position: 4, startedAtMs: NOW_MS, endedAtMs: NOW_MS });
    const sent = emailRow({
      callId,
      recordId: ids[0] as number,
      state: 'sent',
      sentAtMs: WEDNESDAY + 3_600_000,
    });
    await room.deps.store.write((rows) => rows.emails.add(sent));

    const first = await deliverWeekly(room.deps, week());
    expect(first).toMatchObject({ period: '2026-W47', rows: 3, state: 'delivered', alreadyDelivered: false });
    expect(room.delivered()).toEqual([WEEKLY]);
    const [one, two, ...others] = await firstSheet(WEEKLY);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      ID_DONATEUR: '00001',
      ID_APPEL: callId,
      RUM: '++00RUM1',
      ANCIEN_MONTANT: 12,
      NOUVEAU_MONTANT: 17,
      DELTA: 5,
      STATUT_EMAIL: 'ENVOYE',
      DATE_EMAIL: '2026-11-18',
      COORDONNEES_MODIFIEES: 'O',
      DATE_PREMIERE_ECHEANCE: '2026-12-10',
    });
    expect(two).toMatchObject({ ID_DONATEUR: '00002', DELTA: 2.5, PALIER: '2', STATUT_EMAIL: 'SANS_EMAIL' });

    expect(await deliverWeekly(room.deps, week())).toEqual({ ...first, alreadyDelivered: true });
    expect(room.uploads()).toBe(1);
    const reasons = await room.deps.store.read(async (rows) =>
      (await Array.fromAsync(rows.audit.each()))
        .filter((row) => row.action === 'record.open')
        .map((row) => row.reason),
    );
    expect(reasons).toEqual(['Fichier hebdomadaire 2026-W47']);
  });

  it('delivers an empty week with 0 rows', async () => {
    expect(await deliverWeekly(room.deps, week())).toMatchObject({ rows: 0, state: 'delivered' });
    expect(await firstSheet(WEEKLY)).toEqual([]);
  });

  it('refuses a running, a coming and an impossible week, and an unknown campaign; nothing leaves', async () => {
    const refused = async (change: object, code: string) =>
      expect(deliverWeekly(room.deps, week(change))).rejects.toMatchObject({ code });
    await refused({ week: '2026-W48' }, 'week-not-over');
    await refused({ week: '2026-W49', allowRunning: true }, 'week-not-over');
    await refused({ week: '2025-W53' }, 'week-unknown');
    await refused({ campaign: 'INCONNUE' }, 'campaign-unknown');
    await room.deps.store.write((rows) => rows.campaigns.setState(campaign.code, 'purging'));
    await refused({}, 'campaign-purged');
    expect(room.delivered()).toEqual([]);
  });

  it('sends a line once: what comes after a running week’s file leaves with the next one', async () => {
    await addCall({ position: 0, startedAtMs: NOW_MS, endedAtMs: NOW_MS });
    expect(await deliverWeekly(room.deps, week({ week: '2026-W48', allowRunning: true }))).toMatchObject({
      rows: 1,
    });
    await addCall({ position: 1, startedAtMs: NOW_MS + 1, endedAtMs: NOW_MS + 1 });
    room.clock.nowMs = NOW_MS + 14 * 86_400_000;
    expect(await deliverWeekly(room.deps, week({ week: '2026-W49' }))).toMatchObject({ rows: 1 });
    const [late] = await firstSheet('TESTORG_MANDATS_UPG_FR_2026-S49.xlsx.pgp');
    expect(late?.ID_DONATEUR).toBe('00002');
  });

  it('leaves an earlier week its own lines, even delivered after a later one', async () => {
    await addCall({ position: 0 });
    room.clock.nowMs = NOW_MS + 7 * 86_400_000;
    expect(await deliverWeekly(room.deps, week())).toMatchObject({ period: '2026-W48', rows: 0 });
    expect(await deliverWeekly(room.deps, week({ week: '2026-W47' }))).toMatchObject({ rows: 1 });
  });
});

describe('R-21 the weekly report, on real parts', () => {
  it('counts from the base what the formulas need', async () => {
    await addCall({ position: 0 });
    await addCall({ position: 1, disposition: 'RA_MOYENS' });
    await addCall({ position: 2, disposition: 'EF_MD' });
    await room.deps.store.write(async (rows) => {
      await rows.floor.switchSpan('agent-1', WEDNESDAY, { campaign: campaign.code, kind: 'production' });
      await rows.floor.switchSpan('agent-1', WEDNESDAY + 7_200_000);
    });
    const period = periodOfIsoWeek('2026-W47');
    if (!period) throw new Error('a week');
    const { input } = await room.deps.store.read((rows) =>
      readFigures(rows, { campaign, period, nowMs: NOW_MS }),
    );
    const all = indicators(input);
    const value = (key: string) => {
      const line = indicatorLine(all, key);
      return line && figureText(line.period, input);
    };
    expect([input.delivered, input.callable]).toEqual([6, 5]);
    expect(['agreements', 'useful', 'failed', 'open', 'processedRate'].map(value)).toEqual([
      '1',
      '2',
      '1',
      '2',
      '60,0 %',
    ]);
    expect(['agreementRate', 'pitchedPerHour', 'averageAmount', 'fileAverage'].map(value)).toEqual([
      '50,0 %',
      '1,0',
      '5 €',
      '12 €',
    ]);

    expect(await deliverReport(room.deps, week())).toMatchObject({ kind: 'report', rows: 14 });
    const name = 'TESTORG_INDICATEURS_UPG_FR_2026-S47.xlsx.pgp';
    expect(room.delivered()).toEqual([name]);
    const rows = await firstSheet(name);
    expect(rows.filter((row) => row['N°']).map((row) => row['N°'])).toEqual(
      Array.from({ length: 14 }, (_, i) => i + 1),
    );
    expect(rows.find((row) => row['N°'] === 6)).toMatchObject({
      'Semaine 2026-S47': 0.5,
      Objectif: 0.3,
    });
  });
});

describe('R-23 the final return file, on real parts', () => {
  it('waits for the end of the campaign, then has every record, called or not', async () => {
    await addCall({ position: 0 });
    await addCall({ position: 1, disposition: 'AR_STOP', note: 'Souhaite un courrier.' });
    await expect(deliverFinal(room.deps, week())).rejects.toMatchObject({ code: 'campaign-open' });
    await closeCampaign(room.deps, { ...week(), reason: 'fin prévue' });
    const first = await deliverFinal(room.deps, week());
    expect(first).toMatchObject({ period: 'final', rows: 6, alreadyDelivered: false });
    expect(await deliverFinal(room.deps, week())).toEqual({ ...first, alreadyDelivered: true });
    const rows = await firstSheet('TESTORG_RETOUR_UPG_FR_20261123.xlsx.pgp');
    expect(
      rows.map((row) => [row.ID_DONATEUR, row.STATUT_FINAL, row.MONTANT_APRES, row.COMMENTAIRE]),
    ).toEqual([
      ['00001', 'AC_UP', 17, null],
      ['00002', 'AR_STOP', 12, 'Souhaite un courrier.'],
      ['00003', 'EF_CLOTURE', 12, null],
      ['00004', 'EF_CLOTURE', 12, null],
      ['00005', 'EF_CLOTURE', 12, null],
      ['00006', 'EF_SANSTEL', 12, null],
    ]);
  });

  it('may leave early, as provisional: the final one is still owed', async () => {
    const early = await deliverFinal(room.deps, week({ early: { reason: 'point à mi-parcours' } }));
    expect(early).toMatchObject({ period: 'early-2026-11-23' });
    expect(room.delivered()).toEqual(['TESTORG_RETOUR-PROVISOIRE_UPG_FR_20261123.xlsx.pgp']);
    const observer = accountRow({ id: 'obs-1', role: 'observer', campaigns: [campaign.code] });
    const asked = { campaign: campaign.code, account: observer };
    expect(await askReturn(room.deps, asked)).toMatchObject({ rows: 6, alreadyDelivered: true });
    const elsewhere = askReturn(room.deps, { ...asked, account: { ...observer, campaigns: [] } });
    await expect(elsewhere).rejects.toMatchObject({ code: 'campaign-unknown' });
    await closeCampaign(room.deps, { ...week(), reason: 'fin prévue' });
    const late = deliverProvisional(room.deps, { ...week(), reason: 'trop tard' });
    await expect(late).rejects.toMatchObject({ code: 'campaign-ended' });
    expect((await readStatus(room.deps)).campaigns[0]?.finalDue).toBe(true);
    expect(await deliverFinal(room.deps, week())).toMatchObject({ period: 'final', alreadyDelivered: false });
    expect((await readStatus(room.deps)).campaigns[0]?.finalDue).toBe(false);
  });
});

describe('status and schedule', () => {
  it('says what is due on Tuesday night, delivers it, and owes nothing any more', async () => {
    expect((await readStatus(room.deps)).campaigns[0]?.due).toEqual([]);
    room.clock.nowMs = Date.parse('2026-11-24T22:00:00+01:00');
    const [before] = (await readStatus(room.deps)).campaigns;
    expect(before?.due.map((due) => [due.kind, due.week])).toEqual([
      ['weekly', '2026-W47'],
      ['report', '2026-W47'],
    ]);
    expect(await deliverDue(room.deps, { actor: 'system' })).toEqual({ delivered: 2, failed: 0 });
    const [after] = (await readStatus(room.deps)).campaigns;
    expect(after?.due).toEqual([]);
    expect(after?.deliveries.map((row) => row.kind).sort()).toEqual(['report', 'weekly']);
    expect(after).toMatchObject({ leases: 0, lateEmails: 0, records: { ready: 5, excluded: 1 } });
    expect(await deliverDue(room.deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
  });
});

const READ = `
import io, json, sys, openpyxl
book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
print(json.dumps({s.title: [[[c.data_type, str(c.value), c.number_format] for c in r] for r in s.iter_rows()] for s in book}))
`;

describeWith('openpyxl')('another spreadsheet library opens what was delivered', () => {
  it('R-25 numbers as numbers, dates as dates, leading zeros kept, no formula', async () => {
    await addCall({ position: 0 });
    await deliverWeekly(room.deps, week());
    const input = Buffer.from(await room.openDelivered(WEEKLY));
    const text = execFileSync(programPath('openpyxl') as string, ['-c', READ], { input, encoding: 'utf8' });
    const book = JSON.parse(text) as Record<string, [string, string, string][][]>;
    expect(Object.keys(book)).toEqual(['MANDATS', 'DONS PONCTUELS', 'CONTROLE']);
    const [header, row] = book.MANDATS ?? [];
    const cell = (name: string) => row?.[header?.findIndex((one) => one[1] === name) ?? -1];
    expect(cell('ID_DONATEUR')).toEqual(['s', '00001', '@']);
    expect(cell('RUM')?.slice(0, 2)).toEqual(['s', '++00RUM1']);
    expect(cell('DELTA')?.slice(0, 2)).toEqual(['n', '5']);
    expect(cell('DATE_PREMIERE_ECHEANCE')?.slice(0, 2)).toEqual(['d', '2026-12-10 00:00:00']);
    expect(book.CONTROLE?.[1]?.slice(1, 4).map((one) => one.slice(0, 2))).toEqual([
      ['n', '1'],
      ['n', '5'],
      ['n', '17'],
    ]);
    expect(
      Object.values(book)
        .flat(2)
        .some(([type]) => type === 'f'),
    ).toBe(false);
  });
});
