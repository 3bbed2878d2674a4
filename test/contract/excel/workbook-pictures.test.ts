import { afterAll, expect, test } from 'vitest';
import { drawSvg, pngOfSvg } from '../../../server/charts/draw-chart.ts';
import type { WorkbookSpec } from '../../../server/domain/files/sheets.ts';
import { funnelChart } from '../../../server/domain/report/charts-funnel.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { imagesWithOpenpyxl, readWithOpenpyxl } from '../../support/machine/openpyxl.ts';
import { describeWith } from '../../support/machine/programs.ts';

const withOpenpyxl = describeWith('openpyxl');
const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

async function picture(): Promise<Uint8Array> {
  const spec = funnelChart({
    delivered: 100,
    called: 90,
    processed: 72,
    useful: 38,
    pitched: 31,
    agreed: 11,
    cancelled: 0,
  });
  return pngOfSvg(await drawSvg(spec.vegaLite));
}

async function illustrated(): Promise<WorkbookSpec> {
  const png = await picture();
  const columns = [{ header: 'Indicateur', width: 20, kind: 'text' as const }];
  const image = (row: number) => ({
    png,
    at: { row, column: 2 },
    widthPx: 680,
    heightPx: 300,
    alt: `Entonnoir « ${row} » <fictif> & "cité"`,
  });
  return {
    title: 'Essai',
    createdAtMs: 0,
    sheets: [
      { name: 'SANS', columns, rows: [['a']] },
      { name: 'DEUX', columns, rows: [['b']], images: [image(1), image(18)] },
      { name: 'UNE', columns, rows: [], images: [image(0)] },
    ],
  };
}

withOpenpyxl('pictures in a workbook', () => {
  test('are found where they were laid, with their size and what they say', async () => {
    const bytes = await workbooks.writer.write(await illustrated());
    const size = { widthPx: 680, heightPx: 300, png: true, column: 2 };
    const alt = (row: number) => `Entonnoir « ${row} » <fictif> & "cité"`;
    expect(imagesWithOpenpyxl(bytes)).toEqual([
      { sheet: 'DEUX', row: 1, alt: alt(1), ...size },
      { sheet: 'DEUX', row: 18, alt: alt(18), ...size },
      { sheet: 'UNE', row: 0, alt: alt(0), ...size },
    ]);
    expect(readWithOpenpyxl(bytes).map((sheet) => [sheet.name, sheet.rows.length])).toEqual([
      ['SANS', 2],
      ['DEUX', 2],
      ['UNE', 1],
    ]);
  });

  test('equal specs give equal bytes, pictures included', async () => {
    const [one, two] = [await illustrated(), await illustrated()];
    expect(Buffer.compare(await workbooks.writer.write(one), await workbooks.writer.write(two))).toBe(0);
  });

  test('our own reader takes such a workbook too', async () => {
    const sheet = await workbooks.reader.read(await workbooks.writer.write(await illustrated()));
    expect([sheet.name, sheet.rows.length]).toEqual(['SANS', 1]);
  });
});

withOpenpyxl('cells that carry their own format', () => {
  test('are true numbers in one column of any kind, and headings are bold texts', async () => {
    const bytes = await workbooks.writer.write({
      title: 'Essai',
      createdAtMs: 0,
      sheets: [
        {
          name: 'A',
          columns: [{ header: 'Valeur', width: 12, kind: 'text' }],
          rows: [
            [{ figure: 'integer', value: 7300 }],
            [{ figure: 'percent', value: 0.289 }],
            [{ figure: 'points', value: -1.1 }],
            [{ figure: 'amount', value: 436 }],
            [{ figure: 'decimal', value: 5.6 }],
            [{ strong: '=Titre' }],
          ],
        },
      ],
    });
    const cells = readWithOpenpyxl(bytes)[0]?.rows.slice(1).flat();
    expect(cells?.map(({ kind, value, format }) => [kind, value, format])).toEqual([
      ['n', 7300, '#,##0'],
      ['n', 0.289, '0.0%'],
      ['n', -1.1, '+0.0" pts";-0.0" pts"'],
      ['n', 4.36, '#,##0.00'],
      ['n', 5.6, '0.0'],
      ['s', '=Titre', '@'],
    ]);
  });
});
