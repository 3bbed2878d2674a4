import type { QueueStanding } from '../../../shared/floor-board.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { sharedHoliday } from '../../domain/calling-rules/shared-holiday.ts';
import { queueStanding } from '../../domain/next-card/queue-standing.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

export interface Look {
  readonly rows: StoreReader;
  readonly rules: CallingRules;
  readonly nowMs: number;
}

export interface QueueNow {
  readonly standing: QueueStanding;
  /** Of every place where records are due and closed: its public holiday today; null when one has none. */
  readonly holiday: string | null;
}

/** Where every open record of a campaign stands now, in one snapshot; no record is opened. */
export async function queueNow(
  { rows, rules, nowMs }: Look,
  { code, settings }: Pick<CampaignRow, 'code' | 'settings'>,
  { leased, frozen }: { readonly leased: number; readonly frozen: number },
): Promise<QueueNow> {
  const groups = await rows.records.queueGroups(code, nowMs);
  const areas = [...new Set(groups.map((group) => group.area))];
  const question = { areas, atMs: nowMs, settings };
  const open = new Set(rules.openAreas(question).map((one) => one.area));
  const asked = rules.openAreas({ ...question, appointment: true });
  const opens = areas.flatMap((area) =>
    open.has(area) ? [] : (rules.nextAllowed({ area, settings, fromMs: nowMs })?.atMs ?? []),
  );
  const standing = queueStanding({
    groups,
    open,
    openForCallbacks: new Set(asked.map((one) => one.area)),
    opensAtMs: opens.length === 0 ? null : Math.min(...opens),
    leased,
    held: (await rows.records.heldIds(code, ['ready'])).length,
    frozen,
  });
  const closed = groups.filter((group) => group.isDue && !open.has(group.area)).map(({ area }) => area);
  return { standing, holiday: sharedHoliday(rules, [...new Set(closed)], nowMs) };
}
