import { afterAll, expect, test } from 'vitest';
import type { RawCell } from '../../../server/domain/contact-file/raw-sheet.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { type RawXlsx, rawXlsx, type XmlCell } from '../../support/machine/raw-xlsx.ts';

const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

const xml = (attributes: string, inner: string): XmlCell => ({
  xml: (reference) => `<c r="${reference}"${attributes}>${inner}</c>`,
});
const text = (value: string): RawCell => ({ kind: 'text', text: value });
const number = (value: number): RawCell => ({ kind: 'number', value });
const malformed = (value: string): RawCell => ({ kind: 'malformed', text: value });

async function readOne(cell: XmlCell, more: Partial<RawXlsx> = {}): Promise<RawCell | undefined> {
  const sheet = await workbooks.reader.read(rawXlsx({ rows: [['A'], ['témoin', cell]], ...more }));
  return sheet.rows[0]?.cells[1];
}

test.each<[string, XmlCell, RawCell | undefined]>([
  ['a number', xml('', '<v>12.5</v>'), number(12.5)],
  ['a number that says its type', xml(' t="n"', '<v> -3 </v>'), number(-3)],
  ['a number with an exponent', xml('', '<v>1.25E1</v>'), number(12.5)],
  ['a decimal comma', xml('', '<v>12,5</v>'), malformed('12,5')],
  ['groups of thousands', xml('', '<v>1,234.5</v>'), malformed('1,234.5')],
  ['a number with a tail', xml('', '<v>5foo</v>'), malformed('5foo')],
  ['a number in hexadecimal', xml('', '<v>0x10</v>'), malformed('0x10')],
  ['a number that is none', xml('', '<v>NaN</v>'), malformed('NaN')],
  ['infinity', xml('', '<v>INF</v>'), malformed('INF')],
  ['a number beyond all numbers', xml('', '<v>1E999</v>'), malformed('1E999')],
  ['true', xml(' t="b"', '<v>1</v>'), { kind: 'boolean', value: true }],
  ['true, in a word', xml(' t="b"', '<v>true</v>'), { kind: 'boolean', value: true }],
  ['false, in a word', xml(' t="b"', '<v>false</v>'), { kind: 'boolean', value: false }],
  ['a boolean in French', xml(' t="b"', '<v>VRAI</v>'), malformed('VRAI')],
  ['a boolean that is two', xml(' t="b"', '<v>2</v>'), malformed('2')],
  ['a type that does not exist', xml(' t="x"', '<v>2</v>'), malformed('2')],
  ['an ISO date', xml(' t="d"', '<v>2020-02-03</v>'), { kind: 'date', date: '2020-02-03' }],
  [
    'an ISO date with its hour',
    xml(' t="d"', '<v>2020-02-03T18:30:00</v>'),
    { kind: 'date', date: '2020-02-03', time: '18:30:00' },
  ],
  ['an ISO date that never was', xml(' t="d"', '<v>2020-02-30</v>'), malformed('2020-02-30')],
  ['a French date as an ISO one', xml(' t="d"', '<v>03/02/2020</v>'), malformed('03/02/2020')],
  ['a formula never calculated', xml('', '<f>A1</f>'), { kind: 'formula', result: { kind: 'empty' } }],
  [
    'another, as openpyxl writes it',
    xml('', '<f>A1</f><v></v>'),
    { kind: 'formula', result: { kind: 'empty' } },
  ],
  ['a formula that gave the empty text', xml(' t="str"', '<f>IF(A1="","")</f><v></v>'), undefined],
  ['the same, written short', xml(' t="str"', '<f>IF(A1="","")</f><v/>'), undefined],
  [
    'a formula that gave a text',
    xml(' t="str"', '<f>A1</f><v>a</v>'),
    { kind: 'formula', result: text('a') },
  ],
  ['a text of one space', xml(' t="str"', '<v xml:space="preserve"> </v>'), text(' ')],
])('%s', async (_name, cell, expected) => {
  expect(await readOne(cell)).toEqual(expected);
});

const styled = (format: string): Partial<RawXlsx> => ({ formats: [format] });

test.each([
  ['0.00\\ \\d\\o\\n', 'number'],
  ['0.00 _m', 'number'],
  ['0.00*d', 'number'],
  ['#,##0.00\\ "dons du mois"', 'number'],
  ['#,##0.00 [$CHF-100C]', 'number'],
  ['[Red]0.00;[Blue]-0.00', 'number'],
  ['0.00E+00', 'number'],
  ['General', 'number'],
  ['dd/mm/yyyy', 'date'],
  ['[$-40C]d\\ mmmm\\ yyyy;@', 'date'],
  ['"le "d mmmm', 'date'],
  ['yyyy\\-mm\\-dd', 'date'],
])('the format %s shows a %s', async (format, kind) => {
  expect((await readOne(xml(' s="2"', '<v>43864</v>'), styled(format)))?.kind).toBe(kind);
});

test('a day number means a day of its own calendar, formatted or not', async () => {
  const sheet = await workbooks.reader.read(
    rawXlsx({ rows: [['A'], [{ date: 42_402 }, 42_402]], date1904: true }),
  );
  expect([sheet.date1904, sheet.rows[0]?.cells]).toEqual([
    true,
    [{ kind: 'date', date: '2020-02-03' }, number(42_402)],
  ]);
});

test.each([
  ['a cell twice', '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'],
  ['cells out of order', '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>'],
  ['a row number that is none', '<row r="2x"><c r="A2"><v>1</v></c></row>'],
  ['a shared text by a number that is none', '<row r="2"><c r="A2" t="s"><v>0x0</v></c></row>'],
])('%s: Excel refuses the file, and so do we', async (_name, moreRows) => {
  await expect(workbooks.reader.read(rawXlsx({ rows: [['A']], moreRows }))).rejects.toMatchObject({
    code: 'workbook-damaged',
  });
});

test('rows of blanks before the header are no header, and it says where it stood', async () => {
  const sheet = await workbooks.reader.read(rawXlsx({ rows: [[' '], [null], ['ID'], ['un']] }));
  expect([sheet.header, sheet.headerRow, sheet.rows.map((row) => row.number)]).toEqual([['ID'], 3, [4]]);
});
