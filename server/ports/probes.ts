import type { Probe } from '../domain/watch/watch-settings.ts';
import type { ProbeOutcome } from '../domain/watch/watch-state.ts';

/** Asks what is watched, over a connection of its own each time. */
export interface Probes {
  /**
   * Never throws for what a network or the other side may do; milliseconds from the first packet to the last byte that was waited
   * for. AppError `watch-token-unreadable` when the token’s file cannot be read.
   */
  ask(probe: Probe, timeoutMs: number): Promise<ProbeOutcome>;
}
