import type { XmlCell } from '../machine/raw-xlsx.ts';
import { CAMPAIGN } from '../store/store-campaign.ts';

/** Excel's number of a day. */
export function excelDay(iso: string): number {
  return Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.parse('1899-12-30T00:00:00Z')) / 86_400_000);
}

/** A row without any remark for an FR upgrade campaign; obviously fictitious. */
export const CLEAN_ROW: Readonly<Record<string, XmlCell>> = {
  ID_DONATEUR: '00042',
  CODE_CAMPAGNE: CAMPAIGN,
  SEGMENT: 'FIDELES',
  CIVILITE: 'MME',
  NOM: 'Testeur-Zéphyrin',
  PRENOM: 'Ysaline-Fictive',
  LANGUE: 'fr',
  ADR_L4: '12 RUE IMAGINAIRE',
  CP: '01990',
  VILLE: 'VILLEBOIS LES ESSAIS',
  PAYS: 'FR',
  TEL_FIXE: '01 99 00 12 34',
  TEL_MOBILE: null,
  OPPOSITION_TEL: 'N',
  EMAIL: 'donatrice@exemple.invalid',
  MONTANT_PA: 12.5,
  DEVISE: 'EUR',
  PERIODICITE: 'M',
  JOUR_PRELEVEMENT: 5,
  DATE_DEBUT_PA: { date: excelDay('2020-02-03') },
  RUM: '++00042',
  ICS: 'FR72ZZZ123456',
};

export type RowChange = Readonly<Record<string, XmlCell>>;

/** Header and rows of a sheet: each change makes a row from the clean one; its columns are added at the end. */
export function contactSheetRows(changes: readonly RowChange[]): XmlCell[][] {
  const headers = [
    ...new Set([...Object.keys(CLEAN_ROW), ...changes.flatMap((change) => Object.keys(change))]),
  ];
  return [
    headers,
    ...changes.map((change) => headers.map((name) => ({ ...CLEAN_ROW, ...change })[name] ?? null)),
  ];
}

/** Good, warned, excluded (3 ways), twice, rejected. */
export const MIXED_ROWS: readonly RowChange[] = [
  { ID_DONATEUR: 'A1' },
  { ID_DONATEUR: 'A2', MONTANT_PA: '12,50 €', DATE_DEBUT_PA: '03/02/2020' },
  { ID_DONATEUR: 'A3', OPPOSITION_TEL: 'O' },
  { ID_DONATEUR: 'A4', TEL_FIXE: null },
  { ID_DONATEUR: 'A1', NOM: 'Autre-Testeur' },
  { ID_DONATEUR: 'A5', PAYS: 'BE' },
  { ID_DONATEUR: 'A6', CP: '57990', TEL_MOBILE: '06 39 98 12 34', PERIODICITE: 'T' },
];
