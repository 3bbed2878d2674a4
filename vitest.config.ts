import { defineConfig } from 'vitest/config';
import { postgresProgram } from './scripts/demo/servers/postgres-program.ts';
import {
  BUILT_STORIES,
  builtModules,
  FROM_SOURCES,
  IN_A_PROCESS_OF_ITS_OWN,
  OF_FUNCTIONS,
} from './test/built-program.ts';
import { LongestFirst } from './test/longest-first.ts';
import { ON_POSTGRES, POSTGRES_ALONE } from './test/on-postgres.ts';

const testsOf = (folders: readonly string[]) =>
  folders.flatMap((folder) => [`${folder}/**/*.test.ts`, `${folder}/**/*.test.tsx`]);

/** The same tests a second time, on PostgreSQL; where it is absent, test/contract/store/postgres says so by name. */
const hasPostgres = process.env.CI === 'true' || postgresProgram() !== undefined;
const onPostgres = hasPostgres
  ? [
      {
        extends: true as const,
        test: {
          name: 'postgres',
          include: [...ON_POSTGRES],
          env: { PLATEAU_TEST_ENGINE: 'postgres' },
          globalSetup: ['test/support/store/postgres-of-run.ts'],
          isolate: false,
        },
      },
    ]
  : [];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores, and a third fork for while the others wait for a real program (sshd, gpg, a pty).
    globalSetup: ['test/support/house/made-once-a-run.ts'],
    pool: 'forks',
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'functions',
          include: testsOf(OF_FUNCTIONS),
          exclude: ['**/node_modules/**', ...POSTGRES_ALONE],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'sources',
          include: testsOf(FROM_SOURCES),
          exclude: ['**/node_modules/**', ...POSTGRES_ALONE, ...IN_A_PROCESS_OF_ITS_OWN],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: [...IN_A_PROCESS_OF_ITS_OWN] } },
      {
        extends: true,
        plugins: [builtModules()],
        test: { name: 'built', include: testsOf(BUILT_STORIES), globalSetup: ['test/built-program.ts'] },
      },
      ...onPostgres,
    ],
  },
  oxc: { jsx: { runtime: 'automatic' } },
});
