import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { type Look, queueLooks } from '../next-card/next-card.ts';
import { heldUntilMs } from '../next-card/next-card-guard.ts';
import type { QueuedRecord } from '../next-card/next-card-record.ts';

/**
 * In what order records are tried. All three obey the hours, the rest, the weekly limit and the maximum, and serve due callbacks
 * first; they differ in the day-part a try falls into. `cadence`: the rules of docs/rules/cadence.md (`queueLooks`,
 * `heldUntilMs`, `partWish`); `random`: whichever record that is due, by lot; `evening`: weekday evenings alone.
 */
export const SIMULATION_ORDERS = ['cadence', 'random', 'evening'] as const;
export type SimulationOrder = (typeof SIMULATION_ORDERS)[number];

/**
 * More attempts than any record gets: no attempt is ever owed to a day-part. The engine closes the record at the true
 * maximum.
 */
const NO_PART_OWED = 1000;

/** The settings under which the cadence is asked: the baselines have no wish for a day-part. */
export function settingsFor(order: SimulationOrder, settings: CampaignSettings): CampaignSettings {
  if (order === 'cadence') return settings;
  return { ...settings, cadence: { ...settings.cadence, maxAttempts: NO_PART_OWED } };
}

export interface OrderQuestion {
  readonly order: SimulationOrder;
  readonly code: string;
  readonly settings: CampaignSettings;
  readonly areas: readonly string[];
  readonly nowMs: number;
  readonly rules: CallingRules;
}

/** The looks of the real queue; the baselines keep those for callbacks and look for tries their own way. */
export function orderedLooks({ order, code, settings, areas, nowMs, rules }: OrderQuestion): readonly Look[] {
  const looks = queueLooks({ campaigns: [{ row: { code, settings }, areas }], nowMs, rules });
  if (order === 'cadence') return looks;
  const callbacks = looks.filter((look) => look.queue === 'callback');
  const open = rules.openAreas({ areas, atMs: nowMs, settings });
  const chosen = order === 'evening' ? open.filter((one) => one.part === 'S') : open;
  const tries = {
    campaign: code,
    owner: 'shared',
    areas: chosen.map((one) => one.area),
    dueAtMs: nowMs,
  } as const;
  if (tries.areas.length === 0) return callbacks;
  return [
    ...callbacks,
    { ...tries, queue: 'new', why: 'new-other-slot' },
    { ...tries, queue: 'retry', why: 'retry-other-slot' },
  ];
}

/** Until when a record that was found must still wait: the real guard, of which a baseline keeps what concerns callbacks. */
export function waitsUntilMs(
  row: QueuedRecord,
  { order, settings, nowMs, rules }: OrderQuestion,
): number | undefined {
  if (order !== 'cadence' && row.queue !== 'callback') return undefined;
  return heldUntilMs({ row, settings, others: [], own: [], nowMs, rules });
}

/** When a record that was not reached comes back: as the cadence says, or at the first evening from then on. */
export function returnsAtMs(row: QueuedRecord, { order, settings, rules }: OrderQuestion): number {
  if (row.queue === 'callback' || order !== 'evening') return row.dueAtMs;
  const evening = rules.nextAllowed({ area: row.area, settings, fromMs: row.dueAtMs, parts: ['S'] });
  return evening?.atMs ?? row.dueAtMs;
}
