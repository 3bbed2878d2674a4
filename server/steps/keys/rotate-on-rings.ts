import { noteEnded } from './former-keys.ts';
import { dueOf } from './ring-places.ts';
import { proofBy, ringsKnown } from './ring-proofs.ts';
import { prove, type RingDeps } from './ring-turn.ts';
import { endRotation, type RotateDeps, resealAll } from './rotate-key.ts';
import { endAwaits, endedOnRings, isRotatedOnRings, rotationsToSeal } from './shared-rotation.ts';

/**
 * What a rotation on several rings leaves to one server at a time: the values sealed again once every server seals with the new
 * key, and the end noted once every ring has destroyed the former one. Another goes on when it dies. Twice finds nothing.
 */
export async function followRotations(deps: RotateDeps): Promise<void> {
  const { store, clock } = deps;
  if (store.engine === 'sqlite') return;
  for (const { place, number, reason } of await store.read(rotationsToSeal))
    await resealAll(deps, { place, number, reason, actor: 'system' });
  for (const { place, servers } of await store.read(endedOnRings))
    await noteEnded(store, { place, actor: 'system', atMs: clock.nowMs(), destroyed: servers });
}

interface EndedHere {
  readonly destroyed: number;
  /** Servers whose ring has not proved yet that it destroyed them too; each does so as its own old backups go. */
  readonly awaits: readonly string[];
}

/** As `endRotation`, then on every other ring of the house. The same AppErrors. */
export async function endOnRings(
  deps: RotateDeps & RingDeps,
  request: { readonly place: string; readonly actor: string },
): Promise<EndedHere> {
  const { store } = deps;
  const { place } = request;
  const isOnRings = await isRotatedOnRings(store, place);
  const { destroyed } = await endRotation(deps, request);
  if (!isOnRings) return { destroyed, awaits: [] };
  const { keys, server, isSaid } = await store.read(async (rows) => {
    const keys = await dueOf(rows, place);
    const server = (await rows.servers.self()) ?? '';
    const isSaid = keys && proofBy(await ringsKnown(rows), keys, { server, stage: 'ended' }) !== undefined;
    return { keys, server, isSaid };
  });
  if (!keys || keys.number === 0) return { destroyed, awaits: [] };
  if (!isSaid) await prove(deps, { server, keys, stage: 'ended' });
  return { destroyed, awaits: await store.read((rows) => endAwaits(rows, keys)) };
}
