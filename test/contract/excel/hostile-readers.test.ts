import { afterAll, expect, test } from 'vitest';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import type { HostileWorkbook } from '../../support/contact-file/hostile-cases.ts';
import { HOSTILE_WORKBOOKS } from '../../support/contact-file/hostile-workbooks.ts';
import {
  type Cells,
  cellsOfExceljs,
  placeOf,
  saidByOpenpyxl,
  saidByUs,
} from '../../support/contact-file/other-readers.ts';
import { DIFFERENCES } from '../../support/contact-file/reader-differences.ts';
import { valuesWithOpenpyxl } from '../../support/machine/openpyxl.ts';
import { describeWith } from '../../support/machine/programs.ts';

/** Every book that we take in, read by two other libraries: a value that they read otherwise is ours by a reason, or a fault. */
const workbooks = openWorkbooks();
afterAll(() => workbooks.close());
const ACCEPTED = HOSTILE_WORKBOOKS.filter((one) => 'rows' in one.expected);

interface Ours {
  readonly sheet: string;
  readonly cells: Cells;
}

const read = new Map<string, Promise<Ours>>();

/** Read once for both. */
function ours(book: HostileWorkbook): Promise<Ours> {
  const mine = read.get(book.name) ?? readByUs(book);
  read.set(book.name, mine);
  return mine;
}

async function readByUs({ bytes }: HostileWorkbook): Promise<Ours> {
  const sheet = await workbooks.reader.read(bytes());
  const cells = new Map<string, string>();
  for (const { number, cells: row } of sheet.rows)
    for (const [at, cell] of row.entries()) cells.set(placeOf(number, at + 1), saidByUs(cell));
  return { sheet: sheet.name, cells };
}

/** Places where the other library says something else, by row and column; the header is compared by every import. */
function differing({ cells }: Ours, theirs: Cells): readonly string[] {
  const first = Math.min(...[...cells.keys()].map((place) => Number(/R(\d+)/.exec(place)?.[1])));
  const below = [...theirs.keys()].filter((place) => Number(/R(\d+)/.exec(place)?.[1]) >= first);
  const places = [...new Set([...cells.keys(), ...below])];
  return places.flatMap((place) => {
    const [we, they] = [cells.get(place) ?? '', theirs.get(place) ?? ''];
    return we === they ? [] : [`${place} ${JSON.stringify(we)} ≠ ${JSON.stringify(they)}`];
  });
}

const booksFor = (library: 'exceljs' | 'openpyxl') => {
  const untried = DIFFERENCES[library].filter((one) => one.differs === 'untried').map((one) => one.book);
  return ACCEPTED.filter((one) => !untried.includes(one.name));
};

/** By book: what differs, for those where something does. */
function told(found: ReadonlyMap<string, readonly string[] | undefined>): Readonly<Record<string, unknown>> {
  const differs = [...found].filter(([, places]) => places === undefined || places.length > 0);
  return Object.fromEntries<unknown>(differs.map(([name, places]) => [name, places ?? 'unopened']));
}

const expected = (library: 'exceljs' | 'openpyxl') =>
  Object.fromEntries(
    DIFFERENCES[library].flatMap(({ book, differs }) => (differs === 'untried' ? [] : [[book, differs]])),
  );

test('exceljs reads the same values, but for those named with their reason', {
  timeout: 120_000,
}, async () => {
  const found = new Map<string, readonly string[] | undefined>();
  for (const book of booksFor('exceljs')) {
    const mine = await ours(book);
    const theirs = await cellsOfExceljs(book.bytes(), mine.sheet);
    found.set(book.name, theirs && differing(mine, theirs));
  }
  expect(told(found)).toEqual(expected('exceljs'));
});

describeWith('openpyxl')('with openpyxl', () => {
  test('openpyxl reads the same values, but for those named with their reason', {
    timeout: 120_000,
  }, async () => {
    const found = new Map<string, readonly string[] | undefined>();
    const books = booksFor('openpyxl');
    const all = valuesWithOpenpyxl(books.map((book) => book.bytes()));
    for (const [at, book] of books.entries()) {
      const mine = await ours(book);
      const theirs = all[at];
      const sheet = theirs && 'sheets' in theirs ? theirs.sheets[mine.sheet] : undefined;
      const cells = sheet?.map((one) => [placeOf(one.row, one.column), saidByOpenpyxl(one)] as const);
      found.set(book.name, cells && differing(mine, new Map(cells)));
    }
    expect(told(found)).toEqual(expected('openpyxl'));
  });
});

test('a reason stands beside every difference, and at least ninety books are tried', () => {
  expect(HOSTILE_WORKBOOKS.length).toBeGreaterThanOrEqual(90);
  expect(new Set(HOSTILE_WORKBOOKS.map((one) => one.name)).size).toBe(HOSTILE_WORKBOOKS.length);
  for (const { reason } of [...DIFFERENCES.exceljs, ...DIFFERENCES.openpyxl])
    expect(reason.length).toBeGreaterThan(20);
});
