import { zoned } from '../../../shared/time.ts';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

/**
 * Messages go after 24 months, and conversations that nothing is left of; who was written that a slot misses people, once it is
 * over. Answers how many messages. A second call finds none.
 */
export async function dropOldMessages(deps: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<number> {
  const beforeMs = zoned(deps.clock.nowMs()).subtract({
    months: CONVERSATION_LIMITS.months,
  }).epochMilliseconds;
  return await deps.store.write(async (rows) => {
    await rows.waitingMails.dropOver(deps.clock.nowMs());
    return await rows.conversations.dropBefore(beforeMs);
  });
}
