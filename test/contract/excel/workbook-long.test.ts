import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import type { CellValue, ColumnSpec, FedRows } from '../../../server/domain/files/sheets.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { workbookBuilder } from '../../../server/excel/write-workbook.ts';
import { inflateEntry, readZipDirectory } from '../../../server/excel/zip-reader.ts';
import { longContactFile } from '../../support/contact-file/long-contact-file.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';

/** Files of any length: rows that come as they are read, and go as they are made. */

const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

const COLUMNS: readonly ColumnSpec[] = [{ header: 'ID', width: 10, kind: 'text' }];
const head = (name: string) => ({ name, columns: COLUMNS, images: [], isOnePageWide: false });

function partOf(zip: Buffer, name: string): string {
  const entry = readZipDirectory(zip).find((one) => one.name === name);
  return entry ? inflateEntry(zip, entry).toString('utf8') : '';
}

describe('rows in', () => {
  test('come in chunks, as the whole sheet would give them', async () => {
    const bytes = await longContactFile({ campaign: 'TEST-UP-FR', rows: 2300 });
    const sheet = await workbooks.reader.open(bytes);
    const rows = [];
    let chunks = 0;
    for await (const some of sheet.rows) {
      chunks += 1;
      rows.push(...some);
    }
    await sheet.close();
    await sheet.close();
    const { name, header, rows: whole } = await workbooks.reader.read(bytes);
    expect([sheet.name, sheet.header, sheet.announcedRows]).toEqual([name, header, 2301]);
    expect(rows).toEqual(whole);
    expect(rows).toHaveLength(2300);
    expect(chunks).toBeGreaterThan(3);
  });

  test('may be left in the middle: the thread is given back', async () => {
    const bytes = await longContactFile({ campaign: 'TEST-UP-FR', rows: 5000 });
    const sheet = await workbooks.reader.open(bytes);
    for await (const some of sheet.rows) {
      expect(some.length).toBeGreaterThan(0);
      break;
    }
    await sheet.close();
    expect((await workbooks.reader.open(bytes).then((one) => one.close().then(() => one))).name).toBe(
      sheet.name,
    );
  });

  test('a sheet that is damaged at its end is found out when its rows end', async () => {
    const rows = Array.from({ length: 3000 }, () => [randomBytes(24).toString('hex')]);
    const whole = rawXlsx({ rows: [['ID'], ...rows.map(([text]) => [{ xml: cellOf(text ?? '') }])] });
    const entry = readZipDirectory(whole).find((one) => one.name === 'xl/worksheets/sheet1.xml');
    // The sum in the directory: every byte of the sheet inflates well, and is not what was written.
    const at = whole.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 16;
    expect(whole.readUInt32LE(at)).toBe(entry?.crc);
    whole.writeUInt32LE(((entry?.crc ?? 0) ^ 1) >>> 0, at);
    const sheet = await workbooks.reader.open(whole);
    let read = 0;
    const all = async () => {
      for await (const some of sheet.rows) read += some.length;
    };
    await expect(all()).rejects.toMatchObject({ code: 'workbook-damaged' });
    expect(read).toBeGreaterThan(500);
    await sheet.close();
  });

  test('rows and cells without a reference stand one after the other; rows in disorder are refused', async () => {
    const inner = (number: string) =>
      `<row${number}><c t="inlineStr"><is><t>x</t></is></c><c><v>2</v></c></row>`;
    const bare = rawXlsx({ rows: [['A', 'B']], moreRows: inner('') });
    expect((await workbooks.reader.read(bare)).rows).toEqual([
      {
        number: 2,
        cells: [
          { kind: 'text', text: 'x' },
          { kind: 'number', value: 2 },
        ],
      },
    ]);
    const disorder = rawXlsx({ rows: [['A', 'B']], moreRows: inner(' r="9"') + inner(' r="4"') });
    await expect(workbooks.reader.read(disorder)).rejects.toMatchObject({ code: 'workbook-damaged' });
  });

  test('tags that do not pair, a document type, a shared string that is not there are refused', async () => {
    const broken = [
      '<row r="2"><c r="A2"><v>1</v></row>',
      '<row r="2"><c r="A2" t="s"><v>99</v></c></row>',
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><row r="2"/>',
      '<row r="2"><c r="?"><v>1</v></c></row>',
    ];
    for (const moreRows of broken) {
      const bytes = rawXlsx({ rows: [['A']], moreRows });
      await expect(workbooks.reader.read(bytes), moreRows).rejects.toMatchObject({
        code: 'workbook-damaged',
      });
    }
  });

  test('comments, character data, entities and attributes in either quote are read as XML says', async () => {
    const moreRows = [
      "<!-- <row> --><row r='2' x=\"a>b\"><c r='A2' t='inlineStr'><is><t>a&amp;b&#233;&#x41;</t></is></c>",
      '<c r="B2" t="str"><v><![CDATA[<c>]]> &lt;</v></c><extLst><ext/></extLst></row>',
    ].join('');
    const sheet = await workbooks.reader.read(rawXlsx({ rows: [['A', 'B']], moreRows }));
    expect(sheet.rows[0]?.cells).toEqual([
      { kind: 'text', text: 'a&béA' },
      { kind: 'text', text: '<c> <' },
    ]);
  });
});

