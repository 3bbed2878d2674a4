import type { Metrics } from '../metrics.ts';

/** How a scheduled job stands. */
export interface JobStanding {
  readonly name: string;
  /** Since its last end, in seconds of the machine; null before the first. */
  readonly ageSeconds: number | null;
  /** Its last end was a good one, and not too long ago. */
  readonly ok: boolean;
}

/** When each job of the schedule last ended, and how. */
export interface JobRuns {
  /** The schedule is on: from now on each is expected. */
  begin(jobs: readonly { readonly name: string; readonly everyMs: number }[]): void;
  ended(name: string, ok: boolean): void;
  /** In the order of the schedule; empty while it is off. */
  list(): readonly JobStanding[];
}

/** A job may miss a turn while another holds the base; two missed are one too many. */
const TURNS = 3;
const LEAST_PATIENCE_MS = 120_000;

interface Run {
  readonly atTicks: number;
  readonly ok: boolean;
}

/** Ages are of the machine’s ticks, as the turns of the schedule are, whatever hour is simulated. */
export function openJobRuns(
  metrics: Pick<Metrics, 'jobDone'>,
  ticksMs: () => number = () => performance.now(),
): JobRuns {
  const runs = new Map<string, Run>();
  let expected: readonly { readonly name: string; readonly everyMs: number }[] = [];
  let begunTicks = 0;
  return {
    begin: (jobs) => {
      expected = jobs;
      begunTicks = ticksMs();
    },
    ended: (name, ok) => {
      runs.set(name, { atTicks: ticksMs(), ok });
      if (ok) metrics.jobDone(name);
    },
    list: () =>
      expected.map(({ name, everyMs }) => {
        const run = runs.get(name);
        const age = ticksMs() - (run?.atTicks ?? begunTicks);
        const isLate = age > Math.max(TURNS * everyMs, LEAST_PATIENCE_MS);
        const ageSeconds = run ? Math.round(age / 1000) : null;
        return { name: name.replaceAll(' ', '-'), ageSeconds, ok: (run?.ok ?? true) && !isLate };
      }),
  };
}
