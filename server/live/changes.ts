import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../../shared/errors.ts';

/**
 * What that reading answers: at once, then each time it answers otherwise, read again every so many milliseconds, whichever
 * server or command changed it. Ends when `signal` aborts. While the base is busy the next turn tries anew.
 */
export async function* changes<T>(
  read: () => Promise<T>,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal | undefined },
): AsyncGenerator<T> {
  let told = '';
  while (!signal?.aborted) {
    const now = await readNow(read);
    const text = JSON.stringify(now);
    if (now !== undefined && text !== told) {
      told = text;
      yield now;
    }
    await pause(everyMs, undefined, signal && { signal }).catch(() => undefined);
  }
}

async function readNow<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'store-busy') throw error;
    return undefined;
  }
}
