import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cardForAgent } from '../../../server/domain/next-card/card-for-agent.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { RowChange } from '../../support/contact-file/contact-rows.ts';
import { cellsOf, DONORS, enrichmentIn, RETURN, RETURN_COLUMNS } from '../../support/lists/enrich-room.ts';
import {
  BELGIAN_ROW,
  belgianCampaign,
  type ListRoom,
  listRoom,
  SUPPLIER,
} from '../../support/lists/list-room.ts';
import type { XmlCell } from '../../support/machine/raw-xlsx.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';
import { callRow, settings } from '../../support/store/store-rows.ts';

let room: ListRoom;

const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });
const approve = (campaign?: CampaignRow) => enrichmentIn(room).approve(campaign);
const ask = (campaign?: string) => enrichmentIn(room).ask(campaign);
const take = (fileName?: string, campaign?: string) => enrichmentIn(room).take(fileName, campaign);
const requested = (name: string) => enrichmentIn(room).requested(name);

async function donorOf(index: number, campaign = room.campaign.code) {
  const row = (await room.records(campaign))[index];
  if (!row) throw new Error('no such record');
  return { row, donor: (await room.vault.openRecord(recordPlace(row), row.sealed)).donor };
}

const NAMES = ['TESTEUR-UN', 'TESTEUR-DEUX', 'TESTEUR-TROIS', 'TESTEUR-QUATRE'];

/** The third donor's only number proved wrong this morning. */
async function wrongNumber(): Promise<void> {
  const row = (await room.records())[3];
  if (!row) throw new Error('no fourth record');
  const atMs = room.clock.nowMs - 3_600_000;
  await room.deps.store.write(async (rows) => {
    await rows.calls.insert(
      callRow({
        recordId: row.id,
        campaign: row.campaign,
        disposition: 'EF_FAUX',
        endedAtMs: atMs,
        attemptRank: 1,
      }),
    );
    await rows.records.update(row.id, {
      state: 'closed',
      disposition: 'EF_FAUX',
      closedAtMs: atMs,
      attempts: 1,
    });
  });
}

