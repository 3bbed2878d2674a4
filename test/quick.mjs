// What is worth asking after each change: types, lint of the changed files, unit and property tests, house rules; side by side.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runBeside } from './side-by-side.mjs';

const listOf = (...args) => {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout.split('\0').filter((name) => name !== '') : [];
};

/** Since the branch left main, or since the last commit; everything when that tells nothing. */
function filesToLint() {
  const { stdout } = spawnSync('git', ['merge-base', 'HEAD', 'main'], { encoding: 'utf8' });
  const changed = listOf('diff', '--name-only', '-z', stdout?.trim() || 'HEAD');
  const added = listOf('ls-files', '-z', '--others', '--exclude-standard');
  const files = [...changed, ...added].filter((name) => existsSync(name));
  return files.length === 0 ? ['.'] : files;
}

const PARTS = [
  ['types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/quick.tsbuildinfo'],
  ['lint', 'biome', 'check', '--error-on-warnings', '--no-errors-on-unmatched', ...filesToLint()],
  // No module keeps a state: files of these folders may share a process, and each import is paid once.
  ['tests', 'vitest', 'run', '--no-isolate', '--reporter=dot', 'test/unit', 'test/property', 'test/rules'],
];

const good = await Promise.all(PARTS.map(runBeside));
process.exitCode = good.every(Boolean) ? 0 : 1;
