import type { Round } from './watch-state.ts';

/** One round as it is kept, one line of its month’s file: who answered in how long, who failed and why. */
export interface RoundLine {
  readonly atMs: number;
  /** No witness answered: the failures of this round count for nobody. */
  readonly blind: boolean;
  /** Milliseconds by name. */
  readonly ms: Readonly<Record<string, number>>;
  /** Cause by name. */
  readonly down: Readonly<Record<string, string>>;
}

export function roundLine({ atMs, outcomes }: Round, blind: boolean): RoundLine {
  const all = [...outcomes];
  return {
    ...{ atMs, blind },
    ms: Object.fromEntries(all.flatMap(([name, one]) => (one.ok ? [[name, one.ms]] : []))),
    down: Object.fromEntries(all.flatMap(([name, one]) => (one.ok ? [] : [[name, one.why]]))),
  };
}

/** A target over a month. Durations in milliseconds, of answers that were right; null where there was none. */
export interface MonthFigures {
  readonly target: string;
  /** `2026-11`. */
  readonly month: string;
  readonly answered: number;
  readonly failed: number;
  /** Rounds whose failure was our own network’s: not counted. */
  readonly blind: number;
  /** Answered ÷ (answered + failed); null without a measure. */
  readonly availability: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** Nearest rank: a duration that was measured, never one between two. */
function atRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

interface Counted {
  readonly durations: number[];
  failed: number;
  blind: number;
}

/** Gathers the rounds of a month, one at a time: a month of twenty targets is not held as lines. */
export class MonthCount {
  readonly #targets = new Map<string, Counted>();

  add({ blind, ms, down }: RoundLine): void {
    for (const [name, duration] of Object.entries(ms)) this.#of(name).durations.push(duration);
    for (const name of Object.keys(down)) {
      if (blind) this.#of(name).blind += 1;
      else this.#of(name).failed += 1;
    }
  }

  /** In the order of those names, then those that the settings no longer have. */
  figures(month: string, names: readonly string[]): readonly MonthFigures[] {
    const gone = [...this.#targets.keys()].filter((name) => !names.includes(name)).toSorted();
    return [...names, ...gone].map((target) => {
      const { durations, failed, blind } = this.#targets.get(target) ?? {
        durations: [],
        failed: 0,
        blind: 0,
      };
      const sorted = durations.toSorted((a, b) => a - b);
      const answered = sorted.length;
      return {
        ...{ target, month, answered, failed, blind },
        availability: answered + failed === 0 ? null : answered / (answered + failed),
        p50Ms: atRank(sorted, 0.5),
        p95Ms: atRank(sorted, 0.95),
        p99Ms: atRank(sorted, 0.99),
      };
    });
  }

  #of(name: string): Counted {
    const known = this.#targets.get(name) ?? { durations: [], failed: 0, blind: 0 };
    this.#targets.set(name, known);
    return known;
  }
}
