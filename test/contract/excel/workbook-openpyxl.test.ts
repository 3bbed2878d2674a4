import { afterAll, expect, test } from 'vitest';
import { contactWorkbook } from '../../../scripts/demo/contact-workbook.ts';
import type { CellValue, ColumnSpec } from '../../../server/domain/files/sheets.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { readWithOpenpyxl, writeWithOpenpyxl } from '../../support/machine/openpyxl.ts';
import { describeWith } from '../../support/machine/programs.ts';

const withOpenpyxl = describeWith('openpyxl');
const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

const text = (value: string) => ({ kind: 'text', text: value });

withOpenpyxl('we read what openpyxl writes', () => {
  test('every kind of cell', async () => {
    const bytes = writeWithOpenpyxl(`
sheet.title = "Fiches"
sheet.append(["TEXTE", "NOMBRE", "DATE", "BOOLEEN", "FORMULE", "LIEN", "VIDE", "ACCENT"])
sheet.append(["00042", 12.5, datetime.date(2024, 2, 29), True, "=1+1", "donatrice@exemple.invalid", None, "Zéphyrin & <fils>"])
sheet["F2"].hyperlink = "mailto:donatrice@exemple.invalid"
sheet.append(["=1+1 en texte", -3, datetime.datetime(2024, 2, 29, 23, 59), False, "=NOW()", "x", "", "\\u0301e"])
sheet["A3"].data_type = "s"
`);
    const sheet = await workbooks.reader.read(bytes);
    expect(sheet.name).toBe('Fiches');
    expect(sheet.header).toEqual(['TEXTE', 'NOMBRE', 'DATE', 'BOOLEEN', 'FORMULE', 'LIEN', 'VIDE', 'ACCENT']);
    expect(sheet.rows[0]).toEqual({
      number: 2,
      cells: [
        text('00042'),
        { kind: 'number', value: 12.5 },
        { kind: 'date', date: '2024-02-29' },
        { kind: 'boolean', value: true },
        { kind: 'formula', result: { kind: 'empty' } },
        text('donatrice@exemple.invalid'),
        { kind: 'empty' },
        text('Zéphyrin & <fils>'),
      ],
    });
    expect(sheet.rows[1]?.cells.slice(0, 4)).toEqual([
      text('=1+1 en texte'),
      { kind: 'number', value: -3 },
      { kind: 'date', date: '2024-02-29', time: '23:59:00' },
      { kind: 'boolean', value: false },
    ]);
  });

  test('formatted rows without content are dropped, inner gaps keep their numbers, other sheets are ignored', async () => {
    const bytes = writeWithOpenpyxl(`
for row in range(1, 3000):
    for column in range(1, 6):
        sheet.cell(row, column).fill = PatternFill("solid", fgColor="DDDDDD")
sheet["A2"] = "ID"
sheet["A7"] = "un"
sheet["C9"] = "deux"
workbook.create_sheet("Autre").append(["rien"])
`);
    const sheet = await workbooks.reader.read(bytes);
    expect(sheet.header).toEqual(['ID']);
    expect(sheet.rows).toEqual([
      { number: 7, cells: [text('un')] },
      { number: 9, cells: [{ kind: 'empty' }, { kind: 'empty' }, text('deux')] },
    ]);
  });

  test('dates kept as ISO texts by the file are dates, not the number 2024', async () => {
    const sheet = await workbooks.reader.read(
      writeWithOpenpyxl(`
workbook.iso_dates = True
sheet.append(["D"])
sheet.append([datetime.date(2024, 2, 29)])
`),
    );
    expect(sheet.rows[0]?.cells).toEqual([{ kind: 'date', date: '2024-02-29' }]);
  });

  test('a hidden first sheet is not the one that people see', async () => {
    const sheet = await workbooks.reader.read(
      writeWithOpenpyxl(`
sheet.append(["CACHE"])
sheet.sheet_state = "hidden"
seen = workbook.create_sheet("Vue")
seen.append(["VUE"])
workbook.active = 1
`),
    );
    expect([sheet.name, sheet.header]).toEqual(['Vue', ['VUE']]);
  });
});

