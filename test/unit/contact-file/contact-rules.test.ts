import { describe, expect, test } from 'vitest';
import {
  callingArea,
  hasCallingRules,
  zoneOfArea,
} from '../../../server/domain/calling-rules/calling-area.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import {
  checkContactFileName,
  contactReportFileName,
} from '../../../server/domain/contact-file/contact-file-name.ts';
import { contactReader } from '../../../server/domain/contact-file/contact-sheet.ts';
import type { RawCell } from '../../../server/domain/contact-file/raw-sheet.ts';
import { contactReport, reportLines } from '../../../server/domain/contact-file/report/contact-report.ts';
import { SharedNumbers } from '../../../server/domain/contact-file/report/shared-numbers.ts';
import { settings } from '../../support/store/store-campaign.ts';

const TODAY = '2026-11-23';

type Plain = string | number | null;
const cellOf = (value: Plain): RawCell => {
  if (value === null) return { kind: 'empty' };
  if (typeof value === 'number') return { kind: 'number', value };
  return /^\d{4}-\d\d-\d\d$/.test(value) ? { kind: 'date', date: value } : { kind: 'text', text: value };
};

const FR = {
  ID_DONATEUR: '0042',
  CODE_CAMPAGNE: 'TEST-UP-FR',
  NOM: 'Testeur-Zéphyrin',
  PRENOM: 'Ysaline-Fictive',
  ADR_L4: '12 RUE IMAGINAIRE',
  CP: '01990',
  VILLE: 'VILLEBOIS LES ESSAIS',
  PAYS: 'FR',
  TEL_FIXE: '01 99 00 12 34',
  OPPOSITION_TEL: 'N',
  MONTANT_PA: 12,
  DEVISE: 'EUR',
  PERIODICITE: 'M',
  JOUR_PRELEVEMENT: 5,
  DATE_DEBUT_PA: '2020-02-03',
  RUM: '++00042',
  ICS: 'FR72ZZZ123456',
} satisfies Record<string, Plain>;

const BE = {
  ...FR,
  PAYS: 'BE',
  CP: '1000',
  TEL_FIXE: '02 345 67 89',
  CONSENTEMENT_TEL_DATE: null,
  DNCM_STATUT: 'NON_LISTE',
  DNCM_DATE_CONTROLE: '2026-11-01',
};
const { RUM: _rum, ICS: _ics, ...withoutSepa } = FR;
const CH = {
  ...withoutSepa,
  PAYS: 'CH',
  CP: '1201',
  CANTON: 'GE',
  TEL_FIXE: '022 345 67 89',
  DEVISE: 'CHF',
  SYSTEME: 'LSV+',
  REF_AUTORISATION: '000123',
};

const PLAIN_SHEET = { date1904: false, otherSheets: [], hiddenColumns: [] };

function judge(row: Record<string, Plain>, change: Partial<CampaignSettings> = {}) {
  const sheet = { name: 'A', header: Object.keys(row), headerRow: 1, ...PLAIN_SHEET };
  const read = contactReader(sheet, settings(change), TODAY);
  const result = read({ number: 2, cells: Object.values(row).map(cellOf) });
  const remarks = result.kind === 'rejected' ? result.problems : result.warnings;
  const verdict = result.kind === 'rejected' ? 'rejected' : (result.exclusion?.code ?? 'accepted');
  return { result, verdict, codes: remarks.map((one) => `${one.column}:${one.code}`) };
}
const donorOf = (judged: ReturnType<typeof judge>) =>
  judged.result.kind === 'donor' ? judged.result.donor : undefined;
const verdictOf = (row: Record<string, Plain>, change?: Partial<CampaignSettings>) =>
  judge(row, change).verdict;

test('headers in any order, case or accent; unknown columns are kept aside', () => {
  const { PRENOM, ...rest } = FR;
  const judged = judge({ 'Info maison': '007', ...rest, ' Prénom ': PRENOM, PAYS: 'fr' });
  expect([judged.verdict, judged.codes]).toEqual(['accepted', []]);
  expect(donorOf(judged)).toMatchObject({ firstName: PRENOM, extra: { INFO_MAISON: '007' }, country: 'FR' });
});

