import { isAppError } from '../../../shared/errors.ts';
import { holderOf } from '../../domain/house/server-holder.ts';
import type { TransferOffer } from '../../ports/rows/ring-sharing.ts';
import { dueKeys, endedClaims } from './ring-places.ts';
import { claimOf, proofBy } from './ring-proofs.ts';
import { lookAtRings, type RingDeps, type RingTurn } from './ring-turn.ts';
import { tendPartyKeys } from './tend-party-keys.ts';
import { tendPlace } from './tend-place.ts';

/** The transfer key of this start, told in the base; undefined once a later start has this server's name. */
async function offerKey({ store, ringSharing, standing }: RingDeps): Promise<TransferOffer | undefined> {
  const { start, offers } = await store.read(async ({ servers, ringSharing: rows }) => ({
    start: (await servers.all()).find((one) => holderOf(one) === standing.holder()),
    offers: await rows.offers(),
  }));
  if (!start) return undefined;
  const offered = { server: start.name, epoch: start.epoch, transferPoint: ringSharing.transferPoint() };
  const known = offers.find(({ server }) => server === start.name);
  if (known?.transferPoint === offered.transferPoint && known.epoch === start.epoch) return known;
  const offer = { ...offered, mark: await ringSharing.mark(offered) };
  return await store.write(async (rows) => {
    const isStill = (await rows.servers.all()).some((one) => holderOf(one) === standing.holder());
    if (!isStill) return undefined;
    await rows.ringSharing.offer(offer);
    return offer;
  });
}

/** Seals to others what they ask for and this ring has proved. */
async function answerOthers(deps: RingDeps, turn: RingTurn): Promise<void> {
  for (const { server, place, sealedTo } of turn.requests) {
    const to = turn.offers.find((one) => one.server === server);
    const keys = turn.due.find((one) => one.place === place);
    if (server === turn.self.server || !turn.servers.includes(server) || !to || !keys) continue;
    const own = proofBy(turn, keys, { server: turn.self.server, stage: 'held' });
    if (sealedTo === to.transferPoint || !own) continue;
    const packet = await deps.ringSharing.seal(keys, to);
    if (packet === undefined) deps.log.error('ring.stranger', { server });
    else
      await deps.store.write((rows) =>
        rows.ringSharing.answer({ server, place }, { sealedTo: to.transferPoint, packet }),
      );
  }
}

/** Finds others' proofs right under this ring; a wrong one stays unchecked, and is told. */
async function checkOthers(deps: RingDeps, turn: RingTurn): Promise<void> {
  const { server: by } = turn.self;
  for (const keys of turn.due.filter((one) => proofBy(turn, one, { server: by, stage: 'held' }))) {
    const { place, number } = keys;
    const others = turn.proofs.filter(
      (one) => one.place === place && one.number === number && one.server !== by && one.checkedBy === null,
    );
    for (const one of others) {
      if ((await deps.ringSharing.prove(claimOf(keys, one))) === one.proof)
        await deps.store.write((rows) => rows.ringSharing.check(one, by));
      else deps.log.error('ring.diverged', { place, server: one.server });
    }
  }
}

/** True when a packet was opened. */
async function tendPlaces(deps: RingDeps, turn: RingTurn): Promise<boolean> {
  let hasOpened = false;
  for (const keys of turn.due) {
    try {
      if (await tendPlace(deps, turn, keys)) hasOpened = true;
    } catch (error) {
      if (!isAppError(error)) throw error;
      // One damaged key keeps none of the others back; `plateau doctor` tells it.
      deps.log.error('ring.failed', { place: keys.place, code: error.code });
    }
  }
  return hasOpened;
}

/**
 * What this server does for the rings of the house, again and again: asks for the keys that its own lacks and lays them there,
 * proves those that it holds, seals them to whoever asks, finds others' proofs right, goes on with rotations, and has the public
 * keys of charities and suppliers that were registered on any ring. Cut anywhere,
 * the next call goes on; with nothing to do it reads once. Nothing on SQLite.
 */
export async function tendRing(deps: RingDeps): Promise<void> {
  if (deps.store.engine === 'sqlite') return;
  const self = await offerKey(deps);
  if (!self) return;
  await tendPartyKeys(deps, self);
  const turn = await lookAtRings(deps, self);
  const hasOpened = await tendPlaces(deps, turn);
  await answerOthers(deps, turn);
  await checkOthers(deps, turn);
  if (endedClaims(turn.keys, turn.due).length > 0)
    await deps.store.write(async (rows) => {
      const ended = endedClaims(await rows.ringSharing.keys(), await dueKeys(rows));
      for (const place of ended) await rows.ringSharing.forget(place);
    });
  if (!hasOpened) return;
  // One key for one opening: what it opened is in the base's log and its backups, and opens no more.
  deps.ringSharing.renew();
  await offerKey(deps);
}
