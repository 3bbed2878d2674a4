import type { Standing } from '../../live/standing.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { KeyRotation } from '../../ports/keys/key-rotation.ts';
import type { PartyKeys } from '../../ports/keys/party-keys.ts';
import type { RingSharing } from '../../ports/keys/ring-sharing.ts';
import type { Log } from '../../ports/log.ts';
import type { RingKey, RingRequest, RingStage, TransferOffer } from '../../ports/rows/ring-sharing.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { ringMarks } from './make-keys.ts';
import { type DueKeys, dueKeys, sessionPlace } from './ring-places.ts';
import { claimOf, type RingsKnown, ringsKnown } from './ring-proofs.ts';

export interface RingDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'campaignPublicKey' | 'blind' | 'destroyCampaign'>;
  readonly ringSharing: RingSharing;
  readonly keyRotation: Pick<
    KeyRotation,
    'stateOf' | 'markOf' | 'use' | 'prepare' | 'retired' | 'destroyRetired'
  >;
  readonly standing: Pick<Standing, 'holder'>;
  readonly partyKeys: PartyKeys;
  readonly exchange: Pick<Exchange, 'charityFingerprint' | 'supplierFingerprint' | 'officerFingerprint'>;
  readonly backups: Pick<Backups, 'list'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** One look at what all servers said of their rings, and this server's own offer. */
export interface RingTurn extends RingsKnown {
  readonly self: TransferOffer;
  readonly due: readonly DueKeys[];
  readonly keys: readonly RingKey[];
  readonly offers: readonly TransferOffer[];
  readonly requests: readonly RingRequest[];
}

/** In one reading. */
export async function lookAtRings({ store }: RingDeps, self: TransferOffer): Promise<RingTurn> {
  return await store.read(async (rows) => ({
    self,
    ...(await ringsKnown(rows)),
    due: await dueKeys(rows),
    keys: await rows.ringSharing.keys(),
    offers: await rows.ringSharing.offers(),
    requests: await rows.ringSharing.requests(),
  }));
}

/** Says what this ring holds; nothing when the house knows another key of that place, or a newer one. */
export async function prove(
  deps: RingDeps,
  { server, keys, stage }: { readonly server: string; readonly keys: DueKeys; readonly stage: RingStage },
): Promise<void> {
  const { store, vault, keyRotation, ringSharing } = deps;
  const { place, number } = keys;
  const marks = [
    ...(await ringMarks(vault, keys)),
    { place: sessionPlace(keys), mark: await keyRotation.markOf(place, number) },
  ];
  const proof = await ringSharing.prove(claimOf(keys, { server, stage }));
  const provedAtMs = deps.clock.nowMs();
  const isOne = await store.write(async (rows) => {
    if (!(await dueKeys(rows)).some((one) => one.place === place && one.number === number)) return true;
    for (const key of marks) if ((await rows.ringSharing.claim(key, provedAtMs)) !== key.mark) return false;
    await rows.ringSharing.prove({ server, place, number, stage, provedAtMs, proof });
    await rows.ringSharing.dropRequest({ server, place });
    return true;
  });
  if (!isOne) deps.log.error('ring.diverged', { place });
}
