// What is worth asking after each change: types, lint of the changed files, unit and property tests, house rules; side by side.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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

/** What a part said, once it is over: two that speak at a time cannot be read. */
function said([name, command, ...args]) {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      console.log(`— ${name}: ${status === 0 ? 'good' : 'FAILED'} in ${seconds} s`);
      process.stdout.write(Buffer.concat(chunks));
      resolve(status === 0);
    });
  });
}

const good = await Promise.all(PARTS.map(said));
process.exitCode = good.every(Boolean) ? 0 : 1;
