import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAMPAIGN_KINDS } from '../../shared/campaign-kind.ts';
import { COUNTRIES } from '../../shared/country.ts';
import { CURRENCIES } from '../../shared/currency.ts';
import { LANGUAGES } from '../../shared/language/languages.ts';

/**
 * What tells countries, currencies, languages and kinds of campaign apart is a fact of their table, read by its name: a comparison with a code is a
 * branch that the next one would take without a word.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const sources = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'shared', 'server', 'tui', 'scripts'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\0')
  // Migrations are history: what they say of codes was true on their day.
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('server/store/migrations/'));

/** A code compared, matched by `case`, looked for in a list, or written out in a union of codes or an alternative of a pattern. */
function comparisonWith(codes: readonly string[]): RegExp {
  const code = `['"\`](?:${codes.join('|')})['"\`]`;
  return new RegExp(
    [
      `[=!]==?\\s*${code}`,
      `${code}\\s*[=!]==?`,
      `\\bcase ${code}`,
      `\\.(?:includes|indexOf|startsWith|has)\\(${code}`,
      `\\|\\s*${code}`,
      `${code}\\s*\\|(?!\\|)`,
      `\\b(?:${codes.join('|')})\\|(?:${codes.join('|')})\\b`,
    ].join('|'),
  );
}

function placesOf(codes: readonly string[]): string[] {
  const pattern = comparisonWith(codes);
  return sources.flatMap((name) =>
    readFileSync(join(ROOT, name), 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        pattern.test(line.replace(/^\s*(\*|\/\*|\/\/).*$/, '')) ? [`${name}:${at + 1}`] : [],
      ),
  );
}

describe('codes are compared in their tables alone', () => {
  const TABLES = [
    { what: 'country', codes: COUNTRIES },
    { what: 'currency', codes: CURRENCIES },
    { what: 'campaign kind', codes: CAMPAIGN_KINDS },
    { what: 'language', codes: LANGUAGES },
  ];
  it.each(TABLES)('$what', ({ codes }) => {
    expect(sources.length).toBeGreaterThan(500);
    expect(placesOf(codes)).toEqual([]);
  });

  it.each([
    "if (country === 'FR') return;",
    "const isSwiss = 'CH' === country;",
    "    case 'BE':",
    "if (['x'].includes('BE')) return;",
    "readonly country: 'FR' | 'BE';",
    "  | 'CH'",
    'const SHAPE = /^(FR|BE|CH)$/;',
  ])('would see « %s »', (line) => {
    expect(line).toMatch(comparisonWith(COUNTRIES));
  });
});
