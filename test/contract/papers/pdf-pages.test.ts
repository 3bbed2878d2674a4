import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';

/** Letters between which Helvetica leaves the usual room: one piece of text in the file. */
const HEADER = 'HHHH';

/** How often those letters are drawn, and on how many pages. */
async function drawn(rows: number): Promise<{ readonly pages: number; readonly headers: number }> {
  const section = {
    kind: 'table',
    title: 'Liste',
    headers: [HEADER, 'Sens'],
    rows: Array.from({ length: rows }, (_, at) => [`ligne ${at}`, 'un sens assez long pour une ligne']),
  } as const;
  const spec = { title: 'Essai', subtitle: 'Page', createdAtMs: 0, sections: [section], footer: 'Pied' };
  const pdf = Buffer.from(await openPdfDocuments().pdf(spec)).toString('latin1');
  const streams = [...pdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) =>
    inflateSync(Buffer.from(body, 'latin1')).toString('latin1'),
  );
  const text = Buffer.from(HEADER).toString('hex');
  return {
    pages: [...pdf.matchAll(/\/Type \/Page\b(?!s)/g)].length,
    headers: streams.join('\n').split(text).length - 1,
  };
}

it('a table says its headers again at the top of each page that it reaches', async () => {
  expect(await drawn(5)).toEqual({ pages: 1, headers: 1 });
  const long = await drawn(200);
  expect(long.pages).toBeGreaterThan(3);
  expect(long.headers).toBe(long.pages);
});
