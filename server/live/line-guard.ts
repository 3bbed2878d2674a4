import { AssertionError } from 'node:assert';
import domain from 'node:domain';
import type { EventEmitter } from 'node:events';
import type { Metrics } from '../metrics.ts';
import type { Log } from '../ports/log.ts';

/** What reaches the house from outside, one at a time: a workstation over SSH, one over WebSocket, a request of a command. */
type LineKind = 'ssh' | 'websocket' | 'request';

interface WatchedLine {
  readonly kind: LineKind;
  /** What tells the line's events: their listeners run on its account too. */
  readonly emitters: readonly EventEmitter[];
  /** Closes this line, whatever state it is in. */
  readonly cut: () => void;
}

/** an error that nobody caught ends the line that brought it, never the floor. */
export interface LineGuard {
  /**
   * Runs the work on the line's account: whatever it or its later callbacks (timers, promises, events of the emitters)
   * leave uncaught is logged by its class, counted, and the line is cut. Watching twice nests; the inner line answers.
   */
  watch(line: WatchedLine, work: () => void): void;
}

/** A bug is an assert, and the asserts of the server guard data: going on would be worse than stopping. */
const guardsData = (error: unknown) => error instanceof AssertionError;

/**
 * Node's domains are the one part of it that still knows, when nobody caught an error, on whose account it was thrown:
 * an AsyncLocalStorage is empty in `uncaughtException` (tried on Node 26, for listeners, timers, ticks and rejections).
 */
export function openLineGuard({ log, metrics }: { readonly log: Log; readonly metrics: Metrics }): LineGuard {
  return {
    watch: ({ kind, emitters, cut }, work) => {
      const line = domain.create();
      line.on('error', (error: unknown) => {
        // Thrown by the handler of last resort, it ends the process, as any defect outside of the lines does.
        if (guardsData(error)) throw error;
        log.error('line.failed', { line: kind, kind: error instanceof Error ? error.name : typeof error });
        metrics.lineFailed(kind);
        cut();
      });
      for (const emitter of emitters) line.add(emitter);
      line.run(work);
    },
  };
}
