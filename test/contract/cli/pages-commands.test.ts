import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type CommandEntry, commandTable } from '../../../scripts/cli/command-table.ts';
import { buildProgram } from '../../../scripts/program.ts';

/** What a page for people tells to type is what the product takes: each command, its options and how many words. */
const ROOT = join(import.meta.dirname, '..', '..', '..');
const SHEETS = 'server/campaigns/fiches';
const PAGES = [
  ...readdirSync(join(ROOT, SHEETS), { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${SHEETS}/${name}`),
  ...['README.md', 'docs/deployment.md', 'deploy/INSTALLER.md', 'server/campaigns/README.md'],
];
const terminal = {
  ...{
    isInteractive: false,
    columns: 80,
    line: () => undefined,
    warn: () => undefined,
    lines: () => undefined,
  },
  ...{ ask: async () => '', askSecret: async () => '' },
  askDrawn: () => Promise.reject(new Error('no question expected')),
};
const table = commandTable(await buildProgram({ env: {}, terminal }));

/** As a shell cuts it, up to where another program begins, or what it is for: two spaces or a sign apart. */
function wordsOf(line: string): readonly string[] {
  const typed = /^(?:"[^"]*"|'[^']*'|[^|><;&#`])*/.exec(line.split(/ {2,}/)[0] ?? '')?.[0] ?? '';
  return [...typed.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word);
}

/** `plateau …` between backticks, or on a line of a block; « npx plateau » too. */
function typedOn(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const blocks = [...text.matchAll(/```(?:sh|bash)?\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const spans = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, span = '']) => span,
  );
  return [...blocks, ...spans].flatMap((line) => /^\s*(?:npx |\S+=\S+ )*plateau (.*)$/.exec(line)?.[1] ?? []);
}

function entryOf(words: readonly string[]): CommandEntry | undefined {
  const isOf = ({ path }: CommandEntry) => path.every((word, at) => words[at] === word);
  return table.filter(isOf).toSorted((one, other) => other.path.length - one.path.length)[0];
}

/** What is wrong of such a line; undefined when the product takes it. « … » and CAPITALS stand for what a person puts. */
function wrongOf(line: string): string | undefined {
  const words = wordsOf(line);
  const entry = entryOf(words);
  if (!entry) return 'no such command';
  const known = new Map(entry.options.flatMap((one) => one.names.map((name) => [name, one] as const)));
  const given: string[] = [];
  let isValue = false;
  for (const word of words.slice(entry.path.length)) {
    if (isValue || word === '…') isValue = false;
    else if (!word.startsWith('-')) given.push(word);
    else if (!known.has(word.split('=')[0] ?? '') && word !== '--help') return `no option ${word}`;
    else isValue = !word.includes('=') && known.get(word)?.takesValue === true;
  }
  const isOpen = entry.usage.includes('...');
  return given.length > entry.arguments.length && !isOpen ? `too many words: ${given.join(' ')}` : undefined;
}

it.each(PAGES)('R-57 %s tells no command that the product has not', (page) => {
  const wrong = typedOn(page).flatMap((line) => {
    const why = wrongOf(line);
    return why === undefined ? [] : [`plateau ${line} — ${why}`];
  });
  expect(wrong).toEqual([]);
});

it('sees a command, an option and a word too many that are not there', () => {
  expect(wrongOf('floor --once')).toBeUndefined();
  expect(['flor', 'floor --wunce', 'floor un deux'].map((line) => wrongOf(line) !== undefined)).toEqual([
    true,
    true,
    true,
  ]);
  expect(PAGES.flatMap(typedOn).length).toBeGreaterThan(200);
});
