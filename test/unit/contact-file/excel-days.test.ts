import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOfNumber } from '../../../server/domain/contact-file/dates/excel-days.ts';

test.each([
  [1, '1900-01-01'],
  [59, '1900-02-28'],
  [61, '1900-03-01'],
  [43_864, '2020-02-03'],
  [2_958_465, '9999-12-31'],
])('in the calendar of 1900, %d is %s', (day, date) => {
  expect(dayOfNumber(day, false)).toEqual({ date });
});

test.each([
  [0, '1904-01-01'],
  [42_402, '2020-02-03'],
  [60, '1904-03-01'],
])('in the calendar of 1904, %d is %s', (day, date) => {
  expect(dayOfNumber(day, true)).toEqual({ date });
});

test.each([-1, 0, 0.75, 60, 2_958_466, 1e300])('%d is no day since 1900', (day) => {
  expect(dayOfNumber(day, false)).toBeUndefined();
});

test('the noise of a fraction is no hour, and never another day', () => {
  expect(dayOfNumber(43_863.999_999_99, false)).toEqual({ date: '2020-02-03' });
  expect(dayOfNumber(43_864.000_000_01, false)).toEqual({ date: '2020-02-03' });
  expect(dayOfNumber(43_864.958_333_333_3, false)).toEqual({ date: '2020-02-03', time: '23:00:00' });
  expect(dayOfNumber(43_864.999_98, false)).toEqual({ date: '2020-02-03', time: '23:59:58' });
});

test('both calendars count the same days, 1,462 apart', () => {
  fc.assert(
    fc.property(fc.double({ min: 61, max: 100_000, noNaN: true }), (day) => {
      expect(dayOfNumber(day, true)).toEqual(dayOfNumber(day + 1462, false));
    }),
  );
});
