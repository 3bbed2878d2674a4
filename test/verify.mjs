// The one test command: types, lint, dependency rules, rooms, unused code, every test; the last line counts them all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBeside } from './side-by-side.mjs';

const counts = { passed: 0, failed: 0, skipped: 0 };

const CHECKS = [
  ['types', 'tsc', '--noEmit'],
  ['lint', 'biome', 'check', '--error-on-warnings', '.'],
  [
    'dependency rules',
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    'shared',
    'server',
    'tui',
    'scripts',
  ],
  ['rooms', 'node', 'test/rules/check-rooms.ts'],
  ['what nobody uses', 'knip', '--no-config-hints'],
  ['what tests alone use', 'knip', '--production', '--no-config-hints'],
];
for (const good of await Promise.all(CHECKS.map(runBeside))) {
  if (good) counts.passed += 1;
  else counts.failed += 1;
}

console.log('— tests');
const folder = mkdtempSync(join(tmpdir(), 'plateau-verify-'));
const report = join(folder, 'vitest.json');
try {
  const vitest = [
    'run',
    '--reporter=default',
    '--reporter=json',
    '--reporter=./test/slowest-files.ts',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const ended = spawnSync('vitest', vitest, { stdio: 'inherit' }).status === 0;
  const result = JSON.parse(readFileSync(report, 'utf8'));
  counts.passed += result.numPassedTests;
  counts.failed += result.numFailedTests;
  counts.skipped += result.numPendingTests + result.numTodoTests;
  // A file that does not even load, or an unhandled error, is a failure too.
  if (!ended && result.numFailedTests === 0) counts.failed += 1;
  const skipped = result.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === 'pending' || test.status === 'skipped');
  for (const test of skipped) console.log(`skipped: ${test.fullName}`);
} catch (error) {
  console.error(error);
  counts.failed += 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
