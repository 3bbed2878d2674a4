import { isAppError } from '../../shared/errors.ts';
import type { Store, StoreWriter } from '../ports/store.ts';

/** Waits of five seconds each, before the work is given up. */
const MAX_WAITS = 12;

/**
 * The write, as soon as no other program holds the base, a minute at most: for what may not be lost to a passing lock, such as
 * the end of an e-mail that has left. AppErrors of `work`, and `store-busy` after that minute.
 */
export async function writeWhenFree<T>(
  { store }: { readonly store: Pick<Store, 'write' | 'whenFree'> },
  work: (rows: StoreWriter) => Promise<T>,
): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await store.write(work);
    } catch (error) {
      if (waits === MAX_WAITS || !isAppError(error) || error.code !== 'store-busy') throw error;
      await store.whenFree();
    }
  }
}
