import type { RingClaim } from '../../ports/keys/ring-sharing.ts';
import type { RingProof, RingStage } from '../../ports/rows/ring-sharing.ts';
import type { StoreReader } from '../../ports/store.ts';
import { countedServers, type DueKeys } from './ring-places.ts';

/** What all servers said of their rings, and whose ring counts. */
export interface RingsKnown {
  readonly servers: readonly string[];
  readonly proofs: readonly RingProof[];
}

/** For one look: within one transaction nothing of it changes. */
export async function ringsKnown(rows: StoreReader): Promise<RingsKnown> {
  return { servers: await countedServers(rows), proofs: await rows.ringSharing.proofs() };
}

/** Those at that stage of that key. */
function proofsOf(
  { proofs }: Pick<RingsKnown, 'proofs'>,
  { place, number }: Pick<DueKeys, 'place' | 'number'>,
  stage: RingStage,
): readonly RingProof[] {
  return proofs.filter((one) => one.place === place && one.number === number && one.stage === stage);
}

/** What that server proved at that stage of that key; undefined: nothing yet. */
export function proofBy(
  known: Pick<RingsKnown, 'proofs'>,
  keys: Pick<DueKeys, 'place' | 'number'>,
  { server, stage }: Pick<RingProof, 'server' | 'stage'>,
): RingProof | undefined {
  return proofsOf(known, keys, stage).find((one) => one.server === server);
}

/** Servers whose proof of that stage is missing, or was found right by no other yet; a server alone has none to ask. */
export function unproved(
  known: RingsKnown,
  keys: Pick<DueKeys, 'place' | 'number'>,
  stage: RingStage,
): readonly string[] {
  const isAlone = known.servers.length < 2;
  const sound = proofsOf(known, keys, stage).filter(({ checkedBy }) => isAlone || checkedBy !== null);
  return known.servers.filter((name) => !sound.some(({ server }) => server === name));
}

/** What the proof of that stage says, for the vault to make it or to find it right. */
export function claimOf(
  { place, charity, number }: DueKeys,
  { server, stage }: Pick<RingProof, 'server' | 'stage'>,
): RingClaim {
  return { server, place, charity, number, stage };
}
