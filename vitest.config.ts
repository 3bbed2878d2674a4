import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Real programs (sshd, gpg, pty) share two cores: more forks only make them wait for each other.
    globalSetup: ['test/support/rings-of-the-run.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
  oxc: { jsx: { runtime: 'automatic' } },
});
