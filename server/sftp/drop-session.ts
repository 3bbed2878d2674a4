import type SftpClient from 'ssh2-sftp-client';
import { connectDrop, type DropLink } from './drop-connection.ts';
import { type DropOperation, dropError, dropFailure, isStatus, LinkLost } from './drop-failures.ts';
import { DEFAULT_TIMEOUTS, dropTarget, type SftpDropOptions } from './drop-options.ts';

/** What one operation works with: the client, and `touch` to say that bytes still move. */
export interface DropWork {
  readonly client: SftpClient;
  readonly touch: () => void;
}

export interface DropSession {
  /** Runs after the operations asked before it; connects if needed. Rejects with the port's AppErrors only. */
  run<T>(operation: DropOperation, work: (at: DropWork) => Promise<T>): Promise<T>;
  /** Waits for the operation under way, then disconnects; later ones are refused. */
  close(): Promise<void>;
  /** Disconnects once the operations asked before are over; the next one connects anew. */
  hangUp(): Promise<void>;
}

/**
 * One connection, opened on demand, used by one operation at a time and closed after a while: a charity's server
 * counts connections, and two uploads of one name must never interleave.
 */
export function openDropSession(options: SftpDropOptions): DropSession {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const request = { options, target: dropTarget(options.url), timeouts };
  let link: DropLink | undefined;
  let idle: NodeJS.Timeout | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;

  const disconnect = async () => {
    clearTimeout(idle);
    const ending = link;
    link = undefined;
    await ending?.end();
  };

  const perform = async <T>(operation: DropOperation, work: (at: DropWork) => Promise<T>): Promise<T> => {
    if (closed) throw dropError('drop-closed');
    clearTimeout(idle);
    if (!link?.alive()) link = await connectDrop(request);
    const current = link;
    const guard = stallGuard(timeouts.stallMs);
    try {
      const done = work({ client: current.client, touch: guard.touch });
      return await Promise.race([done, current.lost, guard.expired]);
    } catch (error) {
      if (!isStatus(error)) current.cut();
      throw dropFailure(error, operation);
    } finally {
      guard.stop();
      idle = setTimeout(() => current.cut(), timeouts.idleMs).unref();
    }
  };

  const queued = <T>(act: () => Promise<T>): Promise<T> => {
    const result = tail.then(act);
    // The caller gets the failure; those who wait behind only wait for the end.
    tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };

  return {
    run: (operation, work) => queued(() => perform(operation, work)),
    hangUp: () => queued(disconnect),
    close: () => {
      closed = true;
      return queued(disconnect);
    },
  };
}

interface StallGuard {
  readonly touch: () => void;
  readonly expired: Promise<never>;
  readonly stop: () => void;
}

/** `expired` rejects when `touch` was not called for `stallMs`. */
function stallGuard(stallMs: number): StallGuard {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new LinkLost('server silent beyond the limit')), stallMs);
  return { touch: () => timer.refresh(), expired, stop: () => clearTimeout(timer) };
}