describe('the round trip', () => {
  let sheet: Awaited<ReturnType<typeof requested>>;
  const lineOf = (name: string) => cellsOf(sheet, 'ID_LIGNE')[cellsOf(sheet, 'NOM').indexOf(name)] ?? '';

  stopAtFirstFailure();
  beforeAll(async () => {
    room = await listRoom();
    await room.fill(DONORS);
    await wrongNumber();
  });
  afterAll(() => room.close());

  test('waits for the charity’s word, and for a request', async () => {
    await expect(ask()).rejects.toEqual(refusal('enrich-not-approved'));
    await expect(take()).rejects.toEqual(refusal('enrich-no-request'));
  });

  test('asks for those without a number alone, by name and address, sealed for the supplier', async () => {
    await approve();
    const asked = await ask();
    expect(asked).toMatchObject({ requestId: 'TEST-UP-FR-E1', supplier: SUPPLIER, lines: 4 });
    expect(asked.fileName).toBe('TESTORG_ENRICH_UPG_FR_20261123-1.xlsx');
    sheet = await requested(asked.fileName);
    expect(sheet.header).toEqual([
      'ID_LIGNE',
      'CIVILITE',
      'NOM',
      'PRENOM',
      'ADR_L2',
      'ADR_L3',
      'ADR_L4',
      'ADR_L5',
      'CP',
      'VILLE',
      'PAYS',
    ]);
    expect(cellsOf(sheet, 'NOM').toSorted()).toEqual(NAMES.toSorted());
    expect(JSON.stringify(sheet.rows)).not.toMatch(/A[1-4]"|12[.,]5|TEST-UP|exemple\.invalid/);
    await expect(room.openDelivered(`${asked.fileName}.pgp`)).rejects.toThrow();
    await expect(ask()).rejects.toEqual(refusal('enrich-nothing'));
  });

  test('believes a return signed by the supplier alone, and says what became of each line', async () => {
    const objected = await room.vault.blind('TESTORG', 'phone', '+33465711234');
    await room.deps.store.write((rows) =>
      rows.records.suppress({
        charity: 'TESTORG',
        campaign: room.campaign.code,
        blinds: [objected],
        onlyCampaign: false,
        atMs: 1,
        exceptRecordId: 0,
      }),
    );
    const back: XmlCell[][] = [
      RETURN_COLUMNS,
      [lineOf('TESTEUR-UN'), '06 39 98 12 34', 'ANNUAIRE', '2026-11-30', 'FORT'],
      [lineOf('TESTEUR-UN'), '01 99 00 43 21', 'ANNUAIRE', null, 'EXACT'],
      [lineOf('TESTEUR-DEUX'), '06 39 98 77 77', 'FICHIER B', null, 'FOYER'],
      [lineOf('TESTEUR-TROIS'), '03 53 01 12 34', 'ANNUAIRE', null, 'FORT'],
      [lineOf('TESTEUR-TROIS'), '05 36 49 12 34', 'ANNUAIRE', null, 'FORT'],
      [lineOf('TESTEUR-QUATRE'), '04 65 71 12 34', 'ANNUAIRE', null, 'FORT'],
      ['ligne-inconnue', '06 39 98 00 01', null, null, 'FORT'],
    ];
    await room.giveList(RETURN, back);
    await expect(take()).rejects.toEqual(refusal('file-bad-signature'));
    await room.giveList(RETURN, back, { by: room.supplier });
    const summary = await take();
    expect(summary.results).toEqual({ AJOUTE: 3, A_CONFIRMER: 1, DEJA_CONNU: 1, OPPOSITION: 1, INCONNUE: 1 });
    const again = await take();
    expect(again).toMatchObject({ done: 0, results: { DEJA_CONNU: 5, OPPOSITION: 1, INCONNUE: 1 } });
  });

  test('opens again a record that had no number, and says of each number where it is from', async () => {
    const one = await donorOf(1);
    expect(one.row).toMatchObject({ state: 'ready', disposition: null, closedAtMs: null });
    expect(one.donor.phones).toEqual([
      expect.objectContaining({
        slot: 'TEL_AUTRE',
        e164: '+33639981234',
        source: 'ENRICHI',
        sourceDate: '2026-11-30',
        origin: 'ANNUAIRE',
      }),
      expect.objectContaining({ slot: 'TEL_MOBILE', e164: '+33199004321', sourceDate: '2026-11-23' }),
    ]);
  });

  test('adds beside a number that proved wrong, never over it, and asks the rules again when to call', async () => {
    const three = await donorOf(3);
    expect(three.donor.phones.map((phone) => [phone.slot, phone.e164, phone.source])).toEqual([
      ['TEL_FIXE', '+33353011234', 'DONATEUR'],
      ['TEL_AUTRE', '+33536491234', 'ENRICHI'],
    ]);
    expect(three.row).toMatchObject({ state: 'ready', queue: 'retry', attempts: 1, closedAtMs: null });
    expect(three.row.dueAtMs).toBeGreaterThan(room.clock.nowMs);
    const byPhone = await room.vault.blind('TESTORG', 'phone', '+33536491234');
    expect(
      await room.deps.store.read((rows) => rows.records.idsByPhoneBlind(room.campaign.code, byPhone)),
    ).toEqual([three.row.id]);
  });

  test('keeps away who objected to the number that was found', async () => {
    expect((await donorOf(4)).row).toMatchObject({ state: 'excluded', disposition: 'EF_SANSTEL' });
  });
});

describe('in particular', () => {
  beforeEach(async () => {
    room = await listRoom();
  });
  afterEach(() => room.close());

  test('a household match says so on the card until somebody confirmed it', async () => {
    await approve();
    await room.fill([{ ID_DONATEUR: 'A2', TEL_FIXE: null }]);
    const sheet = await requested((await ask()).fileName);
    const [line = ''] = cellsOf(sheet, 'ID_LIGNE');
    await room.giveList(RETURN, [RETURN_COLUMNS, [line, '06 39 98 77 77', 'FICHIER B', null, 'FOYER']], {
      by: room.supplier,
    });
    await take();
    const card = await room.card(await room.agent());
    expect(card.donor.phones).toEqual([expect.objectContaining({ toConfirm: true, origin: 'FICHIER B' })]);
    const { row, donor } = await donorOf(0);
    const confirmed = {
      ...donor,
      phones: donor.phones.map((phone) => ({ ...phone, validity: 'VALIDE' as const })),
    };
    const later = cardForAgent({
      row,
      content: { donor: confirmed, imported: {} as never },
      campaign: room.campaign,
      lease: { callId: 'x', grantedAtMs: 0, expiresAtMs: 0 },
      history: [],
      why: '',
      rules: room.all.rules,
      nowMs: room.clock.nowMs,
    });
    expect(later.donor.phones[0]).not.toHaveProperty('toConfirm');
  });

  test('one on a screen is taken up later; the attempts used up stay used up', async () => {
    await approve();
    await room.fill(DONORS.slice(1, 3));
    const sheet = await requested((await ask()).fileName);
    const [first = '', second = ''] = cellsOf(sheet, 'ID_LIGNE');
    // Meanwhile the charity withdrew one of them.
    const [gone] = await room.records();
    await room.deps.store.write((rows) => rows.records.update(gone?.id ?? 0, { disposition: 'EF_RETRAIT' }));
    await room.giveList(
      RETURN,
      [RETURN_COLUMNS, [first, '0639981111', null, null, 'FORT'], [second, '0639982222', null, null, 'FORT']],
      { by: room.supplier },
    );
    expect((await take()).results).toEqual({ AJOUTE: 1, CLOSE: 1 });
    expect((await room.records()).map((row) => row.state).toSorted()).toEqual(['excluded', 'ready']);
  });

  test('Belgium: a new number waits for a check of the list', async () => {
    const campaign = await room.addCampaign(belgianCampaign());
    await approve(campaign);
    // No number, so no check of one either.
    const without = { TEL_FIXE: null, DNCM_STATUT: null, DNCM_DATE_CONTROLE: null };
    await room.fill([{ ...BELGIAN_ROW, ID_DONATEUR: 'B1', ...without }], {
      campaign,
      fileName: 'TESTORG_UPG_BE_20261123.xlsx.pgp',
    });
    const sheet = await requested((await ask(campaign.code)).fileName);
    const fileName = 'TESTORG_ENRICH_RETOUR_UPG_BE_20261201.xlsx.pgp';
    const rows = [RETURN_COLUMNS, [cellsOf(sheet, 'ID_LIGNE')[0] ?? '', '02 345 67 89', null, null, 'FORT']];
    await room.giveList(fileName, rows, { campaign: campaign.code, by: room.supplier });
    expect((await take(fileName, campaign.code)).results).toEqual({ AJOUTE: 1 });
    expect((await room.records(campaign.code))[0]).toMatchObject({
      state: 'excluded',
      disposition: 'EF_EXCLU',
      hold: 'list-check',
    });
  });

  test('Switzerland: nobody is asked for whose gift has stopped', async () => {
    const code = 'TEST-UP-CH';
    const campaign = await room.addCampaign({
      code,
      country: 'CH',
      settings: settings({ code, country: 'CH' }),
    });
    await approve(campaign);
    const swiss: RowChange = {
      CODE_CAMPAGNE: code,
      PAYS: 'CH',
      CP: '1201',
      CANTON: 'GE',
      TEL_FIXE: null,
      DEVISE: 'CHF',
      SYSTEME: 'LSV+',
      REF_AUTORISATION: '000123',
      RUM: null,
      ICS: null,
    };
    await room.fill(
      [
        { ...swiss, ID_DONATEUR: 'C1' },
        { ...swiss, ID_DONATEUR: 'C2' },
      ],
      { campaign, fileName: 'TESTORG_UPG_CH_20261123.xlsx.pgp' },
    );
    const [, second] = await room.records(code);
    if (!second) throw new Error('two records');
    const { donor, imported } = await room.vault.openRecord(recordPlace(second), second.sealed);
    const stopped = { imported, donor: { ...donor, gift: { ...donor.gift, stoppedOn: '2026-11-01' } } };
    const version = second.version + 1;
    const sealed = await room.vault.sealRecord(recordPlace({ ...second, version }), stopped);
    await room.deps.store.write((rows) => rows.records.update(second.id, { sealed, version }));
    expect(await ask(code)).toMatchObject({ lines: 1 });
  });
});
