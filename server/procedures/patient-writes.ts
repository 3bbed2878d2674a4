import { isAppError } from '../../shared/errors.ts';
import type { Store } from '../ports/store.ts';
import { t } from './procedure-base.ts';

/** The same store, and how many of its writes passed. */
function counting(store: Store): { readonly store: Store; readonly written: () => number } {
  let written = 0;
  const counted = (target: Store): Store => ({
    ...target,
    write: (work) => {
      const result = target.write(work);
      written += 1;
      return result;
    },
    get unsettled() {
      return counted(target.unsettled);
    },
  });
  return { store: counted(store), written: () => written };
}

/**
 * While another program holds the base, who asks for a change waits without stopping anybody: before the procedure, and once
 * more when its first write met the lock (that of a question too, which the audit log notes). One that had written already is
 * not done again: it refuses `store-busy`, and the person decides.
 */
export const patientWrites = t.middleware(async ({ ctx, next, type }) => {
  if (type === 'mutation') await ctx.app.store.whenFree();
  const { store, written } = counting(ctx.app.store);
  const once = () => next({ ctx: { ...ctx, app: { ...ctx.app, store } } });
  const result = await once();
  const cause = result.ok ? undefined : result.error.cause;
  if (!isAppError(cause) || cause.code !== 'store-busy' || written() > 0) return result;
  await store.whenFree();
  return once();
});
