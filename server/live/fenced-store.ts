import type { Store, StoreWriter } from '../ports/store.ts';

/** The same base, whose every write is looked at first, in its transaction: `check` throws once the work is another server's. */
export function fencedStore(store: Store, check: (rows: StoreWriter) => Promise<void>): Store {
  const writing =
    (target: Store): Store['write'] =>
    (work) =>
      target.write(async (rows) => {
        await check(rows);
        return await work(rows);
      });
  const unsettled: Store = {
    ...store.unsettled,
    write: writing(store.unsettled),
    get unsettled() {
      return unsettled;
    },
  };
  return { ...store, write: writing(store), unsettled };
}