const cellOf = (text: string) => (reference: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('rows out', () => {
  async function* feed(): AsyncGenerator<FedRows> {
    for (let at = 0; at < 1200; at += 1) {
      const row: CellValue[] = [`F${at}`];
      yield { sheet: at % 3 === 0 ? 'B' : 'A', rows: at % 5 === 0 ? [] : [row, row] };
    }
  }
  const spec = (rows: AsyncIterable<FedRows>) => ({
    title: 'Essai',
    createdAtMs: 0,
    sheets: ['A', 'B'].map((name) => ({ name, columns: COLUMNS, rows: [['tête']] })),
    feed: rows,
  });

  test('may come for several sheets in one walk, after each sheet’s own; equal walks give equal bytes', async () => {
    const bytes = await workbooks.writer.write(spec(feed()));
    expect(Buffer.compare(bytes, await workbooks.writer.write(spec(feed())))).toBe(0);
    const { rows } = await workbooks.reader.read(bytes);
    const expected = ['tête'];
    for await (const { sheet, rows: fed } of feed()) {
      if (sheet === 'A') expected.push(...fed.map(([text]) => String(text)));
    }
    expect(rows.map(({ cells }) => (cells[0]?.kind === 'text' ? cells[0].text : ''))).toEqual(expected);
  });

  test('a source that breaks breaks the writing', async () => {
    async function* broken(): AsyncGenerator<FedRows> {
      yield { sheet: 'A', rows: [['un']] };
      throw new Error('source broken');
    }
    await expect(workbooks.writer.write(spec(broken()))).rejects.toThrow('source broken');
  });

  test('beyond Excel’s last row a sheet goes on in another of its name', async () => {
    const job = {
      kind: 'write',
      title: 'Essai',
      createdAtMs: 0,
      sheets: [head('RETOUR'), head('AUTRE')],
    } as const;
    const builder = await workbookBuilder(job, { lastRow: 4, maxCharacters: 2 ** 30 });
    await builder.rows(
      0,
      Array.from({ length: 7 }, (_, at) => [`F${at}`]),
    );
    await builder.rows(1, [['seul']]);
    const { bytes, pieces } = await builder.finish();
    const zip = Buffer.concat([...pieces]);
    expect(zip).toHaveLength(bytes);
    const names = [...partOf(zip, 'xl/workbook.xml').matchAll(/<sheet [^>]*name="(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(names).toEqual(['RETOUR', 'RETOUR_2', 'RETOUR_3', 'AUTRE']);
    const texts = [1, 2, 3, 4].map((at) =>
      [...partOf(zip, `xl/worksheets/sheet${at}.xml`).matchAll(/<v>(\w+)<\/v>/g)].map(([, text]) => text),
    );
    expect(texts).toEqual([
      ['ID', 'F0', 'F1', 'F2'],
      ['ID', 'F3', 'F4', 'F5'],
      ['ID', 'F6'],
      ['ID', 'seul'],
    ]);
  });
});
