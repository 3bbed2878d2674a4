import { deflateRawSync } from 'node:zlib';
import { writeZip } from '../../../server/excel/zip-writer.ts';
import { type RawXlsx, rawXlsx, type XmlCell } from '../machine/raw-xlsx.ts';
import { CLEAN_ROW, contactSheetRows, excelDay } from './contact-rows.ts';
import { HOSTILE_ABROAD } from './hostile-abroad.ts';
import {
  accepted,
  excluded,
  type HostileWorkbook,
  refusedCase,
  rejected,
  rowsCase,
} from './hostile-cases.ts';

/** 100,000 rows of ten formatted cells without content, as a table dragged down to the end leaves them. */
function emptyFormattedRows(): string {
  const cells = (row: number) => [...'ABCDEFGHIJ'].map((letter) => `<c r="${letter}${row}" s="1"/>`).join('');
  return Array.from({ length: 100_000 }, (_, at) => `<row r="${at + 3}">${cells(at + 3)}</row>`).join('');
}

/** 400 MiB of blanks in 400 kB. */
function zipBomb(): Buffer {
  const clear = Buffer.alloc(400 * 2 ** 20, ' ');
  const packed = deflateRawSync(clear, { level: 9 });
  return writeZip([{ name: 'xl/worksheets/sheet1.xml', method: 8, crc: 0, bytes: clear.length, packed }]);
}

/** The same, whose directory says 1 kB: the reader must not believe it. */
function lyingBomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(64 * 2 ** 20, ' '), { level: 9 });
  return writeZip([{ name: 'xl/workbook.xml', method: 8, crc: 0, bytes: 1024, packed }]);
}

const without = (name: string): RawXlsx => ({
  rows: contactSheetRows([{}]).map((row) => row.filter((_, at) => Object.keys(CLEAN_ROW)[at] !== name)),
});

const LINK_RELS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:donatrice@exemple.invalid" TargetMode="External"/></Relationships>';

const emailColumn = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[Object.keys(CLEAN_ROW).indexOf('EMAIL')];

/** A made-up account with valid check digits: invented bank, invented number. */
export const IBAN_IN_CLEAR = 'FR76 3000 6000 0112 3456 7890 189';

