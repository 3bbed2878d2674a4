import { expect, test } from 'vitest';
import { contactProfile } from '../../../server/domain/contact-file/contact-profile.ts';
import { dateCell } from '../../../server/domain/contact-file/dates/contact-dates.ts';
import { readDateText } from '../../../server/domain/contact-file/dates/date-text.ts';
import { readListSheet } from '../../../server/domain/lists/list-sheet.ts';
import { settings } from '../../support/store/store-campaign.ts';

const habits = { today: '2026-11-23', isBirth: false } as const;
const told = (text: string, isBirth = false) => {
  const read = readDateText(text, { ...habits, isBirth });
  return read && `${read.date} ${read.order}`;
};

test.each([
  ['2020-02-03', '2020-02-03 certain'],
  ['2020.2.3', '2020-02-03 certain'],
  ['20200203', '2020-02-03 certain'],
  ['03/02/2020', '2020-02-03 either'],
  ['3 2 2020', '2020-02-03 either'],
  ['03 / 02 / 2020', '2020-02-03 either'],
  ['03/03/2020', '2020-03-03 certain'],
  ['13.02.2020', '2020-02-13 day-first'],
  ['02/13/2020', '2020-02-13 month-first'],
  ['02/13/2020 12:00:00 AM', '2020-02-13 month-first'],
  ['02/03/2020 12:00:00 AM', undefined],
  ['03/02/98', '1998-02-03 either'],
  ['99/12/31', '1999-12-31 certain'],
  ['99-12-31', '1999-12-31 certain'],
  ['03-02-54', '1954-02-03 either'],
  ['20-02-03', undefined],
  ['2020-13-02', undefined],
  ['00/00/0000', undefined],
  ['29/02/2023', undefined],
])('numbers: %s', (text, read) => expect(told(text)).toBe(read));

test.each([
  ['3 février 2020', '2020-02-03'],
  ['le 3 fevrier 2020 à 14h25', '2020-02-03'],
  ['1er mars 2020', '2020-03-01'],
  ['lun. 3 févr. 2020', '2020-02-03'],
  ['Monday, February 3, 2020', '2020-02-03'],
  ['maandag 3 februari 2020', '2020-02-03'],
  ['Dienstag, 3. März 2020', '2020-03-03'],
  ['3 of August 2020', '2020-08-03'],
  ['2020-Feb-03', '2020-02-03'],
  ['3/fév/20', '2020-02-03'],
  ['mardi 3 février 2020', undefined],
  ['bientôt 3 février 2020', undefined],
  ['3 brumaire 2020', undefined],
  ['février 2020', undefined],
  ['31 juin 2020', undefined],
])('words: %s', (text, date) => expect(told(text)).toBe(date && `${date} certain`));

test.each([
  ['2020-02-03 14:25:10', '2020-02-03'],
  ['2020-02-03T00:00:00.000Z', '2020-02-03'],
  ['2020-02-03T22:15:00+01:00', '2020-02-03'],
  ['2020-02-02 23:15', '2020-02-02'],
  ['2020-02-02 23:00', undefined],
  ['2020-02-02T22:00:00', undefined],
  ['2020-02-02T22:15:00Z', undefined],
  ['2020-02-03 24:00', undefined],
  ['2020-02-03 12:61', undefined],
])('hours: %s', (text, date) => expect(told(text)).toBe(date && `${date} certain`));

test('a birth of two digits is of a grown person, or of nobody knows which century', () => {
  const births = ['13/02/54', '13/02/07', '13/02/08', '13/02/20', '13 février 2020'];
  expect(births.map((text) => told(text, true))).toEqual([
    '1954-02-13 day-first',
    '2007-02-13 day-first',
    undefined,
    undefined,
    '2020-02-13 certain',
  ]);
});

test('in a list too, one date written month first puts in doubt those of its column that could be either', () => {
  const days = ['03/02/2020', '02/13/2020', '13/02/2020', '03/03/2020'];
  const rows = days.map((text, at) => ({ number: at + 2, cells: [{ kind: 'text' as const, text }] }));
  const facts = {
    name: 'A',
    header: ['JOUR'],
    headerRow: 1,
    date1904: false,
    otherSheets: [],
    hiddenColumns: [],
  };
  const columns = { JOUR: { need: 'value', read: dateCell() } } as const;
  const read = (some: typeof rows) =>
    readListSheet({ ...facts, rows: some }, { columns }, contactProfile(settings(), habits.today));
  expect(read(rows).map(({ values, problems }) => values.JOUR ?? problems[0]?.code)).toEqual([
    'date-order-doubt',
    '2020-02-13',
    '2020-02-13',
    '2020-03-03',
  ]);
  expect(read(rows.slice(0, 1))[0]?.values.JOUR).toBe('2020-02-03');
});
