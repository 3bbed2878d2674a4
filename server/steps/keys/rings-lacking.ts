import { AppError } from '../../../shared/errors.ts';
import type { RingProof } from '../../ports/rows/ring-sharing.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { countedServers, type DueKeys, dueKeys } from './ring-places.ts';

/** Keys of a place, and the servers whose ring has not proved yet that it holds them. */
interface LackingKeys {
  readonly place: string;
  readonly servers: readonly string[];
}

/** Who has not proved, or whose proof no other server has found right yet. */
function lacking(
  { place, number }: DueKeys,
  servers: readonly string[],
  proofs: readonly RingProof[],
): readonly string[] {
  const sound = new Set(
    proofs
      .filter((one) => one.place === place && one.number === number && one.checkedBy !== null)
      .map(({ server }) => server),
  );
  return servers.filter((name) => !sound.has(name));
}

/** What some ring of the house lacks still; nothing in a house of one server. */
export async function ringsLacking(rows: StoreReader): Promise<readonly LackingKeys[]> {
  const servers = await countedServers(rows);
  if (servers.length < 2) return [];
  const proofs = await rows.ringSharing.proofs();
  return (await dueKeys(rows))
    .map((keys) => ({ place: keys.place, servers: lacking(keys, servers, proofs) }))
    .filter((one) => one.servers.length > 0);
}

/**
 * The first records of a campaign wait until every ring of the house has proved its keys: a ring that is lost loses nothing then,
 * and whichever server an agent is on opens each card. AppError `key-not-everywhere`.
 */
export async function requireEverywhere(store: Store, place: string): Promise<void> {
  if (store.engine === 'sqlite') return;
  const servers = await store.read(async (rows) => {
    return (await ringsLacking(rows)).find((one) => one.place === place)?.servers ?? [];
  });
  if (servers.length === 0) return;
  throw new AppError({
    code: 'key-not-everywhere',
    kind: 'unavailable',
    message: `La clé de ${place} n’est pas encore prouvée sur : ${servers.join(', ')}. Rien n’y entre avant.`,
    hint: 'Une minute suffit quand ces serveurs sont en marche (plateau server list). L’un d’eux ne reviendra jamais : plateau server lost.',
  });
}
