import { expect, it } from 'vitest';
import { ecoIndex } from '../../support/web/eco-index.ts';

it.each([
  [{ elements: 25, requests: 1, bytes: 1473 }, 97],
  [{ elements: 78, requests: 1, bytes: 1951 }, 93],
  [{ elements: 300, requests: 1, bytes: 40_000 }, 86],
  [{ elements: 600_000, requests: 5000, bytes: 3e8 }, 0],
])('%o', (page, index) => {
  expect(Math.round(ecoIndex(page))).toBe(index);
});
