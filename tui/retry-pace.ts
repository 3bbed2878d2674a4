const RETRY_MS = { first: 250, most: 5_000, spread: 500 } as const;

/** Longer each time, and not the same for all: a server that comes back is not stormed by its whole floor at once. */
export function retryDelayMs(attempt: number, screen: string): number {
  const ownMs = Number.parseInt(screen.slice(0, 4), 16) % RETRY_MS.spread;
  return Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** attempt) + ownMs;
}
