import type { KeyRotation } from '../../ports/keys/key-rotation.ts';
import type { RotationRow } from '../../ports/rows/rotations.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { countedServers, type DueKeys, dueKeys, dueOf, sessionPlace } from './ring-places.ts';
import { proofBy, ringsKnown, unproved } from './ring-proofs.ts';

interface PreparingDeps {
  readonly store: Store;
  readonly keyRotation: Pick<KeyRotation, 'prepare' | 'dropPrepared' | 'stateOf'>;
  readonly clock: { nowMs(): number };
}

/** What a rotation on several rings waits for; no server: the values are being sealed again. */
export interface RotationWait {
  readonly stage: 'held' | 'used';
  readonly servers: readonly string[];
}

/** Its key goes to every ring before it seals: one that began so goes on so, even once the house has one server left. */
export async function isRotatedOnRings(store: Store, place: string): Promise<boolean> {
  if (store.engine === 'sqlite') return false;
  return await store.read(async (rows) => {
    if ((await countedServers(rows)).length > 1) return true;
    const keys = await dueOf(rows, place);
    return keys?.isRunning === true && keys.mark !== undefined;
  });
}

/**
 * Lays the next key aside on this ring, unless some ring of the house has proved it: two that make one at once find out, and one
 * is destroyed before anything is sealed under it. Twice makes no second one.
 */
export async function prepareKey(deps: PreparingDeps, { place, number }: Pick<DueKeys, 'place' | 'number'>) {
  const { store, keyRotation, clock } = deps;
  const isThere = async (rows: StoreReader) => {
    const known = await ringsKnown(rows);
    return known.servers.some((server) => proofBy(known, { place, number }, { server, stage: 'held' }));
  };
  if (await store.read(isThere)) return;
  const mark = await keyRotation.prepare(place, number);
  const at = sessionPlace({ place, number });
  const isOurs = await store.write(async (rows) => {
    if (await isThere(rows)) return (await dueOf(rows, place))?.mark === mark;
    // A claim that no ring proves is of a server that died before it could: nothing is sealed under it.
    await rows.ringSharing.forget(at);
    return (await rows.ringSharing.claim({ place: at, mark }, clock.nowMs())) === mark;
  });
  if (!isOurs) await keyRotation.dropPrepared(place, number);
}

/** Where the running rotation of that place stands. */
export async function rotationWait(
  rows: StoreReader,
  keys: Pick<DueKeys, 'place' | 'number'>,
): Promise<RotationWait> {
  const known = await ringsKnown(rows);
  const held = unproved(known, keys, 'held');
  return held.length > 0
    ? { stage: 'held', servers: held }
    : { stage: 'used', servers: unproved(known, keys, 'used') };
}

/** Rotations whose new key every ring seals with: all that is left is to seal the values again. */
export async function rotationsToSeal(rows: StoreReader): Promise<readonly RotationRow[]> {
  const last = await rows.rotations.last();
  const ready: RotationRow[] = [];
  for (const keys of await dueKeys(rows)) {
    const row = last.get(keys.place);
    if (!row || !keys.isRunning || keys.mark === undefined) continue;
    const { stage, servers } = await rotationWait(rows, keys);
    if (stage === 'used' && servers.length === 0) ready.push(row);
  }
  return ready;
}

/** Servers that have not proved yet that their ring holds the former keys no more; none in a house of one. */
export async function endAwaits(rows: StoreReader, keys: Pick<DueKeys, 'place' | 'number'>) {
  const known = await ringsKnown(rows);
  return known.servers.length < 2 ? [] : unproved(known, keys, 'ended');
}

/** Rotations whose former key every ring has proved destroyed, and how many did; not noted yet. */
export async function endedOnRings(rows: StoreReader) {
  const known = await ringsKnown(rows);
  const open = [...(await rows.rotations.last()).values()].filter(
    ({ resealedAtMs, endedAtMs }) => resealedAtMs !== null && endedAtMs === null,
  );
  const ended: { readonly place: string; readonly servers: number }[] = [];
  for (const { place, number } of open)
    if (unproved(known, { place, number }, 'ended').length === 0)
      ended.push({ place, servers: known.servers.length });
  return ended;
}
