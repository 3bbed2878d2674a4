const TICK_MS = 250;
/** Five seconds in which the loop was free and nothing moved: longer than any one piece of work, which comes from memory. */
const IDLE_TICKS = 20;

/** How far a reading has come: every piece taken or given counts. */
export interface ReadingPulse {
  beats: number;
}

/**
 * The result of `work`, or `stalled()` thrown once nothing moves any more. openpgp.js waits for ever on some altered messages
 * (a packet header that promises what never comes): whoever may write to the drop could hold an import up. Nothing here
 * waits for anybody else, so standing still is the sign; slow work is not, because it keeps the loop from ticking.
 */
export async function unlessStalled<T>(
  pulse: ReadingPulse,
  work: Promise<T>,
  stalled: () => Error,
): Promise<T> {
  let seen = pulse.beats;
  let idle = 0;
  let timer: NodeJS.Timeout | undefined;
  const watch = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      idle = pulse.beats === seen ? idle + 1 : 0;
      seen = pulse.beats;
      if (idle >= IDLE_TICKS) reject(stalled());
    }, TICK_MS);
  });
  try {
    return await Promise.race([work, watch]);
  } finally {
    clearInterval(timer);
  }
}
