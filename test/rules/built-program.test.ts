import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { BUILT_STORIES, FROM_SOURCES, OF_FUNCTIONS } from '../built-program.ts';
import { productSources } from './house-plan.ts';

/** What ships is what is tested: which tests run on the built program, and what bundling alone would break. */
const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const tests = ['--cached', '--others']
  .flatMap((which) =>
    execFileSync('git', ['ls-files', '-z', which, '--exclude-standard', 'test'], {
      cwd: ROOT,
      encoding: 'utf8',
    }).split('\0'),
  )
  .filter((name) => /\.tsx?$/.test(name) && existsSync(join(ROOT, name)));
const listOf = (folders: readonly string[]) => (name: string) =>
  folders.some((folder) => name.startsWith(`${folder}/`));
const isStory = listOf(BUILT_STORIES);

function importsOf(name: string): readonly string[] {
  return ts
    .preProcessFile(read(name), true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(name), fileName) : fileName,
    );
}

describe('what ships is what is tested', () => {
  const own = tests.filter((name) => /\.test\.tsx?$/.test(name));

  it('each test runs once: on the built program, or, where it is listed, on the sources', () => {
    const isFromSources = listOf([...FROM_SOURCES, ...OF_FUNCTIONS]);
    expect(own.length).toBeGreaterThan(200);
    expect(own.filter((name) => isStory(name) === isFromSources(name))).toEqual([]);
  });

  it('journeys, attacks, SSH and whatever is killed run on the built program', () => {
    /** One edge each, as two processes or a cut one would use it. */
    const ofOneEdge = [
      'test/contract/live/job-leases.test.ts',
      'test/contract/store/store-claims.test.ts',
      'test/contract/vault/vault-destruction.test.ts',
    ];
    const told = own.filter(
      (name) =>
        /^test\/(journey|attacks|contract\/ssh)\//.test(name) ||
        (/^test\/contract\//.test(name) && read(name).includes('SIGKILL')),
    );
    expect(told.filter((name) => !isStory(name))).toEqual(ofOneEdge);
  });

  it('a process that a story starts from TypeScript imports the built modules too', () => {
    const seen = new Set(own.filter(isStory));
    for (const name of seen) for (const needs of importsOf(name)) if (tests.includes(needs)) seen.add(needs);
    const starts = [...seen].filter((name) => /-child\.ts'/.test(read(name)));
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((name) => !/\b(onBuiltModules|builtStory)\(/.test(read(name)))).toEqual([]);
  });
});

describe('what bundling or a thread’s end would break', () => {
  it('a package loaded late is an ES module: bundled, the others have no names', () => {
    const late = productSources().flatMap((file) =>
      [...read(file).matchAll(/\bimport\('([^.'][^']*)'\)(?!\.)/g)].map(([, name = '']) => ({ file, name })),
    );
    const isModule = (name: string) => {
      const file = fileURLToPath(import.meta.resolve(name));
      if (file.endsWith('.mjs')) return true;
      let folder = dirname(file);
      while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
      return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).type === 'module';
    };
    expect(isModule('yaml')).toBe(false);
    expect(late).not.toEqual([]);
    expect(late.filter(({ name }) => !isModule(name))).toEqual([]);
  });

  it('no worker awaits as a module: ended meanwhile, it may end the process', () => {
    const workers = productSources().filter((name) => name.endsWith('-worker.ts'));
    const awaits = (node: ts.Node): boolean =>
      ts.isAwaitExpression(node) ||
      (!ts.isFunctionLike(node) && !!ts.forEachChild(node, (child) => awaits(child) || undefined));
    expect(workers.length).toBeGreaterThan(2);
    expect(awaits(ts.createSourceFile('w.ts', 'f(await g())', ts.ScriptTarget.Latest))).toBe(true);
    expect(
      workers.filter((name) => awaits(ts.createSourceFile(name, read(name), ts.ScriptTarget.Latest))),
    ).toEqual([]);
  });
});
