import type { Try } from '../calling-rules/cadence-counting.ts';
import { partWish } from '../calling-rules/cadence-parts.ts';
import { type OtherRecord, restUntilMs } from '../calling-rules/cadence-rest.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { QueuedRecord } from './next-card-record.ts';

export interface GuardQuestion {
  readonly row: QueuedRecord;
  readonly settings: CampaignSettings;
  /** Records of the same donor in the charity's other campaigns. */
  readonly others: readonly OtherRecord[];
  /** Calls of the record itself, oldest first; only asked for when there are others. */
  readonly own: readonly Try[];
  readonly nowMs: number;
  readonly rules: CallingRules;
}

/**
 * A record that the looks found may still have to wait; then the instant at which it is due again, else undefined.
 * - A callback is kept after the last window only if it was asked for about now: a missed one goes to the top of the
 *   next opening.
 * - A retry whose last attempts are owed to other day-parts waits for one of them (see `cadence.ts`).
 * - The donor was or is being called for another campaign of the charity (F-12).
 */
export function heldUntilMs(question: GuardQuestion): number | undefined {
  const { row, settings, others, own, nowMs, rules } = question;
  const place = { area: row.area, settings };
  const later = (fromMs: number) => rules.nextAllowed({ ...place, fromMs })?.atMs ?? fromMs;
  const standard = rules.mayCall({ ...place, atMs: nowMs });

  if (row.queue === 'callback') {
    const asked = nowMs - row.dueAtMs <= settings.cadence.personalHoldMinutes * 60_000;
    return standard.ok || asked ? undefined : later(nowMs);
  }
  const rest = restUntilMs({ own, others, settings, area: row.area, nowMs });
  if (rest !== undefined) return later(rest);
  const wish = partWish(row.triesByPart, settings);
  if (row.queue !== 'retry' || !wish.owed || !standard.ok || wish.parts.includes(standard.part))
    return undefined;
  return rules.nextAllowed({ ...place, fromMs: nowMs, parts: wish.parts })?.atMs;
}
