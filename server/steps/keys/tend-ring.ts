import { isAppError } from '../../../shared/errors.ts';
import { holderOf } from '../../domain/house/server-holder.ts';
import type { Standing } from '../../live/standing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RingClaim, RingSharing } from '../../ports/keys/ring-sharing.ts';
import type { Log } from '../../ports/log.ts';
import type { RingKey, RingProof, RingRequest, TransferOffer } from '../../ports/rows/ring-sharing.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { ringMarks } from './make-keys.ts';
import { countedServers, type DueKeys, dueKeys, endedClaims } from './ring-places.ts';

export interface RingDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'campaignPublicKey' | 'blind' | 'destroyCampaign'>;
  readonly ringSharing: RingSharing;
  readonly standing: Pick<Standing, 'holder'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** One look at what all servers said of their rings, and this server's own offer. */
interface Turn {
  readonly self: TransferOffer;
  readonly due: readonly DueKeys[];
  readonly keys: readonly RingKey[];
  readonly offers: readonly TransferOffer[];
  readonly requests: readonly RingRequest[];
  readonly proofs: readonly RingProof[];
}

/** The transfer key of this start, told in the base; undefined once a later start has this server's name. */
async function offerKey({ store, ringSharing, standing }: RingDeps): Promise<TransferOffer | undefined> {
  const look = async () =>
    await store.read(async ({ servers, ringSharing: rows }) => ({
      start: (await servers.all()).find((one) => holderOf(one) === standing.holder()),
      offers: await rows.offers(),
    }));
  const { start, offers } = await look();
  if (!start) return undefined;
  const offered = { server: start.name, epoch: start.epoch, transferPoint: ringSharing.transferPoint() };
  const known = offers.find(({ server }) => server === start.name);
  if (known?.transferPoint === offered.transferPoint && known.epoch === start.epoch) return known;
  const offer = { ...offered, mark: await ringSharing.mark(offered) };
  return await store.write(async (rows) => {
    const isStill = (await rows.servers.all()).some((one) => holderOf(one) === holderOf({ ...start }));
    if (!isStill) return undefined;
    await rows.ringSharing.offer(offer);
    return offer;
  });
}

function claimOf(
  { place, charity, number }: DueKeys,
  server: string,
): RingClaim & { readonly stage: 'held' } {
  return { server, place, charity, number, stage: 'held' };
}

function proofAmong({ proofs }: Turn, { place, number }: DueKeys, server: string): RingProof | undefined {
  return proofs.find((one) => one.server === server && one.place === place && one.number === number);
}

/** Says what this ring holds; nothing when the house knows another key of that place. */
async function proveHeld(deps: RingDeps, { self }: Turn, keys: DueKeys): Promise<void> {
  const marks = await ringMarks(deps.vault, keys);
  const proof = await deps.ringSharing.prove(claimOf(keys, self.server));
  const provedAtMs = deps.clock.nowMs();
  const { server } = self;
  const isOne = await deps.store.write(async (rows) => {
    if (!(await dueKeys(rows)).some(({ place }) => place === keys.place)) return true;
    for (const key of marks) if ((await rows.ringSharing.claim(key, provedAtMs)) !== key.mark) return false;
    await rows.ringSharing.prove({
      server,
      place: keys.place,
      number: keys.number,
      stage: 'held',
      provedAtMs,
      proof,
    });
    await rows.ringSharing.dropRequest({ server, place: keys.place });
    return true;
  });
  if (!isOne) deps.log.error('ring.diverged', { place: keys.place });
}

