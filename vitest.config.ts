import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores, and a third fork for while the others wait for a real program (sshd, gpg, a pty).
    globalSetup: ['test/support/house/made-once-a-run.ts'],
    pool: 'forks',
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
  oxc: { jsx: { runtime: 'automatic' } },
});
