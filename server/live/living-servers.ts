import { holderOf } from '../domain/house/server-holder.ts';
import type { Store } from '../ports/store.ts';
import type { Standing } from './standing.ts';

interface Deps {
  readonly store: Store;
  readonly standing: Pick<Standing, 'holder' | 'leaseMs' | 'isSteady'>;
}

/**
 * Whose work a start leaves alone: every server of another name that did not stop, dead or not (`livingServers` tells later).
 * What an earlier start of its own name left is its own to mend, and a file that one server holds has no other.
 */
export async function othersAtStart({ store }: Pick<Deps, 'store'>): Promise<readonly string[]> {
  if (store.engine === 'sqlite') return [];
  return await store.read(async ({ servers }) =>
    (await servers.all()).filter(({ state }) => state !== 'stopped').map(holderOf),
  );
}

/** Of a house of one server: moved to a base that several share, it brings no ring that it never had. */
export async function keepOwnName({ store }: Pick<Deps, 'store'>): Promise<void> {
  if (store.engine !== 'sqlite') return;
  await store.write(async ({ servers }) => {
    const self = await servers.self();
    if (self !== undefined) await servers.keepOnly(self);
  });
}

/**
 * Servers that work now, this one among them: seen within a lease by the base's clock. Undefined while nobody can say, as after
 * the base was away.
 */
export async function livingServers({ store, standing }: Deps): Promise<readonly string[] | undefined> {
  if (!standing.isSteady()) return undefined;
  const living = await store.read(async ({ servers }) => {
    const sinceMs = (await servers.clockMs()) - standing.leaseMs;
    const all = await servers.all();
    return all.filter(({ state, seenAtMs }) => state !== 'stopped' && seenAtMs >= sinceMs).map(holderOf);
  });
  return [...new Set([...living, standing.holder()])];
}
