import { expect, it } from 'vitest';
import { age } from '../../../../tui/board/board-age.ts';

const HOUR_MS = 3_600_000;

it.each([
  [47_000, '45 s'],
  [4 * 60_000, '4 min'],
  [HOUR_MS + 5 * 60_000, '1 h 05'],
  [72 * HOUR_MS - 1, '71 h 59'],
  [72 * HOUR_MS, '3 j'],
  [144 * HOUR_MS, '6 j'],
  [-5, '0 s'],
])('%i ms on the board are « %s », which fit the column', (ms, text) => {
  expect(age(ms)).toBe(text);
});
