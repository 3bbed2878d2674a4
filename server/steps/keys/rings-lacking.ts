import { AppError } from '../../../shared/errors.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { dueKeys } from './ring-places.ts';
import { ringsKnown, unproved } from './ring-proofs.ts';

/** Keys of a place, and the servers whose ring has not proved yet that it holds them. */
interface LackingKeys {
  readonly place: string;
  readonly servers: readonly string[];
}

/** What some ring of the house lacks still; nothing in a house of one server. */
export async function ringsLacking(rows: StoreReader): Promise<readonly LackingKeys[]> {
  const known = await ringsKnown(rows);
  if (known.servers.length < 2) return [];
  return (await dueKeys(rows))
    .map((keys) => ({ place: keys.place, servers: unproved(known, keys, 'held') }))
    .filter((one) => one.servers.length > 0);
}

/** Servers whose ring has not proved the keys of that place; nobody in a house of one. */
export async function serversWithout(rows: StoreReader, place: string): Promise<readonly string[]> {
  return (await ringsLacking(rows)).find((one) => one.place === place)?.servers ?? [];
}

/**
 * The first records of a campaign wait until every ring of the house has proved its keys: a ring that is lost loses nothing then,
 * and whichever server an agent is on opens each card. AppError `key-not-everywhere`.
 */
export async function requireEverywhere(store: Store, place: string): Promise<void> {
  if (store.engine === 'sqlite') return;
  const servers = await store.read((rows) => serversWithout(rows, place));
  if (servers.length > 0) throw keyNotEverywhere(place, servers);
}

/** `whose`: the code of the campaign, or of the charity whose people they are. */
export function keyNotEverywhere(whose: string, servers: readonly string[]): AppError {
  return new AppError({
    code: 'key-not-everywhere',
    kind: 'unavailable',
    message: `La clé de ${whose} n’est pas encore prouvée sur : ${servers.join(', ')}. Rien n’y entre avant.`,
    hint: 'Une minute suffit quand ces serveurs sont en marche (plateau server list). L’un d’eux ne reviendra jamais : plateau server lost.',
  });
}
