import { randomBytes, randomUUID } from 'node:crypto';
import type { Chance, Clock } from '../ports/clock.ts';

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

/** The machine's two counts of time, in milliseconds: the hour, which somebody may set, and ticks, which only go on. */
interface Counts {
  readonly wallMs: () => number;
  readonly ticksMs: () => number;
}

const MACHINE: Counts = { wallMs: () => Date.now(), ticksMs: () => performance.now() };

/**
 * The hour of the world, which never goes back: from `notBeforeMs` on, a machine whose hour is set back (NTP, a virtual machine
 * put back) is counted on by its ticks until the hour has caught up, so that no call is written before an earlier one and no
 * lease lasts longer. Forward, the hour is followed at once: ticks stand still while a machine sleeps.
 */
export function steadyClock(
  notBeforeMs = 0,
  { wallMs, ticksMs }: Counts = MACHINE,
): Clock & { behindMs(): number } {
  let anchor = { atMs: Math.max(wallMs(), notBeforeMs), ticks: ticksMs() };
  const nowMs = () => {
    const ticks = ticksMs();
    const wall = wallMs();
    const counted = anchor.atMs + (ticks - anchor.ticks);
    if (wall >= counted) anchor = { atMs: wall, ticks };
    return Math.floor(Math.max(wall, counted));
  };
  return { nowMs, behindMs: () => nowMs() - wallMs() };
}
