import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { UNDO_MS } from './undo-people-edit.ts';

/**
 * What acts on the directory kept for their undoing goes once it is too late to undo them. Answers how many acts. A second
 * call finds none.
 */
export async function dropOldEdits(deps: { readonly store: Store; readonly clock: Clock }): Promise<number> {
  const beforeMs = deps.clock.nowMs() - UNDO_MS;
  return await deps.store.write((rows) => rows.people.dropEditsBefore(beforeMs));
}
