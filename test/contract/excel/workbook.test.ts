import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import type { CellValue, ColumnSpec } from '../../../server/domain/files/sheets.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { inflateEntry, readZipDirectory } from '../../../server/excel/zip-reader.ts';
import { rawXlsx, type XmlCell } from '../../support/machine/raw-xlsx.ts';

const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

const COLUMNS: readonly ColumnSpec[] = [
  { header: 'ID', width: 10, kind: 'text' },
  { header: 'MONTANT', width: 10, kind: 'amount' },
  { header: 'DATE', width: 10, kind: 'date' },
];

const spec = (rows: Iterable<readonly CellValue[]>, createdAtMs = 1_780_000_000_000) => ({
  title: 'Essai',
  createdAtMs,
  sheets: [{ name: 'FICHES', columns: COLUMNS, rows }],
});

test('what is written is read back as it was', async () => {
  const bytes = await workbooks.writer.write(
    spec([
      ['00042', { minor: 1250 }, { date: '2024-02-29' }],
      ['_x000D_', null, { date: '1970-01-01' }],
    ]),
  );
  const sheet = await workbooks.reader.read(bytes);
  expect(sheet).toMatchObject({
    name: 'FICHES',
    header: ['ID', 'MONTANT', 'DATE'],
    rows: [
      {
        number: 2,
        cells: [
          { kind: 'text', text: '00042' },
          { kind: 'number', value: 12.5 },
          { kind: 'date', date: '2024-02-29' },
        ],
      },
      {
        number: 3,
        cells: [{ kind: 'text', text: '_x000D_' }, { kind: 'empty' }, { kind: 'date', date: '1970-01-01' }],
      },
    ],
  });
});

test('equal specs give equal bytes; the hour of writing is nowhere', async () => {
  const rows = Array.from({ length: 1500 }, (_, at): CellValue[] => [`F${at}`, { minor: at }, null]);
  const first = await workbooks.writer.write(spec(rows));
  const second = await workbooks.writer.write(spec(rows));
  expect(Buffer.compare(first, second)).toBe(0);
  expect(Buffer.compare(first, await workbooks.writer.write(spec(rows, 0)))).not.toBe(0);
  expect(readZipDirectory(Buffer.from(first)).map((entry) => entry.name)).toContain('xl/workbook.xml');
});

/** Two workbooks written by another process, at home in another zone, some days ahead. */
async function writtenElsewhere(timeZone: string, daysAhead: number) {
  const url = new URL('../../support/machine/workbook-child.ts', import.meta.url);
  const child = fork(url, [String(daysAhead)], { env: { ...process.env, TZ: timeZone } });
  const [said] = (await once(child, 'message')) as [{ digests: readonly string[]; day: string }];
  return said;
}

test('another process in another country, a year later, writes the same bytes, streamed or with pictures', async () => {
  const here = await writtenElsewhere('Europe/Paris', 0);
  const there = await writtenElsewhere('Pacific/Auckland', 401);
  expect(there.day).not.toBe(here.day);
  expect(there.digests).toEqual(here.digests);
  expect(new Set(here.digests).size).toBe(2);
});

test('a text that begins like a formula, or like a number, is a text in its cell', async () => {
  const texts = ['=1+1', '+33199001234', '-1+1', '@SUM(A1)', '=HYPERLINK("http://exemple.invalid")', '007'];
  const zip = Buffer.from(await workbooks.writer.write(spec(texts.map((text) => [text]))));
  const entry = readZipDirectory(zip).find((one) => one.name === 'xl/worksheets/sheet1.xml');
  const xml = entry ? inflateEntry(zip, entry).toString('utf8') : '';
  expect(xml.match(/<c r="A\d+"[^>]*t="str"><v>/g)).toHaveLength(texts.length + 1);
  expect(xml).not.toContain('<f');
  const { rows } = await workbooks.reader.read(zip);
  expect(rows.map(({ cells }) => cells[0])).toEqual(texts.map((text) => ({ kind: 'text', text })));
});

