import type { LiveEvent } from '../../shared/card.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { Log } from '../ports/log.ts';
import type { LiveEventRow } from '../ports/rows/floor.ts';
import type { Store } from '../ports/store.ts';

/**
 * Live events: steps add a row in their own transaction, whichever process they run in; this server looks at one index, at the
 * base's bell and five times a second, and hands each event to the workstations it is for. Nothing is lost when a command on the
 * host moves records, nor when the bell is.
 */
export interface LiveEvents {
  /**
   * Events for that agent (and those for all) from now on; ends when `signal` aborts or the house closes. AppError
   * `live-lines-full` at the first one when too many lines of theirs are open.
   */
  eventsFor(agent: string, signal: AbortSignal | undefined): AsyncGenerator<LiveEvent>;
  /** To every workstation of this server, now, and to nobody else: no row is written. */
  tellHere(event: LiveEvent): void;
  /** Agents whose workstation listens now. */
  listening(): ReadonlySet<string>;
  close(): void;
}

const POLL_MS = 200;
/** A workstation that does not read keeps at most this many events; older ones are dropped. */
const MAX_PENDING = 100;

/** One workstation, a board, and lines that a network cut and has not told yet. */
const MAX_LINES = 8;

interface Listener {
  readonly agent: string;
  readonly pending: LiveEvent[];
  wake: () => void;
}

/** Read at a time. */
const PAGE = 500;

interface Page {
  readonly events: readonly LiveEventRow[];
  /** The last that was looked at. */
  readonly upTo: number;
}

/** Events after that one. One that a disk damaged is passed over, and the server's log says so: the others still arrive. */
async function eventsAfter({ store, log }: LiveDeps, seq: number): Promise<Page> {
  try {
    const events = await store.read((rows) => rows.floor.liveEventsAfter(seq, PAGE));
    return { events, upTo: events.at(-1)?.seq ?? seq };
  } catch (error) {
    if (!isDamaged(error)) throw error;
  }
  const last = await store.read((rows) => rows.floor.lastLiveEvent());
  const events: LiveEventRow[] = [];
  let upTo = seq;
  for (; upTo < last && events.length < PAGE; upTo += 1) {
    try {
      const [next] = await store.read((rows) => rows.floor.liveEventsAfter(upTo, 1));
      if (next?.seq === upTo + 1) events.push(next);
    } catch (error) {
      if (!isDamaged(error)) throw error;
      log.error('live.damaged', { after: upTo });
    }
  }
  return { events, upTo };
}

function isDamaged(error: unknown): boolean {
  return isAppError(error) && error.code === 'row-damaged';
}

interface LiveDeps {
  readonly store: Store;
  readonly log: Log;
}

function tooManyLines(): AppError {
  return new AppError({
    code: 'live-lines-full',
    kind: 'too-many',
    message: `${MAX_LINES} lignes d’informations en direct sont déjà ouvertes sous cet accès.`,
    hint: 'Fermez les autres postes ou programmes ouverts sous votre nom.',
  });
}

function hand(listener: Listener, event: LiveEvent): void {
  listener.pending.push(event);
  if (listener.pending.length > MAX_PENDING) listener.pending.shift();
  listener.wake();
}

/**
 * The act; once more after the one that is under way, beside which it would tell the same events twice. While the base is away,
 * each turn tries anew; the log says so once, and once more when it is back.
 */
function onceAtATime(act: () => Promise<void>, log: Log): () => Promise<void> {
  let isUnderWay = false;
  let isOwed = false;
  let isAway = false;
  return async () => {
    isOwed = true;
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      while (isOwed) {
        isOwed = false;
        await act();
      }
      if (isAway) log.info('live.base-back', {});
      isAway = false;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'store-busy') throw error;
      if (!isAway) log.warn('live.base-away', {});
      isAway = true;
    } finally {
      isUnderWay = false;
    }
  };
}

export async function openLiveEvents(deps: LiveDeps): Promise<LiveEvents> {
  const { store } = deps;
  const listeners = new Set<Listener>();
  let seq = await store.read((rows) => rows.floor.lastLiveEvent());
  let closed = false;

  const poll = async () => {
    if (listeners.size === 0) {
      seq = await store.read((rows) => rows.floor.lastLiveEvent());
      return;
    }
    const { events, upTo } = await eventsAfter(deps, seq);
    seq = upTo;
    for (const { agent, event } of events) {
      for (const listener of listeners) if (agent === null || agent === listener.agent) hand(listener, event);
    }
  };
  const look = onceAtATime(poll, deps.log);
  const timer = setInterval(look, POLL_MS);
  timer.unref();
  const stopBell = store.onBell?.(() => void look());

  return {
    async *eventsFor(agent, signal) {
      if ([...listeners].filter((one) => one.agent === agent).length >= MAX_LINES) throw tooManyLines();
      const listener: Listener = { agent, pending: [], wake: () => undefined };
      listeners.add(listener);
      const stop = () => listener.wake();
      signal?.addEventListener('abort', stop);
      try {
        while (!closed && !signal?.aborted) {
          const event = listener.pending.shift();
          if (event) yield event;
          else await new Promise<void>((resolve) => (listener.wake = resolve));
        }
      } finally {
        signal?.removeEventListener('abort', stop);
        listeners.delete(listener);
      }
    },
    tellHere: (event) => {
      for (const listener of listeners) hand(listener, event);
    },
    listening: () => new Set([...listeners].map((listener) => listener.agent)),
    close: () => {
      closed = true;
      clearInterval(timer);
      stopBell?.();
      for (const listener of listeners) listener.wake();
    },
  };
}
