/** The hour, told once a second to those who asked; only the clock's own component listens. */
export interface Ticker {
  readonly now: () => number;
  subscribe(listener: () => void): () => void;
}

/** Runs only while somebody listens, and never keeps the process alive. */
export function createTicker(now: () => number): Ticker {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    for (const listener of listeners) listener();
  };
  return {
    now,
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(tick, 1000).unref();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
