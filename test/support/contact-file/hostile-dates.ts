import { excelDay } from './contact-rows.ts';
import { accepted, type HostileWorkbook, rejected, rowsCase } from './hostile-cases.ts';

const start = (value: string) => ({ DATE_DEBUT_PA: value });

/** Days as people and programs of the three countries write them. */
export const HOSTILE_DATES: readonly HostileWorkbook[] = [
  rowsCase(
    [
      'dates as text',
      'a day that exists, written day first or year first, is that day; the others are no dates',
    ],
    [
      [start('03/02/2020'), accepted('date-order-assumed')],
      [start('13.02.2020'), accepted('date-as-text')],
      [start('2020-02-03'), accepted('date-as-text')],
      [start('2020/02/03'), accepted('date-as-text')],
      [{ DATE_DEBUT_PA: excelDay('2020-02-03') }, accepted('date-as-number')],
      [start('43864'), accepted('date-as-number')],
      [start('31/02/2020'), rejected('wrong-date')],
      [start('hier'), rejected('wrong-date')],
      [{ DATE_DEBUT_PA: { date: excelDay('2030-01-01') } }, accepted('date-in-future')],
    ],
  ),
  rowsCase(
    [
      'dates with a month in letters',
      'a name says which number is the month, in each language of the countries',
    ],
    [
      [start('3 février 2020'), accepted('date-as-text')],
      [start('1er mars 2020'), accepted('date-as-text')],
      [start('3 feb 2020'), accepted('date-as-text')],
      [start('3 maart 2020'), accepted('date-as-text')],
      [start('3. Dezember 2019'), accepted('date-as-text')],
      [start('February 3rd, 2020'), accepted('date-as-text')],
      [start('3-févr.-20'), accepted('date-as-text', 'date-short-year')],
      [start('lundi 3 février 2020'), accepted('date-as-text')],
      [start('mardi 3 février 2020'), rejected('wrong-date')],
      [start('3 brumaire 2020'), rejected('wrong-date')],
    ],
  ),
  rowsCase(
    [
      'dates with an hour',
      'the hour is left, but midnight of another place is another day: nobody knows which',
    ],
    [
      [start('2020-02-03 14:25:10'), accepted('date-as-text', 'date-with-hour')],
      [start('13/02/2020 0:00'), accepted('date-as-text')],
      [start('2020-02-03T00:00:00.000Z'), accepted('date-as-text')],
      [start('2020-02-02T23:00:00.000Z'), rejected('wrong-date')],
      [start('2020-02-02 22:00'), rejected('wrong-date')],
      [{ DATE_DEBUT_PA: { date: excelDay('2020-02-03') + 14.4 / 24 } }, accepted()],
      [{ DATE_DEBUT_PA: { date: excelDay('2020-02-02') + 23 / 24 } }, rejected('date-edge-of-day')],
      [{ DATE_DEBUT_PA: excelDay('2020-02-02') + 22 / 24 }, rejected('date-edge-of-day')],
    ],
  ),
  rowsCase(
    ['dates of two digits', 'the century before when this one’s day is to come; a birth may be of both'],
    [
      [start('31/12/19'), accepted('date-as-text', 'date-short-year')],
      [start('31/12/98'), accepted('date-as-text', 'date-short-year')],
      [start('98/12/31'), accepted('date-as-text', 'date-short-year')],
      [start('20-02-03'), rejected('wrong-date')],
      [{ DATE_NAISSANCE: '31/12/54' }, accepted('date-as-text', 'date-short-year')],
      [{ DATE_NAISSANCE: '31/12/19' }, accepted('wrong-date')],
    ],
  ),
  rowsCase(
    [
      'a column that one value proves American',
      'the rows before it were read the other way: all that could be either is in doubt, the rest is certain',
    ],
    [
      [start('03/02/2020'), rejected('date-order-doubt')],
      [start('03/03/2020'), accepted('date-as-text')],
      [start('02/13/2020'), accepted('date-month-first')],
      [start('13/02/2020'), accepted('date-as-text')],
      [
        { ...start('2020-02-03'), DERNIER_CONTACT: '04/05/2024' },
        accepted('date-as-text', 'date-order-assumed'),
      ],
      [{ DATE_DEBUT_PA: { date: excelDay('2020-02-03') } }, accepted()],
    ],
  ),
];