const COLUMNS: readonly ColumnSpec[] = [
  { header: 'TEXTE', width: 12, kind: 'text' },
  { header: 'ENTIER', width: 12, kind: 'integer' },
  { header: 'MONTANT', width: 12, kind: 'amount' },
  { header: 'DATE', width: 12, kind: 'date' },
  { header: 'TAUX', width: 12, kind: 'percent' },
  { header: 'DECIMAL', width: 12, kind: 'decimal' },
];

async function writtenRows(rows: readonly (readonly CellValue[])[], columns = COLUMNS) {
  const bytes = await workbooks.writer.write({
    title: 'Essai',
    createdAtMs: 0,
    sheets: [{ name: 'A', columns, rows }],
  });
  return readWithOpenpyxl(bytes)[0];
}

withOpenpyxl('openpyxl reads what we write', () => {
  test('numbers are numbers, dates are dates, leading zeros are kept', async () => {
    const sheet = await writtenRows([
      ['00042', 7, { minor: 123450 }, { date: '2024-02-29' }, 0.305, 1.5],
      [12, null, { minor: -1 }, { date: '1899-12-31' }, null, null],
    ]);
    const cells = sheet?.rows.slice(1).map((row) => row.map((cell) => [cell.type, cell.value, cell.format]));
    expect(cells).toEqual([
      [
        ['str', '00042', '@'],
        ['int', 7, '0'],
        [expect.stringMatching(/int|float/), 1234.5, '#,##0.00'],
        ['datetime', '2024-02-29T00:00:00', expect.stringMatching(/dd\/mm\/yyyy/)],
        ['float', 0.305, '0.0%'],
        ['float', 1.5, '0.00'],
      ],
      [
        ['int', 12, 'General'],
        ['NoneType', null, expect.any(String)],
        ['float', -0.01, '#,##0.00'],
        ['str', '1899-12-31', '@'],
        ['NoneType', null, expect.any(String)],
        ['NoneType', null, expect.any(String)],
      ],
    ]);
    expect(sheet).toMatchObject({ freeze: 'A2', filter: 'A1:F1', boldHeader: true });
  });

  test('no formula is ever written', async () => {
    const hostile = [
      '=1+1',
      '+33199001234',
      '-1+1',
      '@SUM(A1)',
      '=HYPERLINK("http://exemple.invalid")',
      '\t=1',
    ];
    const sheet = await writtenRows(
      hostile.map((one) => [one]),
      COLUMNS.slice(0, 1),
    );
    const cells = sheet?.rows.slice(1).flat() ?? [];
    expect(cells.map((cell) => cell.value)).toEqual(hostile);
    expect(cells.map((cell) => cell.kind)).toEqual(hostile.map(() => 's'));
  });

  test('texts that XML or Excel would not bear', async () => {
    const sheet = await writtenRows(
      [
        ['a\u0000b\u001b[31mc'],
        ['_x000D_ littéral'],
        ['x'.repeat(40_000)],
        ['\ud800 seul'],
        ['é\r\nligne'],
        ['  bords '],
      ],
      COLUMNS.slice(0, 1),
    );
    const values = sheet?.rows.slice(1).map((row) => row[0]?.value);
    expect(values?.[0]).toBe('ab[31mc');
    expect(String(values?.[2])).toHaveLength(32_767);
    expect(values?.[3]).toBe('\ufffd seul');
    expect(values?.slice(4)).toEqual(['é\nligne', '  bords ']);
  });

  test('the demo’s contact file', async () => {
    const bytes = await contactWorkbook(workbooks.writer, { campaign: 'TEST-UP-FR', count: 50, seed: 3 });
    const sheet = readWithOpenpyxl(bytes)[0];
    const header = sheet?.rows[0]?.map((cell) => cell.value) ?? [];
    const types = (name: string) =>
      new Set(sheet?.rows.slice(1).map((row) => row[header.indexOf(name)]?.type));
    expect(sheet?.rows).toHaveLength(51);
    expect(types('CP')).toEqual(new Set(['str']));
    expect(types('DATE_DEBUT_PA')).toEqual(new Set(['datetime']));
    expect(types('MONTANT_PA')).toEqual(new Set(['int']));
  });
});
