import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Whatever a comment, a test or a page cites lies in this repository: a path, a heading, a requirement, a promise. A
 * citation of something outside tells a stranger nothing.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const SELF = 'test/rules/references.test.ts';
const listed = (...which: string[]) =>
  execFileSync('git', ['ls-files', '-z', ...which], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(ROOT, name)));
const files = [...listed('--cached'), ...listed('--others', '--exclude-standard')];
const texts = files.filter(
  (name) => /\.(tsx?|mjs|cjs|md|ya?ml|sql|liquid)$|^\.ci\//.test(name) && !name.startsWith('test/golden/'),
);
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const basenames = new Set(files.map((name) => basename(name)));

/** `| R-04 | …` of the tables of docs/requirements.md. */
const requirements = new Set(
  [...read('docs/requirements.md').matchAll(/^\| ([RF]-\d\d) \|/gm)].map(([, number = '']) => number),
);
/** `1. …` under « Promises » of server/README.md. */
const promises =
  /\n## Promises\n([\s\S]*?)(\n## |$)/.exec(read('server/README.md'))?.[1]?.match(/^\d\. /gm)?.length ?? 0;

/** As pages of a repository are shown: « First debit » → `first-debit`. */
const slugOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replace(/ /g, '-');
const headings = (page: string) =>
  [...read(page).matchAll(/^#{1,4} (.+)$/gm)].map(([, text = '']) => slugOf(text));

function brokenPage(page: string, anchor: string | undefined): boolean {
  if (!existsSync(join(ROOT, page))) return true;
  return anchor !== undefined && !(page.endsWith('.md') && headings(page).includes(anchor));
}

/** Names of books that are not here. The practice has a stage `brief`: only the word with its number is a citation. */
const OUTSIDE =
  /\bissues? §?\d|\bissue §|\bstack\.md\b|\bnames\.md\b|\bmodels\.md\b|\barchitecture(\.md)? (§|promise)|\bof the architecture\b|\(brief\b|\bbrief,? [FR§]-?\d|\bdomain\/\d\d|\bseed-audit\b/gi;
/** A paragraph sign belongs to a public standard here, or to nobody. */
const PARAGRAPH = /(.{0,40})§(?= ?\d)/g;
const PUBLIC_STANDARD = /(RFC \d+|draft-[\w-]+) $/;

/** What of a text points nowhere. */
function problemsOf(text: string): string[] {
  const citations = [
    ...text.matchAll(/\b((?:docs|server|tui|shared|scripts|test)\/[\w./-]+\.md)(?:#([\w-]+))?/g),
  ];
  return [
    ...citations.filter(([, page = '', anchor]) => brokenPage(page, anchor)).map(([cited]) => cited),
    ...[...text.matchAll(/\b[RF]-\d\d\b/g)]
      .map(([number]) => number)
      .filter((number) => !requirements.has(number)),
    ...[...text.matchAll(/\b[Pp]romise (\d+)/g)]
      .filter(([, n]) => Number(n) < 1 || Number(n) > promises)
      .map(([cited]) => cited),
    ...[...text.matchAll(OUTSIDE)].map(([cited]) => cited),
    ...[...text.matchAll(PARAGRAPH)]
      .filter(([, before = '']) => !PUBLIC_STANDARD.test(before))
      .map(([cited]) => cited),
  ];
}

const isThere = (path: string) => existsSync(join(ROOT, normalize(path)));

/** Links of a page that lead nowhere. */
function deadLinks(page: string, text = read(page)): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : normalize(join(dirname(page), path));
      return !isThere(file) || (anchor !== undefined && brokenPage(file, anchor));
    });
}

/** Files and folders between backticks that are not there: sought from the page’s own folder and from the root. */
function deadNames(page: string, text = read(page)): string[] {
  const names = [...text.matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => name);
  const paths = names.filter((name) =>
    /\/.*\.(tsx?|mjs|cjs|md|ya?ml)$|^(\.\.\/)?[a-z-]+\/([a-z-]+\/)*$/.test(name),
  );
  const bare = names.filter((name) => /^[\w-]+\.(tsx?|mjs|cjs)$/.test(name));
  return [
    ...paths.filter((path) => !isThere(path) && !isThere(join(dirname(page), path))),
    ...bare.filter((name) => !basenames.has(name)),
  ];
}

const endings = new Set(
  files.flatMap((name) => name.split('/').map((_, at, parts) => parts.slice(at).join('/'))),
);
/** Names of sources in comments that no file bears, whatever folders stand before them. */
function lostFiles(text: string): string[] {
  const comments = text.match(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/ .*$/gm) ?? [];
  const named = comments.flatMap(
    (one) => one.match(/(?<![\w@./-])(?:[\w.-]+\/)*[\w-]+\.(?:tsx?|mjs|cjs)\b/g) ?? [],
  );
  return named.filter((name) => !endings.has(name));
}

describe('every reference leads somewhere', () => {
  it('in comments, tests and texts: pages and their headings, requirements, promises, and no book from outside', () => {
    const lost = texts
      .filter((name) => name !== SELF)
      .flatMap((name) => problemsOf(read(name)).map((cited) => `${name}: ${cited}`));
    expect(texts.length).toBeGreaterThan(1000);
    expect(lost).toEqual([]);
  });

  it('in comments: every file of ours that is named', () => {
    // Tests of the rules invent names to be found.
    const sources = files.filter(
      (name) => /\.(tsx?|mjs|cjs)$/.test(name) && !/^test\/rules\/.*\.test/.test(name),
    );
    expect(sources.length).toBeGreaterThan(1000);
    expect(sources.flatMap((name) => lostFiles(read(name)).map((lost) => `${name}: ${lost}`))).toEqual([]);
    expect(lostFiles('/** As in call/rain.ts. */ // and record-call.ts')).toEqual(['call/rain.ts']);
  });

  it('in pages: every link, and every file or folder between backticks', () => {
    const pages = files.filter((name) => name.endsWith('.md'));
    // The French sheets name folders of an installation, not of the sources.
    const ours = pages.filter((name) => !name.startsWith('server/campaigns/'));
    expect(ours.length).toBeGreaterThan(20);
    expect(pages.flatMap((page) => deadLinks(page).map((cited) => `${page}: ${cited}`))).toEqual([]);
    expect(ours.flatMap((page) => deadNames(page).map((cited) => `${page}: ${cited}`))).toEqual([]);
  });

  it('finds a link, a folder and a file that are not there', () => {
    const text =
      '[sheet](nowhere.md) [law](docs/rules/law.md#andorra) `server/weather/` `rain.ts` `server/store/`';
    expect(deadLinks('README.md', text)).toEqual(['nowhere.md', 'docs/rules/law.md#andorra']);
    expect(deadNames('README.md', text)).toEqual(['server/weather/', 'rain.ts']);
  });

  it.each([
    ['a page that is not there', 'see docs/rules/weather.md', ['docs/rules/weather.md']],
    ['a heading that is not there', 'docs/rules/law.md#andorra', ['docs/rules/law.md#andorra']],
    ['a requirement without a line', 'R-99 and F-20', ['R-99', 'F-20']],
    ['a ninth promise', '(promise 9, server/README.md)', ['promise 9']],
    [
      'books of the workshop',
      'domain/12, stack.md, issue 4 §4',
      ['issue 4', 'domain/12', 'stack.md', 'domain/12, stack.md, issue 4 §'],
    ],
    ['a paragraph of nothing', 'as in §3', ['as in §']],
  ])('finds %s', (_, text, expected) => {
    expect(problemsOf(text).sort()).toEqual(expected.toSorted());
  });

  it('lets what is right pass', () => {
    expect(problemsOf('RFC 4251 §5; docs/rules/law.md#belgium; R-04, F-02; promise 8')).toEqual([]);
  });
});
