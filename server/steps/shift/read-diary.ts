import type { Diary } from '../../../shared/diary.ts';
import { MOST_OWN } from '../../../shared/own-record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';

/** When the agent's own callbacks are due, soonest first. No donor is opened for it. */
export async function readDiary(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  agent: Pick<AccountRow, 'id'>,
): Promise<Diary> {
  const found = await store.read((rows) => rows.records.ownCallbacks(agent.id, MOST_OWN.callback));
  return { nowMs: clock.nowMs(), atMs: found.map(({ dueAtMs }) => dueAtMs) };
}
