import { AssertionError } from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
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

type Account = (error: unknown) => void;

/** On whose account what runs was begun: Node carries it over timers, ticks and promises, and knows it in the last handler. */
const accounts = new AsyncLocalStorage<Account>();
let isListening = false;

/**
 * Node's own domains would know the same, for six times the price of each promise of the process and forty times that of one in a
 * domain (measured on Node 26: 0.18, 1.1 and 7.1 µs an `await`).
 */
function listenToTheUncaught(): void {
  if (isListening) return;
  isListening = true;
  process.on('uncaughtException', (error: unknown) => {
    const account = accounts.getStore();
    // Thrown by the handler of last resort, it ends the process, as any defect outside of the lines does.
    if (!account || guardsData(error)) throw error;
    account(error);
  });
}

/** Whoever calls an emitter does it on their own account: from now on its listeners run, and fail, on this one. */
function onAccount(emitter: EventEmitter, account: Account): void {
  const emit = emitter.emit.bind(emitter);
  emitter.emit = (name: string | symbol, ...values: unknown[]) => {
    try {
      return accounts.run(account, () => emit(name, ...values));
    } catch (error) {
      if (guardsData(error)) throw error;
      account(error);
      return true;
    }
  };
}

export function openLineGuard({ log, metrics }: { readonly log: Log; readonly metrics: Metrics }): LineGuard {
  return {
    watch: ({ kind, emitters, cut }, work) => {
      listenToTheUncaught();
      const account: Account = (error) => {
        log.error('line.failed', { line: kind, kind: error instanceof Error ? error.name : typeof error });
        metrics.lineFailed(kind);
        cut();
      };
      for (const emitter of emitters) onAccount(emitter, account);
      accounts.run(account, work);
    },
  };
}
