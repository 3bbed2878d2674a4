import { zoned } from '../../../shared/time.ts';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

/**
 * What nothing happened to for 24 months goes, and polls of then, as messages do. Answers how many. A second
 * call finds none.
 */
export async function dropOldItems(deps: { readonly store: Store; readonly clock: Clock }): Promise<number> {
  const beforeMs = zoned(deps.clock.nowMs()).subtract({
    months: CONVERSATION_LIMITS.months,
  }).epochMilliseconds;
  return await deps.store.write(
    async (rows) => (await rows.followUpItems.dropBefore(beforeMs)) + (await rows.polls.dropBefore(beforeMs)),
  );
}
