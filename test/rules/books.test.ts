import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DISPOSITIONS, type Disposition } from '../../shared/dispositions.ts';

/** Pages that repeat a table of the code, held against it. */
const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
/** The cells of every row of a page’s tables. */
const rowsOf = (page: string) =>
  [...read(page).matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) =>
    row.split(' | ').map((cell) => cell.trim()),
  );

const FLAGS: readonly (readonly [string, (row: Disposition) => boolean])[] = [
  ['F', (row) => row.isFinal],
  ['H', (row) => row.humanReached],
  ['R', (row) => row.rightPerson],
  ['U', (row) => row.useful],
  ['A', (row) => row.pitched],
  ['M', (row) => row.thanked],
  ['S', (row) => row.agreement],
  ['P', (row) => row.oneOff],
  ['D', (row) => row.doNotCall !== false],
  ['T', (row) => row.followUp],
  ['E', (row) => row.email],
  ['C', (row) => row.correction],
];
const sorted = (letters: string) => [...letters].toSorted().join('');

const productFiles = () =>
  execFileSync('git', ['ls-files', '-z', 'shared', 'server', 'tui', 'scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((name) => /\.tsx?$/.test(name) && existsSync(join(ROOT, name)));

/** Every name in the product’s sources: comments and literals left out. */
function namesOfSources(): ReadonlySet<string> {
  const code = (name: string) =>
    read(name)
      .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      .replace(/'[^'\n]*'/g, '');
  return new Set(productFiles().flatMap((name) => code(name).match(/[A-Za-z_$][\w$]*/g) ?? []));
}

describe('the glossary', () => {
  it('shared/GLOSSARY.md: each code word is a name in the product’s sources, and stands once', () => {
    const words = rowsOf('shared/GLOSSARY.md').flatMap(([, code = '']) =>
      [...code.matchAll(/`(\w+)`/g)].map(([, word = '']) => word),
    );
    const names = namesOfSources();
    expect(words.length).toBeGreaterThan(60);
    expect(words.filter((word) => !names.has(word))).toEqual([]);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    expect(names.has('answeredTwiceOverTheGarden')).toBe(false);
  });
});

describe('pages that repeat a table', () => {
  it('docs/rules/dispositions.md: every code, its scope and its flags, in the order of the table', () => {
    const told = rowsOf('docs/rules/dispositions.md')
      .filter(([code = '']) => /^[A-Z]{2}_[A-Z_]+$/.test(code))
      .map(([code, , scope, flags = '']) => [code, scope, sorted(flags.replace('–', ''))]);
    const kept = DISPOSITIONS.map((row) => [
      row.code,
      row.scope.join(''),
      sorted(FLAGS.flatMap(([letter, has]) => (has(row) ? [letter] : [])).join('')),
    ]);
    expect(told).toEqual(kept);
  });

  it('server/README.md: every rule of .dependency-cruiser.cjs', () => {
    const told = rowsOf('server/README.md').map(([name = '']) => name);
    const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
      forbidden: readonly { name: string }[];
    };
    const names = forbidden.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !told.includes(name))).toEqual([]);
  });

  it('README.md: its screen is the one that is drawn, without its empty lines', () => {
    const screen = read('test/golden/screens/80x24/proposal.txt')
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(read('README.md')).toContain(screen.join('\n'));
  });

  it('README.md: at most a hundred lines, and each figure says its version', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(100);
    const figures = rowsOf('test/bench/README.md').filter(([name = '']) => !/^(-+|Figure)$/.test(name));
    expect(figures.length).toBeGreaterThan(10);
    expect(figures.filter(([, version = '']) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const all = new Set(figures.map(([, version]) => version));
    const few = rowsOf('README.md').filter((row) => all.has(row[1]));
    expect(few).toHaveLength(5);
  });

  it('docs/dependencies.md: every package, and no product file imports it elsewhere than told', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    const told = new Map(
      rowsOf('docs/dependencies.md').flatMap(([names = '', , where = '']) => {
        const places = [...where.matchAll(/`([\w./-]+)`/g)].map(([, place = '']) => place);
        return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, places] as const);
      }),
    );
    expect([...told.keys()].toSorted()).toEqual(Object.keys(manifest.dependencies ?? {}).toSorted());
    const elsewhere = productFiles().flatMap((file) =>
      [...read(file).matchAll(/(?:from|import\() ?'([^'.][^']*)'/g)]
        .map(([, from = '']) =>
          from
            .split('/')
            .slice(0, from.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter((name) => told.has(name) && !told.get(name)?.some((place) => file.startsWith(place)))
        .map((name) => `${file}: ${name}`),
    );
    expect(elsewhere).toEqual([]);
    const development = read('docs/dependencies.md').split('## Development')[1] ?? '';
    const tools = Object.keys(manifest.devDependencies ?? {}).filter((name) => !name.startsWith('@types/'));
    expect(tools.filter((name) => !development.includes(`\`${name}\``))).toEqual([]);
  });

  it('every npm script that a page names is in package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const pages = [
      'README.md',
      'CONTRIBUTING.md',
      'test/README.md',
      'test/bench/README.md',
      'docs/DECISIONS.md',
    ];
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