/** Takes what was sealed to this start, when it is of this house; true when the ring holds the keys now. */
async function takeKeys(deps: RingDeps, { self }: Turn, keys: DueKeys & { readonly packet: string }) {
  const { store, ringSharing, clock } = deps;
  const { place } = keys;
  if (!(await ringSharing.take(keys, { offered: self, packet: keys.packet }))) {
    deps.log.warn('ring.packet-refused', { place });
    return false;
  }
  const atMs = clock.nowMs();
  const isDue = await store.write(async (rows) => {
    await rows.ringSharing.dropRequest({ server: self.server, place });
    if (!(await dueKeys(rows)).some((one) => one.place === place)) return false;
    const detail = { server: self.server };
    await trail(rows, { actor: 'system', atMs })('key.arrived', place, { detail });
    return true;
  });
  // Its purge began while the packet was on its way.
  if (!isDue) await deps.vault.destroyCampaign(place);
  return isDue;
}

/** One place of this ring: proved, taken, or asked for. True when a packet was opened. */
async function tendPlace(deps: RingDeps, turn: Turn, keys: DueKeys): Promise<boolean> {
  const { server, transferPoint } = turn.self;
  const { place, number } = keys;
  if (await deps.ringSharing.holds(keys)) {
    if (!proofAmong(turn, keys, server)) await proveHeld(deps, turn, keys);
    return false;
  }
  const asked = turn.requests.find((one) => one.server === server && one.place === place);
  if (asked && asked.sealedTo === transferPoint) {
    if (await takeKeys(deps, turn, { ...keys, packet: asked.packet })) await proveHeld(deps, turn, keys);
    return true;
  }
  if (asked?.number === number) return false;
  const askedAtMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    await rows.ringSharing.withdraw({ server, place });
    await rows.ringSharing.ask({ server, place, number, askedAtMs });
  });
  return false;
}

/** Seals to others what they ask for and this ring has proved. */
async function answerOthers(deps: RingDeps, turn: Turn): Promise<void> {
  const counted = await deps.store.read(countedServers);
  for (const { server, place, sealedTo } of turn.requests) {
    const to = turn.offers.find((one) => one.server === server);
    const keys = turn.due.find((one) => one.place === place);
    if (server === turn.self.server || !counted.includes(server) || !to || !keys) continue;
    if (sealedTo === to.transferPoint || !proofAmong(turn, keys, turn.self.server)) continue;
    const packet = await deps.ringSharing.seal(keys, to);
    if (packet === undefined) deps.log.error('ring.stranger', { server });
    else
      await deps.store.write((rows) =>
        rows.ringSharing.answer({ server, place }, { sealedTo: to.transferPoint, packet }),
      );
  }
}

/** Finds others' proofs right under this ring; a wrong one stays unchecked, and is told. */
async function checkOthers(deps: RingDeps, turn: Turn): Promise<void> {
  const { server: by } = turn.self;
  for (const keys of turn.due.filter((one) => proofAmong(turn, one, by))) {
    const others = turn.proofs.filter(
      (one) => one.place === keys.place && one.number === keys.number && one.server !== by,
    );
    for (const one of others.filter(({ checkedBy }) => checkedBy === null)) {
      if ((await deps.ringSharing.prove(claimOf(keys, one.server))) === one.proof)
        await deps.store.write((rows) => rows.ringSharing.check(one, by));
      else deps.log.error('ring.diverged', { place: keys.place, server: one.server });
    }
  }
}

/**
 * What this server does for the rings of the house, again and again: asks for the keys that its own lacks and lays them there,
 * proves those that it holds, seals them to whoever asks, and finds others' proofs right. Cut anywhere, the next call goes on;
 * with nothing to do it reads once. Nothing on SQLite.
 */
export async function tendRing(deps: RingDeps): Promise<void> {
  if (deps.store.engine === 'sqlite') return;
  const self = await offerKey(deps);
  if (!self) return;
  const turn: Turn = await deps.store.read(async (rows) => ({
    self,
    due: await dueKeys(rows),
    keys: await rows.ringSharing.keys(),
    offers: await rows.ringSharing.offers(),
    requests: await rows.ringSharing.requests(),
    proofs: await rows.ringSharing.proofs(),
  }));
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