test('every column missing is named at once', () => {
  const { RUM, ICS, TEL_FIXE, ...rest } = FR;
  expect(() => judge(rest)).toThrow(/absentes : RUM, ICS, TEL_FIXE ou TEL_MOBILE ou TEL_AUTRE \(feuille/);
  expect([RUM, ICS, TEL_FIXE]).toBeDefined();
});

describe('exclusions, in order', () => {
  test.each([
    [{ DATE_DERNIERE_AUGMENTATION: '2025-11-24' }, 'EF_EXCLU'],
    [{ DATE_DERNIERE_AUGMENTATION: '2025-11-23' }, 'accepted'],
    [{ DATE_RECRUTEMENT: '2026-05-24' }, 'EF_EXCLU'],
    [{ DATE_RECRUTEMENT: '2026-05-23' }, 'accepted'],
    [{ LANGUE: 'nl' }, 'EF_EXCLU'],
    [{ LANGUE: 'Français' }, 'accepted'],
    [{ DATE_ARRET: '2026-10-01' }, 'EF_EXCLU'],
    [{ DATE_NAISSANCE: '2010-01-01' }, 'EF_EXCLU'],
    [{ CP: '98800' }, 'EF_EXCLU'],
    [{ TEL_FIXE: null }, 'EF_SANSTEL'],
    [{ TEL_FIXE: null, LANGUE: 'nl' }, 'EF_EXCLU'],
    [{ TEL_FIXE: null, LANGUE: 'nl', OPPOSITION_TEL: 'O' }, 'EF_DNC'],
  ])('%j: %s', (change, verdict) => {
    expect(verdictOf({ ...FR, ...change })).toBe(verdict);
  });

  test('an unreadable date that decides an exclusion rejects the row; an informative one is left out', () => {
    expect(verdictOf({ ...FR, DATE_DERNIERE_AUGMENTATION: 'récemment' })).toBe('rejected');
    expect(judge({ ...FR, TEL_DATE: 'récemment' })).toMatchObject({
      verdict: 'accepted',
      codes: ['TEL_DATE:wrong-date'],
    });
  });

  test('opposition must be said', () => {
    expect(judge({ ...FR, OPPOSITION_TEL: null })).toMatchObject({
      verdict: 'rejected',
      codes: ['OPPOSITION_TEL:required'],
    });
  });
});

const NO_PHONE = { TEL_FIXE: null, TEL_MOBILE: null, TEL_AUTRE: null };

describe('Belgium: « Ne m’appelez plus » (docs/rules/law.md#belgium)', () => {
  const be = { country: 'BE' } as const;
  test.each([
    [{}, 'accepted'],
    [{ DNCM_DATE_CONTROLE: '2026-10-24' }, 'accepted'],
    [{ DNCM_DATE_CONTROLE: '2026-10-23' }, 'EF_EXCLU'],
    [{ DNCM_DATE_CONTROLE: null }, 'EF_EXCLU'],
    [{ DNCM_STATUT: null }, 'EF_EXCLU'],
    [{ DNCM_STATUT: 'LISTE' }, 'EF_DNC'],
    [{ DNCM_STATUT: 'LISTE', CONSENTEMENT_TEL_DATE: '2026-10-31' }, 'EF_DNC'],
    [{ DNCM_STATUT: 'LISTE', CONSENTEMENT_TEL_DATE: '2026-11-02' }, 'accepted'],
    // The day of the listing is told: a consent later than it counts, though the check came after both.
    [
      { DNCM_STATUT: 'LISTE', CONSENTEMENT_TEL_DATE: '2026-10-31', DNCM_DATE_INSCRIPTION: '2026-10-30' },
      'accepted',
    ],
    [
      { DNCM_STATUT: 'LISTE', CONSENTEMENT_TEL_DATE: '2026-10-31', DNCM_DATE_INSCRIPTION: '2026-10-31' },
      'EF_DNC',
    ],
    // Later than the check that saw it: an error, of which nothing is made.
    [
      { DNCM_STATUT: 'LISTE', CONSENTEMENT_TEL_DATE: '2026-11-10', DNCM_DATE_INSCRIPTION: '2026-11-12' },
      'accepted',
    ],
    // Without a number there is nothing to check: it goes to enrichment, and is checked then.
    [{ ...NO_PHONE, DNCM_STATUT: null, DNCM_DATE_CONTROLE: null }, 'EF_SANSTEL'],
    [{ ...NO_PHONE, LANGUE: 'nl' }, 'EF_EXCLU'],
    [{ ...NO_PHONE, DNCM_STATUT: 'LISTE' }, 'EF_DNC'],
    [{ DEVISE: 'CHF' }, 'rejected'],
  ])('%j: %s', (change, verdict) => {
    expect(verdictOf({ ...BE, ...change }, be)).toBe(verdict);
  });

  test('its columns are compulsory', () => {
    expect(() => judge({ ...FR, PAYS: 'BE' }, be)).toThrow('DNCM_STATUT');
  });
});

describe('Switzerland', () => {
  const ch = { country: 'CH' } as const;
  test.each([
    [{}, 'accepted', []],
    [{ CANTON: null }, 'accepted', ['CANTON:canton-guessed']],
    [{ CANTON: 'XX' }, 'rejected', ['CANTON:unknown-value']],
    [{ DEVISE: 'EUR' }, 'rejected', ['DEVISE:wrong-currency']],
    [{ DEVISE: 'EUR', SYSTEME: 'SEPA' }, 'rejected', ['ICS:required']],
    [{ DEVISE: 'EUR', SYSTEME: 'SEPA', ICS: 'FR72ZZZ123456' }, 'accepted', []],
    [{ MONTANT_PA: 12.52 }, 'accepted', ['MONTANT_PA:amount-five-cents']],
  ])('%j: %s', (change, verdict, codes) => {
    expect(judge({ ...CH, ...change }, ch)).toMatchObject({ verdict, codes: expect.arrayContaining(codes) });
  });

  test('keeps scheme and reference as text', () => {
    expect(donorOf(judge(CH, ch))).toMatchObject({
      canton: 'GE',
      mandate: { scheme: 'LSV+', reference: '000123', creditorIdentifier: '' },
    });
  });
});

test('reactivation asks for the stop and the last debit', () => {
  const row = {
    ...FR,
    DATE_DERNIER_PRELEVEMENT: '2026-01-05',
    DATE_ARRET: '2026-02-01',
    MOTIF_ARRET: 'impayés',
  };
  const judged = judge(row, { kind: 'reactivation' });
  expect(donorOf(judged)?.gift).toMatchObject({ stoppedOn: '2026-02-01', stopReason: 'IMPAYES' });
  expect(() => judge(FR, { kind: 'reactivation' })).toThrow('DATE_DERNIER_PRELEVEMENT, DATE_ARRET');
});

test.each([
  ['FR', '75990', undefined, 'FR', 'Europe/Paris'],
  ['FR', '57990', undefined, 'FR-57', 'Europe/Paris'],
  ['FR', '97190', undefined, 'GP', 'America/Guadeloupe'],
  ['FR', '97290', undefined, 'MQ', 'America/Martinique'],
  ['FR', '97390', undefined, 'GF', 'America/Cayenne'],
  ['FR', '97490', undefined, 'RE', 'Indian/Reunion'],
  ['FR', '97690', undefined, 'YT', 'Indian/Mayotte'],
  ['FR', '97790', undefined, 'GP', 'America/Guadeloupe'],
  ['BE', '1000', undefined, 'BE', 'Europe/Brussels'],
  ['CH', '1201', 'GE', 'CH-GE', 'Europe/Zurich'],
] as const)('%s %s is called by the rules of %s', (country, postcode, canton, area, zone) => {
  const place = { country, postcode, ...(canton && { canton }) };
  expect([callingArea(place), zoneOfArea(area), hasCallingRules(place)]).toEqual([area, zone, true]);
});

test('names of contact files', () => {
  const campaign = { kind: 'upgrade', country: 'FR', charity: 'TESTORG' } as const;
  expect(() => checkContactFileName('TESTORG_UPG_FR_20240229.xlsx.pgp', campaign)).not.toThrow();
  expect(() => checkContactFileName('TESTORG_UPG_FR_20230229.xlsx.pgp', campaign)).toThrow('nom du fichier');
  expect(() => checkContactFileName('TESTORG_UPG_CH_20240229.xlsx.pgp', campaign)).toThrow('pour CH');
  expect(contactReportFileName('TESTORG_UPG_FR_20240229.xlsx.pgp')).toBe(
    'TESTORG_UPG_FR_20240229_RAPPORT.xlsx',
  );
});

test('numbers of several rows are counted, and named by their rows and no more', () => {
  const blind = (of: number) => of.toString(16).padStart(32, '0');
  const shared = new SharedNumbers();
  expect(shared.sentence()).toBeUndefined();
  // Row 4 shares two numbers with row 2, row 6 another one with row 3: of zeros, which has a place of its own.
  const rows: readonly (readonly [number, readonly number[]])[] = [
    [2, [1, 2]],
    [3, [0]],
    [4, [2, 1]],
    [5, [9]],
    [6, [0]],
    [7, [1]],
  ];
  for (const [row, blinds] of rows) shared.note(row, `D${row}`, blinds.map(blind));
  expect(shared.lines.map((one) => [one.rowNumber, one.donorId, one.withRow])).toEqual([
    [4, 'D4', 2],
    [6, 'D6', 3],
    [7, 'D7', 2],
  ]);
  expect(shared.sentence()).toBe(
    '3 numéros portés par plusieurs lignes, jamais appelées le même jour : 4 avec 2, 6 avec 3, 7 avec 2',
  );
  for (let row = 8; row < 2000; row += 1) shared.note(row, '', [blind(1)]);
  expect([shared.numbers, shared.lines.length, shared.sentence()?.endsWith('14 avec 2…')]).toEqual([
    3,
    1000,
    true,
  ]);
});

test('the report counts by remark and sorts lines by outcome', () => {
  const rejected = judge({ ...FR, PAYS: 'BE' }).result;
  const excluded = judge({ ...FR, TEL_FIXE: '3615' }).result;
  const lines = [
    ...reportLines(rejected, undefined),
    ...reportLines(excluded, excluded.kind === 'donor' ? excluded.exclusion : undefined),
  ];
  const counts = { rows: 2, accepted: 0, warned: 0, excluded: 1, rejected: 1 };
  const spec = contactReport({
    fileName: 'F',
    sha256: 'S',
    campaign: 'C',
    createdAtMs: 0,
    sheetRemarks: [],
    counts,
    lines,
    sharedNumbers: new SharedNumbers(),
  });
  expect(spec.sheets.map((sheet) => [sheet.name, [...sheet.rows].length])).toEqual([
    ['SYNTHESE', 12],
    ['REJETEES', 1],
    ['AVERTISSEMENTS', 0],
    ['EXCLUES', 2],
  ]);
  expect([...(spec.sheets[1]?.rows ?? [])][0]?.slice(0, 4)).toEqual([2, '0042', 'PAYS', 'PAYS_AUTRE']);
});