test('rows are taken from their iterable as they are sent; its failure is the writer’s', async () => {
  function* failing(): Generator<CellValue[]> {
    for (let at = 0; at < 6000; at++) yield [`F${at}`];
    throw new Error('source broken');
  }
  await expect(workbooks.writer.write(spec(failing()))).rejects.toThrow('source broken');
});

test('an illegal sheet name is a bug, said before a byte is written', async () => {
  const wrong = { ...spec([]), sheets: [{ name: 'a/b', columns: COLUMNS, rows: [] }] };
  await expect(workbooks.writer.write(wrong)).rejects.toThrow('sheet name');
});

test.each([
  ['bytes', { maxBytes: 500 }],
  ['unzipped bytes', { maxUnzippedBytes: 1000 }],
  ['rows', { maxRows: 1 }],
  ['columns', { maxColumns: 1 }],
  ['characters of a cell', { maxCellCharacters: 10 }],
  ['characters held', { maxHeldCharacters: 100 }],
])('a limit on %s refuses the file', async (_name, limit) => {
  const limits = {
    maxBytes: 2 ** 20,
    maxUnzippedBytes: 2 ** 20,
    maxRows: 100,
    maxColumns: 10,
    maxCellCharacters: 1000,
    maxMeanRowCharacters: 1000,
    maxHeldCharacters: 2 ** 20,
  };
  const bytes = rawXlsx({
    rows: [
      ['A', 'B'],
      ['x'.repeat(20), 'y'],
      ['z', 'z'],
    ],
  });
  const tight = openWorkbooks({ ...limits, ...limit });
  await expect(tight.reader.read(bytes)).rejects.toMatchObject({
    code: 'workbook-too-large',
    kind: 'invalid',
  });
  expect((await openWorkbooks(limits).reader.read(bytes)).rows).toHaveLength(2);
});

test('elements that bear a namespace prefix are read all the same', async () => {
  const prefixed = rawXlsx({ rows: [['ID'], ['un']], prefix: 'x' });
  const sheet = await workbooks.reader.read(prefixed);
  expect(sheet.rows[0]?.cells).toEqual([{ kind: 'text', text: 'un' }]);
});

test('errors, booleans, rich text and far columns', async () => {
  const cells: XmlCell[] = [{ error: '#N/A' }, { boolean: true }, { rich: ['Test', 'eur'] }, null, null, 3];
  const sheet = await workbooks.reader.read(rawXlsx({ rows: [['A'], cells] }));
  expect(sheet.rows[0]?.cells).toEqual([
    { kind: 'error', text: '#N/A' },
    { kind: 'boolean', value: true },
    { kind: 'text', text: 'Testeur' },
    { kind: 'empty' },
    { kind: 'empty' },
    { kind: 'number', value: 3 },
  ]);
});

test('closing ends what is running', async () => {
  const short = openWorkbooks();
  const running = short.writer.write(spec([['x']]));
  const ended = expect(running).rejects.toThrow();
  await short.close();
  await ended;
  await short.close();
});

test('a file saved by LibreOffice', async () => {
  const sheet = await workbooks.reader.read(
    readFileSync(new URL('../../fixtures/libreoffice/fiches.xlsx', import.meta.url)),
  );
  expect(sheet.header).toEqual([
    'ID_DONATEUR',
    'NOM',
    'CP',
    'MONTANT_PA',
    'DATE_DEBUT_PA',
    'NPAI',
    'EMAIL',
    'SOMME',
  ]);
  expect(sheet.rows).toEqual([
    {
      number: 2,
      cells: [
        { kind: 'text', text: '00042' },
        { kind: 'text', text: 'Testeur-Zéphyrin' },
        { kind: 'text', text: '01990' },
        { kind: 'number', value: 12.5 },
        { kind: 'date', date: '2020-02-03' },
        { kind: 'formula', result: { kind: 'boolean', value: true } },
        { kind: 'text', text: 'donatrice@exemple.invalid' },
        { kind: 'formula', result: { kind: 'number', value: 25 } },
      ],
    },
  ]);
});