const inline = (text: string): XmlCell => ({
  xml: (reference) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`,
});

export const HOSTILE_WORKBOOKS: readonly HostileWorkbook[] = [
  refusedCase('not a zip', 'workbook-not-xlsx', () => Buffer.from('ID_DONATEUR;NOM\n1;Testeur\n')),
  refusedCase('old .xls or password', 'workbook-not-xlsx', () =>
    Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'),
  ),
  refusedCase('empty bytes', 'workbook-not-xlsx', () => Buffer.alloc(0)),
  refusedCase('a zip of something else', 'workbook-not-xlsx', () => writeZip([])),
  refusedCase('cut in the middle', 'workbook-damaged', () => {
    const whole = rawXlsx({ rows: contactSheetRows([{}]) });
    return whole.subarray(0, whole.length >> 1);
  }),
  refusedCase('one byte altered', 'workbook-damaged', () => {
    const whole = rawXlsx({ rows: contactSheetRows([{}, {}, {}]) });
    const at = whole.indexOf('xl/worksheets/sheet1.xml') + 80;
    whole[at] = (whole[at] ?? 0) ^ 0xff;
    return whole;
  }),
  refusedCase('zip bomb', 'workbook-too-large', zipBomb),
  refusedCase('zip bomb that lies about its size', 'workbook-damaged', lyingBomb),
  refusedCase('empty sheet', 'workbook-empty', () => rawXlsx({ rows: [] })),
  refusedCase('wrong layout: a required column is missing', 'layout-missing-columns', () =>
    rawXlsx(without('RUM')),
  ),
  refusedCase('wrong layout: no header row', 'layout-missing-columns', () =>
    rawXlsx({ rows: contactSheetRows([{}]).slice(1) }),
  ),
  refusedCase('wrong layout: a column twice', 'layout-duplicate-columns', () =>
    rawXlsx({ rows: contactSheetRows([{ ' nom ': 'Testeur' }]) }),
  ),
  rowsCase('100,000 empty formatted rows', [[{}, accepted()]], { moreRows: emptyFormattedRows() }),
  rowsCase('shared strings before workbook.xml', [[{}, accepted()]], {
    order: (parts) => [...parts].reverse(),
  }),
  rowsCase('dates counted from 1904', [[{ DATE_DEBUT_PA: { date: 40_000 } }, accepted()]], {
    date1904: true,
  }),
  rowsCase('wrong country', [[{ PAYS: 'BE' }, rejected('wrong-country')]]),
  rowsCase('wrong campaign', [[{ CODE_CAMPAGNE: 'AUTRE-UP' }, rejected('wrong-campaign')]]),
  rowsCase('formula cells', [
    [{ NOM: { formula: 'UPPER("testeur")', result: 'TESTEUR' } }, accepted('formula')],
    [{ NOM: { formula: 'UPPER("testeur")' } }, rejected('formula-without-result')],
    [{ MONTANT_PA: { formula: '10+2.5', result: 12.5 } }, accepted('formula')],
    [{ MONTANT_PA: { error: '#REF!' } }, rejected('cell-error')],
  ]),
  rowsCase('LibreOffice booleans', [
    [{ NPAI: { formula: 'TRUE()', result: true } }, accepted('formula')],
    [{ OPPOSITION_TEL: { boolean: true } }, { outcome: 'EF_DNC', codes: [] }],
  ]),
  rowsCase('dates as text', [
    [{ DATE_DEBUT_PA: '03/02/2020' }, accepted('date-as-text')],
    [{ DATE_DEBUT_PA: '2020-02-03' }, accepted('date-as-text')],
    [{ DATE_DEBUT_PA: excelDay('2020-02-03') }, accepted('date-as-number')],
    [{ DATE_DEBUT_PA: '31/02/2020' }, rejected('wrong-date')],
    [{ DATE_DEBUT_PA: 'hier' }, rejected('wrong-date')],
    [{ DATE_DEBUT_PA: { date: excelDay('2030-01-01') } }, accepted('date-in-future')],
  ]),
  rowsCase('numeric phones', [
    [{ TEL_FIXE: 199_001_234 }, accepted()],
    [{ TEL_FIXE: '199001234.0' }, accepted()],
    [{ TEL_FIXE: '01 99 00 12 34 / 02 61 91 12 34' }, accepted('phone-moved')],
    [{ TEL_FIXE: '3615' }, { outcome: 'EF_SANSTEL', codes: ['phone-invalid'] }],
  ]),
  rowsCase('amounts', [
    [{ MONTANT_PA: '12,50 €' }, accepted()],
    [{ MONTANT_PA: '12.50' }, accepted()],
    [{ MONTANT_PA: '1.234' }, rejected('wrong-amount')],
    [{ MONTANT_PA: 0 }, rejected('amount-not-positive')],
    [{ MONTANT_PA: -5 }, rejected('wrong-amount')],
    [{ MONTANT_PA: 12.345 }, rejected('wrong-amount')],
    [{ MONTANT_PA: 1000 }, rejected('amount-over-ceiling')],
    [{ MONTANT_PA: '12,50 CHF' }, rejected('currency-mismatch')],
    [{ DEVISE: 'CHF' }, rejected('wrong-currency')],
  ]),
  rowsCase('lost leading zeros', [
    [{ CP: 1990 }, accepted('postcode-padded')],
    [{ CP: '1990' }, accepted('postcode-padded')],
    [{ CP: 75_990 }, accepted()],
    [{ ID_DONATEUR: 42 }, accepted('numeric-id')],
    [{ RUM: 42 }, rejected('mandate-as-number')],
  ]),
  rowsCase('identifiers that Excel altered', [
    [{ ID_DONATEUR: 1e21 }, rejected('altered-id')],
    [{ ID_DONATEUR: '1,23E+15' }, rejected('altered-id')],
  ]),
  rowsCase('NFD accents', [[{ NOM: 'Testeur-Zéphyrin'.normalize('NFD') }, accepted()]]),
  rowsCase('two donors with one id', [
    [{ ID_DONATEUR: 'DEUX' }, accepted()],
    [{ ID_DONATEUR: 'DEUX' }, { outcome: 'EF_DOUBLON', codes: [] }],
  ]),
  rowsCase('IBAN in clear', [
    [{ IBAN_MASQUE: IBAN_IN_CLEAR }, rejected('iban-in-clear')],
    [{ INFO_1: `compte ${IBAN_IN_CLEAR.replace(/ /g, '')} merci` }, rejected('iban-in-clear')],
    [{ COLONNE_INCONNUE: IBAN_IN_CLEAR.toLowerCase() }, rejected('iban-in-clear')],
    [{ IBAN_MASQUE: 'FR••…189' }, accepted()],
  ]),
  rowsCase('no number', [[{ TEL_FIXE: null }, { outcome: 'EF_SANSTEL', codes: [] }]]),
  rowsCase('hyperlinked e-mail', [[{}, accepted()]], {
    afterData: `<hyperlinks><hyperlink ref="${emailColumn}2" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></hyperlinks>`,
    sheetRels: LINK_RELS,
  }),
  rowsCase('a merge and a validation over the whole sheet', [[{}, accepted()]], {
    afterData:
      '<mergeCells><mergeCell ref="A10:XFD1048576"/></mergeCells><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"O,N"</formula1></dataValidation></dataValidations>',
  }),
  rowsCase('rich text', [[{ NOM: { rich: ['Testeur-', 'Zéphyrin'] } }, accepted()]]),
  rowsCase('inline strings', [[{ NOM: inline('Testeur-Zéphyrin') }, accepted()]]),
  rowsCase('control characters and escape sequences', [
    [{ NOM: 'Test\u001b[31meur\u0007' }, accepted('invisible-characters')],
    [{ NOM: 'Test\u202eeur\u200b' }, accepted('invisible-characters')],
    [{ NOM: '\u200b' }, rejected('invisible-characters', 'required')],
  ]),
  rowsCase('formula-like names', [[{ NOM: '=cmd|’/c calc’!A1' }, accepted('formula-like')]]),
  rowsCase('too long', [[{ NOM: 'T'.repeat(51) }, rejected('too-long')]]),
  rowsCase('e-mails', [
    [{ EMAIL: 'donatrice@@exemple.invalid' }, accepted('email-invalid')],
    [{ EMAIL: 'donatrice@gmial.com' }, accepted('email-typo')],
  ]),
  rowsCase('what a free text may not say', [
    [{ INFO_1: 'Aime les lettres manuscrites' }, accepted()],
    [{ INFO_1: 'suit un traitement' }, accepted('info-refused')],
    [{ INFO_5: 'carte 4111 1111 1111 1111' }, accepted('info-refused')],
  ]),
  rowsCase('donors who are not called', [
    [{ DATE_DERNIERE_AUGMENTATION: '2026-06-01' }, excluded('date-as-text')],
    [{ DATE_RECRUTEMENT: { date: excelDay('2026-09-01') } }, excluded()],
    [{ LANGUE: 'nl' }, excluded()],
    [{ DATE_ARRET: { date: excelDay('2026-10-01') } }, excluded()],
    [{ DATE_NAISSANCE: { date: excelDay('2012-05-01') } }, excluded()],
    [{ CP: '98800' }, excluded()],
    [{ DATE_DERNIERE_AUGMENTATION: 'récemment' }, rejected('wrong-date')],
  ]),
  ...HOSTILE_ABROAD,
];
