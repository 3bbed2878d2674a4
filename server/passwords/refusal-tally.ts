import { REFUSALS_TOLD_EVERY_MS } from '../domain/access/guess-rules.ts';
import type { Refusal, RefusalTally, UntoldRefusals } from '../ports/passwords.ts';

interface Counted {
  readonly refusal: Refusal;
  readonly fromMs: number;
  untold: number;
}

/**
 * In this process's memory: a kill loses the count of the quarter of an hour that runs, not its first refusal. As
 * many entries as accounts are refused, once for each reason.
 */
export function memoryTally(): RefusalTally {
  const counted = new Map<string, Counted>();
  const taken = (isDue: (one: Counted) => boolean): readonly UntoldRefusals[] => {
    const due = [...counted].filter(([, one]) => isDue(one));
    for (const [key] of due) counted.delete(key);
    return due.flatMap(([, { refusal, untold: count }]) => (count > 0 ? [{ ...refusal, count }] : []));
  };
  return {
    add: (refusal, nowMs) => {
      const key = Object.values(refusal).join(' ');
      const running = counted.get(key);
      if (running && nowMs - running.fromMs < REFUSALS_TOLD_EVERY_MS) {
        running.untold += 1;
        return 0;
      }
      counted.set(key, { refusal, fromMs: nowMs, untold: 0 });
      return 1 + (running?.untold ?? 0);
    },
    untold: (of) =>
      taken(({ refusal, fromMs }) =>
        'actor' in of ? refusal.actor === of.actor : of.endedMs - fromMs >= REFUSALS_TOLD_EVERY_MS,
      ),
  };
}
