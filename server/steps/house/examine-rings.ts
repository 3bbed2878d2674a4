import type { Store } from '../../ports/store.ts';
import { countedServers } from '../keys/ring-places.ts';
import { ringsLacking } from '../keys/rings-lacking.ts';
import type { Finding } from './finding.ts';

/** In a house of several servers: whose ring has not proved which keys. Nothing in a house of one. */
export async function examineRings(store: Pick<Store, 'engine' | 'read'>): Promise<readonly Finding[]> {
  if (store.engine === 'sqlite') return [];
  const part = 'trousseaux';
  const { servers, lacking } = await store.read(async (rows) => ({
    servers: await countedServers(rows),
    lacking: await ringsLacking(rows),
  }));
  if (servers.length < 2) return [];
  if (lacking.length === 0)
    return [{ part, ok: true, message: `les ${servers.length} serveurs ont prouvé chaque clé`, hint: '' }];
  const told = lacking.map((one) => `${one.place} sur ${one.servers.join(', ')}`).join(' ; ');
  return [
    {
      part,
      ok: false,
      message: `clés non prouvées : ${told}`,
      hint: 'Elles arrivent d’elles-mêmes quand ces serveurs sont en marche et qu’un autre les a (une minute). Si cela dure, lisez « ring. » dans leur journal : un trousseau d’une autre maison, ou fait à part, se recopie à la main (docs/deployment.md).',
    },
  ];
}
