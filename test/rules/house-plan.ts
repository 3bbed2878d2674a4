import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { HALLS, type Need, roomOf } from './room-graph.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const LAYERS = ['shared', 'server', 'tui', 'scripts'];

/** Every source file of the product, new ones too: a rule is broken before it is committed. */
export function productSources(): readonly string[] {
  const listed = (...which: string[]) =>
    execFileSync('git', ['ls-files', '-z', ...which, ...LAYERS], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return [...listed('--cached'), ...listed('--others', '--exclude-standard')]
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && existsSync(join(ROOT, name)))
    .sort();
}

/** Every import of a product file by another, types and workers' `import()` included. */
export function productNeeds(): readonly Need[] {
  const sources = productSources();
  const known = new Set(sources);
  return sources.flatMap((file) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
    return importedFiles
      .map(({ fileName }) => ({ file, needs: posix.join(posix.dirname(file), fileName) }))
      .filter(({ needs }) => known.has(needs));
  });
}

/** Folders that are rooms, those without a source file left out. */
export function productRooms(): readonly string[] {
  const rooms = productSources()
    .filter((name) => !(posix.dirname(name) in HALLS))
    .map((name) => roomOf(name));
  return [...new Set(rooms)].sort();
}
