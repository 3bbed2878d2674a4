import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

/** For how long a document that was withdrawn stays in the base: a mistake is seen within the month. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Documents withdrawn a month ago go for good, with every version and its sealed bytes. Answers how many. A second
 * call finds none.
 */
export async function dropWithdrawn(deps: { readonly store: Store; readonly clock: Clock }): Promise<number> {
  const beforeMs = deps.clock.nowMs() - KEPT_MS;
  return await deps.store.write((rows) => rows.library.dropWithdrawn(beforeMs));
}
