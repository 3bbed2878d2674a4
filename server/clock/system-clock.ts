import { randomBytes, randomUUID } from 'node:crypto';
import type { Chance, Clock } from '../ports/clock.ts';

export const systemClock: Clock = { nowMs: () => Date.now() };

export const systemChance: Chance = {
  uuid: () => randomUUID(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
};

/**
 * A clock that starts at a chosen instant and runs `speed` times as fast, for training and the demo (shown on screen
 * as « heure simulée »). `jumpTo` moves it forward only: history is never rewritten.
 */
export function simulatedClock(start: {
  readonly startMs: number;
  readonly speed: number;
}): Clock & { jumpTo(atMs: number): void } {
  let anchorRealMs = performance.now();
  let anchorMs = start.startMs;
  const nowMs = () => Math.floor(anchorMs + (performance.now() - anchorRealMs) * start.speed);
  return {
    nowMs,
    isSimulated: true,
    jumpTo: (atMs) => {
      anchorMs = Math.max(atMs, nowMs());
      anchorRealMs = performance.now();
    },
  };
}
