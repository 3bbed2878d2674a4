import { deflateRawSync } from 'node:zlib';
import { type RawXlsx, rawXlsx } from '../machine/raw-xlsx.ts';
import { writeZip } from '../machine/write-zip.ts';
import { CLEAN_ROW, contactSheetRows } from './contact-rows.ts';
import { accepted, type HostileWorkbook, refusedCase, rowsCase } from './hostile-cases.ts';

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

const DRESSED: Readonly<Record<string, string>> = {
  ID_DONATEUR: 'ID.DONATEUR *',
  CODE_CAMPAGNE: 'Code_\nCampagne',
  MONTANT_PA: 'Montant PA (€)',
  OPPOSITION_TEL: 'opposition\u2011tel :',
  DATE_DEBUT_PA: ' Date  début PA ',
};

/** Files that are no workbook, packages, and header rows. */
export const HOSTILE_PACKAGES: readonly HostileWorkbook[] = [
  refusedCase(
    ['not a zip', 'a text file has no cells: whoever saved it as CSV must be told which format is expected'],
    'workbook-not-xlsx',
    () => Buffer.from('ID_DONATEUR;NOM\n1;Testeur\n'),
  ),
  refusedCase(
    [
      'old .xls or password',
      'its first bytes say a compound file: an old .xls or a password, and both are for the charity to undo',
    ],
    'workbook-not-xlsx',
    () => Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'),
  ),
  refusedCase(
    ['empty bytes', 'a transfer that failed gives an empty file: no workbook, and nothing to import'],
    'workbook-not-xlsx',
    () => Buffer.alloc(0),
  ),
  refusedCase(['a zip of something else', 'a zip without any part is no workbook'], 'workbook-not-xlsx', () =>
    writeZip([]),
  ),
  refusedCase(
    ['cut in the middle', 'half a file must not import half the donors'],
    'workbook-damaged',
    () => {
      const whole = rawXlsx({ rows: contactSheetRows([{}]) });
      return whole.subarray(0, whole.length >> 1);
    },
  ),
  refusedCase(
    [
      'one byte altered',
      'a checksum that does not match: what follows cannot be believed, whole file included',
    ],
    'workbook-damaged',
    () => {
      const whole = rawXlsx({ rows: contactSheetRows([{}, {}, {}]) });
      const at = whole.indexOf('xl/worksheets/sheet1.xml') + 80;
      whole[at] = (whole[at] ?? 0) ^ 0xff;
      return whole;
    },
  ),
  refusedCase(
    ['zip bomb', '400 MiB of blanks are no list of donors, and would fill the memory of the server'],
    'workbook-too-large',
    zipBomb,
  ),
  refusedCase(
    [
      'zip bomb that lies about its size',
      'the directory is a promise, not a fact: what inflates beyond it is damaged',
    ],
    'workbook-damaged',
    lyingBomb,
  ),
  refusedCase(
    ['empty sheet', 'no header, no row: the wrong sheet was saved, and nothing says which'],
    'workbook-empty',
    () => rawXlsx({ rows: [] }),
  ),
  refusedCase(
    [
      'wrong layout: a required column is missing',
      'a debit cannot be changed without its mandate: say the column before any row',
    ],
    'layout-missing-columns',
    () => rawXlsx(without('RUM')),
  ),
  refusedCase(
    [
      'wrong layout: no header row',
      'the first row would be read as names of columns: say what is missing, never the values of that row',
    ],
    'layout-missing-columns',
    () => rawXlsx({ rows: contactSheetRows([{}]).slice(1) }),
  ),
  refusedCase(
    ['wrong layout: a column twice', 'two columns of one name, and nobody knows which one the charity means'],
    'layout-duplicate-columns',
    () => rawXlsx({ rows: contactSheetRows([{ ' nom ': 'Testeur' }]) }),
  ),
  refusedCase(
    [
      'a title above the header',
      'the refusal says which row was read as the header: the person sees the title',
    ],
    'layout-missing-columns',
    () => rawXlsx({ rows: [['Export des donateurs'], ...contactSheetRows([{}])] }),
  ),
  refusedCase(
    ['a summary sheet before the list', 'the refusal says which sheet was read, and that there are others'],
    'layout-missing-columns',
    () => rawXlsx({ rows: contactSheetRows([{}]), otherSheets: [{ name: 'Export Summary', isFirst: true }] }),
  ),
  rowsCase(
    [
      'headers as people dress them',
      'a star, a colon, a dot, a line break, a hyphen that does not break: the name is the same',
    ],
    [[{}, accepted()]],
    { headers: (name) => DRESSED[name] ?? name },
  ),
  rowsCase(
    ['100,000 empty formatted rows', 'a format is no content: only the rows that say something are rows'],
    [[{}, accepted()]],
    { moreRows: emptyFormattedRows() },
  ),
  rowsCase(
    ['shared strings before workbook.xml', 'the order of parts in a zip means nothing'],
    [[{}, accepted()]],
    {
      order: (parts) => [...parts].reverse(),
    },
  ),
  rowsCase(
    ['names of parts with backslashes', 'writers on Windows leave them, and Excel shows the file whole'],
    [[{}, accepted()]],
    { rename: (name) => name.replaceAll('/', '\\') },
  ),
  rowsCase(
    [
      'names of parts in another case',
      'the standard ignores the case of names; read without its styles, a date would be a number',
    ],
    [[{}, accepted()]],
    { rename: (name) => name.replace('sheet1', 'Sheet1').replace('styles', 'Styles').replace('xl/', 'XL/') },
  ),
  rowsCase(
    ['names of parts with a leading slash or dot', 'some archivers write paths from their root'],
    [[{}, accepted()]],
    { rename: (name) => (name.startsWith('xl/') ? `./${name}` : `/${name}`) },
  ),
  rowsCase(['a target with two dots', 'a relationship is a path, and a path may climb'], [[{}, accepted()]], {
    target: '../xl/worksheets/./sheet1.xml',
  }),
  rowsCase(['a target from the root', 'a target may begin at the package'], [[{}, accepted()]], {
    target: '/xl/worksheets/sheet1.xml',
  }),
  rowsCase(['a target with escaped signs', 'a target is an address: %20 is a space'], [[{}, accepted()]], {
    target: 'worksheets/feuille%201.xml',
    rename: (name) => name.replace('sheet1', 'feuille 1'),
  }),
  rowsCase(
    ['another prefix for relationships', 'r is a habit, not a name: the namespace is what counts'],
    [[{}, accepted()]],
    { relationPrefix: 'ns1' },
  ),
  refusedCase(
    [
      'two parts that differ by their case',
      'to the standard they are one: programs would not agree on which is the file',
    ],
    'workbook-damaged',
    () =>
      rawXlsx({
        rows: contactSheetRows([{}]),
        moreParts: [
          { name: 'xl/worksheets/SHEET1.xml', method: 0, crc: 0, bytes: 0, packed: Buffer.alloc(0) },
        ],
      }),
  ),
  refusedCase(
    ['a target that leaves the package', 'nothing stands above the root: the sheet is not there'],
    'workbook-damaged',
    () => rawXlsx({ rows: contactSheetRows([{}]), target: '../../../etc/sheet1.xml' }),
  ),
  refusedCase(
    [
      'a row hidden by a filter',
      'who filters a list before saving it believes that only what shows will leave: that donor would be called',
    ],
    'workbook-hidden-rows',
    () => rawXlsx({ rows: contactSheetRows([{}, {}, {}]), hiddenRows: [3] }),
  ),
  refusedCase(
    ['a row of no height', 'it does not show either, whatever the program that flattened it'],
    'workbook-hidden-rows',
    () =>
      rawXlsx({
        rows: contactSheetRows([{}]),
        moreRows: '<row r="9" ht="0" customHeight="1"><c r="A9"><v>9</v></c></row>',
      }),
  ),
  rowsCase(
    ['rows of spaces', 'nobody delivered them: they are no rows, of the file and of its counts'],
    [[{}, accepted()]],
    {
      moreRows: [3, 4]
        .map(
          (row) =>
            `<row r="${row}"><c r="B${row}" t="inlineStr"><is><t xml:space="preserve"> \u00a0 </t></is></c></row>`,
        )
        .join(''),
    },
  ),
  rowsCase(['a hidden row of nothing', 'it hides nothing'], [[{}, accepted()]], {
    moreRows: '<row r="9" hidden="1"><c r="A9" t="str"><v> </v></c></row>',
  }),
  refusedCase(
    ['a hidden sheet', 'nobody at the charity saw what it holds: a file is what it shows'],
    'workbook-hidden-sheets',
    () => rawXlsx({ rows: contactSheetRows([{}]), otherSheets: [{ name: 'Listes', state: 'hidden' }] }),
  ),
  refusedCase(
    [
      'a sheet that even Excel’s menu hides, before the first',
      'it would be the first sheet of other programs',
    ],
    'workbook-hidden-sheets',
    () =>
      rawXlsx({
        rows: contactSheetRows([{}]),
        otherSheets: [{ name: 'Avant', state: 'veryHidden', isFirst: true }],
      }),
  ),
  rowsCase(['sheets after the first', 'they are not read, and the report says so'], [[{}, accepted()]], {
    otherSheets: [{ name: 'Suite' }, { name: 'Notes' }],
  }),
  rowsCase(
    [
      'hidden columns',
      'columns are hidden to read at ease, not to take them out: read, and the report says so',
    ],
    [[{}, accepted()]],
    {
      beforeData: '<cols><col min="2" max="4" width="9" hidden="1"/><col min="6" max="6" width="0"/></cols>',
    },
  ),
];
