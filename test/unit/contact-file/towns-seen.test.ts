import { expect, it } from 'vitest';
import { TownsSeen, townsOf } from '../../../server/domain/contact-file/towns-seen.ts';
import type { Country } from '../../../shared/country.ts';

function seen(country: Country, ...pairs: readonly (readonly [string, string])[]): string {
  const towns = new TownsSeen();
  for (const [postcode, city] of pairs) towns.note({ postcode, city, country });
  return towns.lines();
}

it('proposes the towns that a file writes behind a postcode, the most frequent first', () => {
  const lines = seen(
    'BE',
    ['1420', 'Braine-l’Alleud'],
    ['4700', 'KETTENIS'],
    ['4700', 'Eupen'],
    ['4700', 'Eupen'],
    ['4700', 'EUPEN'],
  );
  expect(townsOf([lines], '4700')).toEqual(['Eupen', 'KETTENIS']);
  expect(townsOf([lines], '1420')).toEqual(['Braine-l’Alleud']);
  expect(townsOf([lines], '142')).toEqual([]);
  expect(townsOf([lines], '1000')).toEqual([]);
  expect(townsOf([''], '1000')).toEqual([]);
});

it('counts two spellings of one name once, and keeps the first', () => {
  expect(townsOf([seen('FR', ['94240', 'L’Haÿ-les-Roses'], ['94240', "L'HAY-LES-ROSES"])], '94240')).toEqual([
    'L’Haÿ-les-Roses',
  ]);
});

it('leaves out firms, what is no town, and rows without a postcode', () => {
  const lines = seen(
    'FR',
    ['69003', 'LYON CEDEX 03'],
    ['69003', 'z@exemple.fr'],
    ['69003', '69003'],
    ['69003', ''],
    ['', 'Lyon'],
  );
  expect(lines).toBe('');
});

it('puts several files together, the first one first, and lists six towns at most', () => {
  const one = seen('CH', ['1950', 'Sion']);
  const many = seen('CH', ...['Sion', 'SION', ...'ABCDEFG'].map((name) => ['1950', name] as const));
  expect(townsOf([one, many], '1950')).toEqual(['Sion', 'A', 'B', 'C', 'D', 'E']);
});
