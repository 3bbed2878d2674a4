/** Why a target did not answer as it should; said by watch-words.ts. */
export const FAILURES = [
  'refused',
  'timeout',
  'name',
  'network',
  'tls',
  'status',
  'word',
  'banner',
  'certificate',
  'health',
] as const;
export type Failure = (typeof FAILURES)[number];

/** What one question gave. `detail`: a number or codes, never words of the other side. */
export type ProbeOutcome =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly why: Failure; readonly detail: string };

/** One round of all targets, by their names. */
export interface Round {
  readonly atMs: number;
  readonly outcomes: ReadonlyMap<string, ProbeOutcome>;
}

/**
 * A target between two rounds. Up: `failures` counts in a row, from `sinceMs`; `downAfter` of them make it down. Down:
 * `successes` counts in a row, from `answeringSinceMs`; `upAfter` of them make it up. One answer of the other kind begins
 * the count again.
 */
export interface TargetState {
  readonly isDown: boolean;
  readonly failures: number;
  readonly successes: number;
  /** First failure of the row, or of the outage. */
  readonly sinceMs: number;
  readonly answeringSinceMs: number;
  /** Last alert or reminder. */
  readonly saidMs: number;
  readonly why: Failure;
  readonly detail: string;
}

export interface WatchState {
  readonly targets: Readonly<Record<string, TargetState>>;
  /** No witness answers since: what fails may be our own network. Null: we see. */
  readonly blindSinceMs: number | null;
}

export type WatchEvent = { readonly atMs: number } & (
  | {
      readonly kind: 'down' | 'reminder';
      readonly target: string;
      readonly sinceMs: number;
      readonly why: Failure;
      readonly detail: string;
    }
  | { readonly kind: 'up'; readonly target: string; readonly sinceMs: number; readonly untilMs: number }
  | { readonly kind: 'blind' }
  | { readonly kind: 'seeing'; readonly sinceMs: number }
);

export interface Patience {
  readonly downAfter: number;
  readonly upAfter: number;
  readonly reminderHours: number;
  readonly targets: readonly { readonly name: string; readonly witness: boolean }[];
}

const HOUR_MS = 3_600_000;

/** Before the first round. */
export const NOTHING_SEEN: WatchState = { targets: {}, blindSinceMs: null };

const QUIET: TargetState = {
  ...{ isDown: false, failures: 0, successes: 0, sinceMs: 0, answeringSinceMs: 0, saidMs: 0 },
  ...{ why: 'timeout', detail: '' },
};

/** No witness answered: what failed with them is not counted against anybody. */
export function isBlind({ targets }: Pick<Patience, 'targets'>, { outcomes }: Round): boolean {
  const witnesses = targets.filter(({ witness }) => witness);
  return witnesses.length > 0 && witnesses.every(({ name }) => outcomes.get(name)?.ok === false);
}

interface Step {
  readonly state: TargetState;
  readonly events: readonly WatchEvent[];
}

function answered(target: string, before: TargetState, { atMs, upAfter }: Patience & { atMs: number }): Step {
  if (!before.isDown) return { state: QUIET, events: [] };
  const successes = before.successes + 1;
  const answeringSinceMs = before.successes === 0 ? atMs : before.answeringSinceMs;
  if (successes < upAfter) return { state: { ...before, successes, answeringSinceMs }, events: [] };
  const up = { kind: 'up', atMs, target, sinceMs: before.sinceMs, untilMs: answeringSinceMs } as const;
  return { state: QUIET, events: [up] };
}

function failed(
  target: string,
  before: TargetState,
  { atMs, why, detail, downAfter, reminderHours }: Patience & { atMs: number; why: Failure; detail: string },
): Step {
  const sinceMs = before.failures === 0 && !before.isDown ? atMs : before.sinceMs;
  const now = { ...before, failures: before.failures + 1, successes: 0, sinceMs, why, detail };
  const say = (kind: 'down' | 'reminder'): Step => ({
    state: { ...now, isDown: true, saidMs: atMs },
    events: [{ kind, atMs, target, sinceMs, why, detail }],
  });
  if (!before.isDown) return now.failures >= downAfter ? say('down') : { state: now, events: [] };
  return atMs - before.saidMs >= reminderHours * HOUR_MS ? say('reminder') : { state: now, events: [] };
}

/** Our own sight: said once when it goes and once when it is back. */
function sight(before: WatchState, round: Round, blind: boolean): readonly WatchEvent[] {
  const { blindSinceMs } = before;
  if (blind) return blindSinceMs === null ? [{ kind: 'blind', atMs: round.atMs }] : [];
  return blindSinceMs === null ? [] : [{ kind: 'seeing', atMs: round.atMs, sinceMs: blindSinceMs }];
}

/**
 * What a round changes, and what is to be said of it: down once after `downAfter` failures in a row, a reminder every
 * `reminderHours`, up after `upAfter` answers. In a round without a witness no failure counts. A target that is no
 * longer in the settings is forgotten. Pure.
 */
export function judgeRound(
  patience: Patience,
  before: WatchState,
  round: Round,
): { readonly state: WatchState; readonly events: readonly WatchEvent[] } {
  const { atMs } = round;
  const blind = isBlind(patience, round);
  const steps = patience.targets.map(({ name }): readonly [string, Step] => {
    const known = before.targets[name] ?? QUIET;
    const outcome = round.outcomes.get(name);
    if (outcome?.ok) return [name, answered(name, known, { ...patience, atMs })];
    if (!outcome || blind) return [name, { state: known, events: [] }];
    const { why, detail } = outcome;
    return [name, failed(name, known, { ...patience, atMs, why, detail })];
  });
  return {
    state: {
      targets: Object.fromEntries(steps.map(([name, { state }]) => [name, state])),
      blindSinceMs: blind ? (before.blindSinceMs ?? atMs) : null,
    },
    events: [...sight(before, round, blind), ...steps.flatMap(([, { events }]) => events)],
  };
}
