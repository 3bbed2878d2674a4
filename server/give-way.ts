import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

/** Work for which a person waits by the second, not by the key, gives way to the desk. Figures: docs/DECISIONS.md, 2026-12-01. */

/** A turn of the loop that took longer held somebody else's work. Milliseconds. */
const OTHERS_MS = 0.2;
/** A request that waits for another thread comes back within that: only then is the loop calm. */
const CALM_MS = 3;
/** Whoever gives way goes on after that at the latest: a full floor slows it, and does not stop it. */
const PATIENCE_MS = 25;

let othersSeenAtMs = Number.NEGATIVE_INFINITY;
let calm: Promise<void> | undefined;

async function waitForCalm(): Promise<void> {
  const startMs = performance.now();
  let nowMs = startMs;
  while (nowMs - othersSeenAtMs < CALM_MS && nowMs - startMs < PATIENCE_MS) {
    const before = performance.eventLoopUtilization();
    await pause(1);
    nowMs = performance.now();
    if (performance.eventLoopUtilization(before).active > OTHERS_MS) othersSeenAtMs = nowMs;
  }
}

function together(): Promise<void> {
  calm ??= waitForCalm().finally(() => {
    calm = undefined;
  });
  return calm;
}

/**
 * Between two slices of a long work (some 2 ms each): one turn of the loop where nobody else is at work, else until their
 * requests are answered, 25 ms at most. A request asks for some ten turns, and would wait for as many slices. Several long
 * works wait together: they do not take each other for a desk.
 */
export async function giveWay(): Promise<void> {
  const startMs = performance.now();
  await turn();
  const nowMs = performance.now();
  if (nowMs - startMs > OTHERS_MS) othersSeenAtMs = nowMs;
  if (nowMs - othersSeenAtMs < CALM_MS) await together();
}
