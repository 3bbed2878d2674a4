import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What lasts longest is started first, so that no core waits for it at the end. Vitest knows it from its last run; a fresh clone
 * has none. `npm test` prints its slowest files: keep the list near what it says.
 */
const LONG = [
  'test/journey/golden-month.test.ts',
  'test/journey/first-day.test.ts',
  'test/contract/purge/purge-kill.test.ts',
  'test/journey/two-hundred-agents.test.ts',
  'test/journey/bad-days.test.ts',
  'test/journey/demo.test.ts',
  'test/journey/chaos.test.ts',
  'test/contract/contact-file/import-interrupted.test.ts',
  'test/journey/backup-and-restore.test.ts',
  'test/journey/ssh-workstation.test.ts',
  'test/journey/excel-row-to-purge.test.ts',
  'test/journey/nothing-lost.test.ts',
  'test/journey/lead-and-agent.test.ts',
  'test/journey/ssh-calls.test.ts',
];

/** The order of a run: the long files, then as Vitest would. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = LONG.filter((name) => !existsSync(name));
    if (gone.length > 0) throw new Error(`test/longest-first.ts names what is no longer there: ${gone}`);
    const rank = (file: TestSpecification) => {
      const at = LONG.indexOf(relative('.', file.moduleId));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
