import { setTimeout as pause } from 'node:timers/promises';
import { type AppError, isAppError } from '../../shared/errors.ts';
import type { Log } from '../ports/log.ts';
import type { AmiMessage } from './ami-frames.ts';
import { type AmiSession, type AmiSetting, openAmiSession } from './ami-session.ts';
import { HEARD } from './heard-events.ts';

/** Milliseconds. */
export interface AmiWaits {
  /** Longest wait for a connection or an answer. */
  readonly answerMs: number;
  /** Before connecting again: first doubled from try to try, up to the last. */
  readonly againMs: { readonly first: number; readonly last: number };
}

/** A PBX that comes back has its seats again within fifteen seconds. */
const WAITS: AmiWaits = { answerMs: 5_000, againMs: { first: 250, last: 5_000 } };

export interface AmiLine {
  /**
   * The session that is open now, or that the try under way opens; the first call begins. AppErrors `line-unreachable`,
   * `line-denied`, at once between two tries.
   */
  session(): Promise<AmiSession>;
  close(): void;
}

interface Keeping {
  readonly setting: AmiSetting;
  readonly waits?: AmiWaits | undefined;
  readonly log: Log;
  readonly heard: (event: AmiMessage) => void;
  /** A session is logged in, and is the line's once this resolves: what was missed is asked first. */
  readonly opened: (session: AmiSession) => Promise<void>;
  /** A session that was the line's is over. */
  readonly closed: () => void;
}

/** Keeps one session of AMI open, connecting again after each cut. Nothing is connected before it is asked for. */
export function keepAmiLine({ setting, waits = WAITS, log, heard, opened, closed }: Keeping): AmiLine {
  const ending = new AbortController();
  const { signal } = ending;
  let current: PromiseWithResolvers<AmiSession> | undefined;
  /** An outage is logged as it begins and as it ends: a PBX that is away for a night is no thousand lines. */
  let isDown = false;

  const awaited = () => {
    const next = Promise.withResolvers<AmiSession>();
    // Nobody may be asking.
    next.promise.catch(() => undefined);
    current = next;
    return next;
  };
  /** One session, from its first byte to its last; returns why it is over. */
  const live = async (): Promise<AppError> => {
    const next = awaited();
    try {
      const session = await openAmiSession({
        setting,
        answerMs: waits.answerMs,
        filter: HEARD,
        heard,
        signal,
      });
      await opened(session).catch((error) => {
        session.close();
        throw error;
      });
      if (isDown) log.info('line.up');
      isDown = false;
      next.resolve(session);
      const why = await session.over;
      closed();
      awaited().reject(why);
      return why;
    } catch (error) {
      if (!isAppError(error)) throw error;
      next.reject(error);
      return error;
    }
  };
  const keep = async () => {
    let waitMs = waits.againMs.first;
    while (!signal.aborted) {
      const sinceMs = performance.now();
      const why = await live();
      if (signal.aborted) return;
      if (!isDown) log.warn('line.down', { code: why.code });
      isDown = true;
      if (performance.now() - sinceMs > waits.againMs.last) waitMs = waits.againMs.first;
      await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, waits.againMs.last);
    }
  };

  return {
    session: () => {
      if (!current) void keep();
      return (current ?? awaited()).promise;
    },
    close: () => ending.abort(),
  };
}
