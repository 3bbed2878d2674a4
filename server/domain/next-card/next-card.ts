import type { CallingRules, OpenArea } from '../calling-rules/calling-rules.ts';
import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/** Why a record was chosen; kept on the lease, said by `whyLine`. */
const WHY_CODES = [
  'own-callback',
  'shared-callback',
  'overdue-callback',
  'assigned',
  'new-good-slot',
  'retry-good-slot',
  'new-other-slot',
  'retry-other-slot',
  'chosen',
  'undone',
  'on-top',
  'priority-new-good-slot',
  'priority-retry-good-slot',
  'priority-new-other-slot',
  'priority-retry-other-slot',
] as const;
export type WhyCode = (typeof WHY_CODES)[number];

/** One look into the queue, oldest due first; a store's `QueueLook`. */
export interface Look {
  readonly campaign: string;
  readonly queue: 'new' | 'retry' | 'callback';
  readonly owner: 'mine' | 'shared' | 'anyone';
  readonly areas: readonly string[];
  readonly nextPart?: CallPart;
  /** Only records of a profile with that priority, 1 to 9. */
  readonly priority?: number;
  readonly dueAtMs: number;
  readonly why: WhyCode;
}

export interface LooksQuestion {
  /** The agent's open campaigns, with the places present in their queues. */
  readonly campaigns: readonly {
    readonly row: { readonly code: string; readonly settings: CampaignSettings };
    readonly areas: readonly string[];
    /** Weights of the profiles that have priority, highest first. */
    readonly weights?: readonly number[];
  }[];
  readonly nowMs: number;
  readonly rules: CallingRules;
}

interface OpenCampaign {
  readonly code: string;
  readonly weights: readonly number[];
  readonly nowMs: number;
  readonly holdMs: number;
  /** Open now for anyone. */
  readonly open: readonly OpenArea[];
  /** Open now for a donor who asked to be called. */
  readonly openForCallbacks: readonly OpenArea[];
}

/**
 * Where to look for the agent's next record, in order (docs/rules/cadence.md): own due callbacks, shared ones, those
 * that another agent left overdue, records a lead gave to the agent, new ones in their good slot, retries in theirs,
 * then the rest; in and out of their slot, profiles with priority first. Each rank covers all campaigns before the next
 * one. Only places open now appear; a record that a lead gave to somebody is looked for by its owner alone.
 */
export function queueLooks({ campaigns, nowMs, rules }: LooksQuestion): readonly Look[] {
  const open = campaigns.map(({ row, areas, weights = [] }): OpenCampaign => {
    const question = { areas, atMs: nowMs, settings: row.settings };
    return {
      code: row.code,
      weights,
      nowMs,
      holdMs: row.settings.cadence.personalHoldMinutes * 60_000,
      open: rules.openAreas(question),
      openForCallbacks: rules.openAreas({ ...question, appointment: true }),
    };
  });
  return RANKS.flatMap((rank) => open.flatMap(rank)).filter((look) => look.areas.length > 0);
}

const RANKS: readonly ((campaign: OpenCampaign) => readonly Look[])[] = [
  (one) => [callbacks(one, 'mine', 'own-callback')],
  (one) => [callbacks(one, 'shared', 'shared-callback')],
  (one) => [{ ...callbacks(one, 'anyone', 'overdue-callback'), dueAtMs: one.nowMs - one.holdMs }],
  (one) => [tries(one, 'new', 'mine'), tries(one, 'retry', 'mine')],
  (one) => prioritised(one, [...inTheirSlot(one, 'new'), ...inTheirSlot(one, 'retry')]),
  (one) => inTheirSlot(one, 'new'),
  (one) => inTheirSlot(one, 'retry'),
  (one) => prioritised(one, [tries(one, 'new', 'shared'), tries(one, 'retry', 'shared')]),
  (one) => [tries(one, 'new', 'shared')],
  (one) => [tries(one, 'retry', 'shared')],
];

function callbacks(one: OpenCampaign, owner: Look['owner'], why: WhyCode): Look {
  const areas = one.openForCallbacks.map((open) => open.area);
  return { campaign: one.code, queue: 'callback', owner, areas, dueAtMs: one.nowMs, why };
}

function tries(one: OpenCampaign, queue: 'new' | 'retry', owner: 'mine' | 'shared'): Look {
  const why = owner === 'mine' ? 'assigned' : (`${queue}-other-slot` as const);
  const areas = one.open.map((open) => open.area);
  return { campaign: one.code, queue, owner, areas, dueAtMs: one.nowMs, why };
}

/**
 * The same looks for profiles with priority, heaviest first. They pass before the others of the same rank, never before
 * an appointment, nor before others whose slot is the better one now.
 */
function prioritised({ weights }: OpenCampaign, looks: readonly Look[]): readonly Look[] {
  return weights.flatMap((priority) =>
    looks.map((look) => ({ ...look, priority, why: `priority-${look.why}` as WhyCode })),
  );
}

/** One look per day-part that is running somewhere: it may be evening overseas and afternoon here. */
function inTheirSlot(one: OpenCampaign, queue: 'new' | 'retry'): readonly Look[] {
  const parts = [...new Set(one.open.map((open) => open.part))];
  return parts.map((nextPart) => ({
    ...tries(one, queue, 'shared'),
    areas: one.open.filter((open) => open.part === nextPart).map((open) => open.area),
    nextPart,
    why: `${queue}-good-slot` as const,
  }));
}
