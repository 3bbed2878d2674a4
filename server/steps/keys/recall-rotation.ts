import { trail } from '../trail.ts';
import { campaignOf } from './key-place.ts';
import { type DueKeys, dueOf, sessionPlace } from './ring-places.ts';
import type { RingDeps } from './ring-turn.ts';

const REASON = 'base d’avant cette rotation, remise en service';

/**
 * A base of before a rotation, put back under a ring that went through it, has values under the former key and gets others under
 * the new one, while rings ask each other for a key that none has in use. The rotation is begun anew with the key that this ring
 * has: it goes to every ring, and the values are sealed again. True when the ring is ahead of the base. Twice begins none.
 */
export async function recallRotation(deps: RingDeps, { place, number }: DueKeys): Promise<boolean> {
  const { store, keyRotation, clock } = deps;
  const ahead = Math.max(...(await keyRotation.retired(place)), 0);
  if (ahead <= number) return false;
  const mark = await keyRotation.markOf(place, ahead);
  const atMs = clock.nowMs();
  await store.write(async (rows) => {
    const keys = await dueOf(rows, place);
    if (!keys || keys.number >= ahead) return;
    // Whatever it left to seal again follows this one.
    if (keys.isRunning) await rows.rotations.change(keys, { resealedAtMs: atMs });
    const begun = { place, number: ahead, startedAtMs: atMs, startedBy: 'system', reason: REASON };
    await rows.rotations.begin(begun);
    await rows.ringSharing.claim({ place: sessionPlace({ place, number: ahead }), mark }, atMs);
    await trail(rows, { actor: 'system', atMs })('key.rotation-begun', place, {
      ...campaignOf(place),
      reason: REASON,
      detail: { number: ahead },
    });
  });
  return true;
}
