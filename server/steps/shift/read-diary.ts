import type { Diary } from '../../../shared/diary.ts';
import { zoneOfArea } from '../../domain/calling-rules/calling-area.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';

/** Two weeks of promises; nobody reads further. */
const MAX_ENTRIES = 100;

/** The agent's own callbacks, soonest first. No donor is opened for it: a name shows on the card, when it comes. */
export function readDiary(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  agent: Pick<AccountRow, 'id'>,
): Diary {
  return store.read((rows) => {
    const names = new Map(rows.campaigns.all().map(({ code, name }) => [code, name]));
    const found = rows.diary.ofAgent(agent.id, MAX_ENTRIES);
    const all = rows.records.callbacksOf(agent.id, Number.MAX_SAFE_INTEGER);
    return {
      nowMs: clock.nowMs(),
      entries: found.map(({ dueAtMs, area, campaign, disposition, attempts }) => ({
        atMs: dueAtMs,
        zone: zoneOfArea(area),
        campaign: names.get(campaign) ?? campaign,
        disposition: disposition ?? '',
        attempts,
      })),
      more: Math.max(0, all - found.length),
    };
  });
}
