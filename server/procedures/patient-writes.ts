import { isAppError } from '../../shared/errors.ts';
import type { Store } from '../ports/store.ts';

/** The same store, and how many of its writes passed. */
function counting(store: Store): { readonly store: Store; readonly written: () => number } {
  let written = 0;
  const counted = (target: Store): Store => ({
    ...target,
    write: async (work) => {
      const result = await target.write(work);
      written += 1;
      return result;
    },
    get unsettled() {
      return counted(target.unsettled);
    },
  });
  return { store: counted(store), written: () => written };
}

/** What tRPC's `next` answers: it throws nothing. */
interface Answer {
  readonly ok: boolean;
  readonly error?: Error;
}

function isBusy(cause: unknown): boolean {
  return isAppError(cause) && cause.code === 'store-busy';
}

interface Asking {
  readonly store: Store;
  readonly type: 'query' | 'mutation' | 'subscription';
}

/**
 * While another program holds the base, who asks for a change waits without stopping anybody: before the procedure, and once
 * more when its first write met the lock (that of a question too, which the audit log notes). One that had written already is
 * not done again: it refuses `store-busy`, and the person decides. `attempt` is given the store to work with.
 */
export async function patiently<T extends Answer>(
  { store, type }: Asking,
  attempt: (store: Store) => Promise<T>,
): Promise<T> {
  if (type === 'mutation') await store.whenFree();
  const counted = counting(store);
  const again = async () => {
    await store.whenFree();
    return attempt(counted.store);
  };
  try {
    const result = await attempt(counted.store);
    return isBusy(result.error?.cause) && counted.written() === 0 ? await again() : result;
  } catch (refusal) {
    if (!isBusy(refusal) || counted.written() > 0) throw refusal;
    return again();
  }
}
