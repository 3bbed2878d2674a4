import { beforeEach } from 'vitest';

/** For the tests of one story, each going on from where the last one left: after a step that failed, the others are skipped with that reason. */
export function stopAtFirstFailure(): void {
  let broken = false;
  beforeEach(({ skip, onTestFailed }) => {
    if (broken) skip('an earlier step failed');
    onTestFailed(() => {
      broken = true;
    });
  });
}
