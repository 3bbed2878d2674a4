import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { attackSheet } from '../support/attacks/attack-sheet.ts';
import { ATTACKS } from './attack-table.ts';
import { FAULTS } from './fault-rows.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SHEET = `${root}server/campaigns/fiches/attaques.md`;

test('at least forty things are tried, each under a name of its own', () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(ATTACKS.map((row) => row.key)).size).toBe(ATTACKS.length);
});

test('every row has its test, and every test of this folder its row', () => {
  const tried = readdirSync(`${root}test/attacks`)
    .filter((name) => name.endsWith('.test.ts') && name !== 'attack-table.test.ts')
    .flatMap((name) => [
      ...readFileSync(`${root}test/attacks/${name}`, 'utf8').matchAll(/^attack\('([a-z-]+)'/gm),
    ])
    .map((match) => match[1] ?? '');
  expect(tried.toSorted()).toEqual(
    ATTACKS.filter((row) => !row.test)
      .map((row) => row.key)
      .toSorted(),
  );
});

/** A refusal told by its codes, and nothing else. */
const CODES = /^[a-z]+(-[a-z]+)+(, [a-z]+(-[a-z]+)+)*$/;

test.each(ATTACKS.filter((row) => row.test))('$key is tried where the table says', (row) => {
  const [file = '', title = ''] = (row.test ?? '').split(' › ');
  const source = readFileSync(`${root}${file}`, 'utf8');
  const titles = [...source.matchAll(/\(\s*'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
  expect(titles.some((one) => one?.startsWith(title))).toBe(true);
  const codes = CODES.test(row.refusal) ? row.refusal.split(', ') : [];
  expect(codes.filter((code) => !source.includes(code))).toEqual([]);
});

test('every fault that was met has the test that holds it', () => {
  expect(FAULTS.length).toBeGreaterThan(10);
  expect(FAULTS.filter(({ test: file }) => !existsSync(`${root}${file}`))).toEqual([]);
});

// Written again by: vitest run test/attacks/attack-table.test.ts -u
test('the French sheet is this table', async () => {
  await expect(attackSheet(ATTACKS, FAULTS)).toMatchFileSnapshot(SHEET);
});
