import type { RingStage } from '../../ports/rows/ring-sharing.ts';
import { trail } from '../trail.ts';
import { backupsOfBefore } from './former-keys.ts';
import { recallRotation } from './recall-rotation.ts';
import { type DueKeys, dueKeys } from './ring-places.ts';
import { claimOf, proofBy, unproved } from './ring-proofs.ts';
import { prove, type RingDeps, type RingTurn } from './ring-turn.ts';

/** Takes what was sealed to this start, when it is of this house; the next turn proves it. */
async function takeKeys(deps: RingDeps, { self }: RingTurn, keys: DueKeys & { readonly packet: string }) {
  const { store, ringSharing, clock } = deps;
  const { place, number } = keys;
  const { server } = self;
  const isTaken = await ringSharing.take(keys, { offered: self, packet: keys.packet });
  if (!isTaken) deps.log.warn('ring.packet-refused', { place });
  const atMs = clock.nowMs();
  const isDue = await store.write(async (rows) => {
    await rows.ringSharing.dropRequest({ server, place });
    if (!(await dueKeys(rows)).some((one) => one.place === place)) return false;
    if (isTaken)
      await trail(rows, { actor: 'system', atMs })('key.arrived', place, { detail: { server, number } });
    return true;
  });
  // Its purge began while the packet was on its way.
  if (!isDue) await deps.vault.destroyCampaign(place);
}

/** Takes what came, or asks. True when a packet was opened. */
async function fetchKeys(
  deps: RingDeps,
  turn: RingTurn,
  keys: DueKeys & { readonly hasNone: boolean },
): Promise<boolean> {
  const { server, transferPoint } = turn.self;
  const { place, number, mark, isRunning, hasNone } = keys;
  const asked = turn.requests.find((one) => one.server === server && one.place === place);
  if (asked && asked.sealedTo === transferPoint) {
    await takeKeys(deps, turn, { ...keys, packet: asked.packet });
    return true;
  }
  // Nobody has made the next key yet: there is none to ask for.
  if (asked?.number === number || (isRunning && mark === undefined && !hasNone)) return false;
  const askedAtMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    if (hasNone) await rows.ringSharing.withdraw({ server, place });
    await rows.ringSharing.ask({ server, place, number, askedAtMs });
  });
  return false;
}

/** Another server's word that it destroyed the former key, true under the key that both hold. */
async function isEndedElsewhere(deps: RingDeps, turn: RingTurn, keys: DueKeys): Promise<boolean> {
  for (const server of turn.servers.filter((name) => name !== turn.self.server)) {
    const said = proofBy(turn, keys, { server, stage: 'ended' });
    if (said && (await deps.ringSharing.prove(claimOf(keys, { server, stage: 'ended' }))) === said.proof)
      return true;
  }
  return false;
}

/** What this ring holds, said step by step as the others come to the same; each step waits for all of them at the one before. */
async function followRotation(
  deps: RingDeps,
  turn: RingTurn,
  keys: DueKeys & { readonly state: 'prepared' | 'used' },
): Promise<void> {
  const { server } = turn.self;
  const said = (stage: RingStage) => proofBy(turn, keys, { server, stage }) !== undefined;
  const { place, number, state } = keys;
  if (!said('held')) return await prove(deps, { server, keys, stage: 'held' });
  if (state === 'prepared') {
    if (unproved(turn, keys, 'held').length > 0) return;
    await deps.keyRotation.use(place, number);
  }
  if (keys.isRunning && !said('used')) return await prove(deps, { server, keys, stage: 'used' });
  if (keys.isRunning || number === 0 || said('ended')) return;
  if (!(await isEndedElsewhere(deps, turn, keys))) return;
  // They go with the time that backups are kept.
  if ((await backupsOfBefore(deps, place)).length > 0) return;
  await deps.keyRotation.destroyRetired(place);
  await prove(deps, { server, keys, stage: 'ended' });
}

/** One place of this ring: fetched, proved, brought on with its rotation. True when a packet was opened. */
export async function tendPlace(deps: RingDeps, turn: RingTurn, keys: DueKeys): Promise<boolean> {
  if (!(await deps.ringSharing.holds(keys))) return await fetchKeys(deps, turn, { ...keys, hasNone: true });
  const state = await deps.keyRotation.stateOf(keys.place, keys);
  if (state === 'older' && (await recallRotation(deps, keys))) return false;
  if (state === 'older') return await fetchKeys(deps, turn, { ...keys, hasNone: false });
  await followRotation(deps, turn, { ...keys, state });
  return false;
}
