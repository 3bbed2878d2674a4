import { AppError } from '../../../shared/errors.ts';
import { readSshPublicKey } from '../../domain/access/ssh-public-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SeatRow } from '../../ports/rows/seats.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { notYours, sitesReached } from './seat-reach.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

async function requireSeat(rows: StoreReader, name: string): Promise<SeatRow> {
  const seat = await rows.seats.seat(name);
  if (seat) return seat;
  throw new AppError({
    code: 'seat-unknown',
    kind: 'not-found',
    message: 'Aucun poste ne porte ce nom.',
    hint: 'Leurs noms sont dans « plateau seat list CAMPAGNE », comme MAISON-07.',
  });
}

function notAKey(): AppError {
  return new AppError({
    code: 'account-key-invalid',
    kind: 'invalid',
    message: 'Ce texte n’est pas une clé publique SSH que l’hôte accepte.',
    hint: 'Donnez le fichier .pub du poste : ssh-keygen -t ed25519 l’écrit à côté de la clé privée.',
  });
}

/**
 * From now on that SSH key alone may ask for a code at that seat; without a key, whoever reaches the host may again. AppErrors
 * `seat-unknown`, `account-key-invalid`, `account-key-exists`.
 */
export async function setSeatKey(
  { store, clock }: Deps,
  { actor, seat, publicKey }: { readonly actor: string; readonly seat: string; readonly publicKey: string },
): Promise<{ readonly fingerprint: string | null }> {
  const key = publicKey === '' ? undefined : readSshPublicKey(publicKey);
  if (typeof key === 'string') throw notAKey();
  const fingerprint = key?.fingerprint ?? null;
  return await store.write(async (rows) => {
    await requireSeat(rows, seat);
    if (fingerprint !== null && (await rows.accounts.key(fingerprint))) throw keyTaken();
    await rows.seats.changeSeat(seat, { keyFingerprint: fingerprint });
    const detail = { fingerprint: fingerprint ?? '' };
    await trail(rows, { actor, atMs: clock.nowMs() })('seat.key', seat, { detail });
    return { fingerprint };
  });
}

function keyTaken(): AppError {
  return new AppError({
    code: 'account-key-exists',
    kind: 'conflict',
    message: 'Cette clé ouvre déjà l’accès de quelqu’un.',
    hint: 'Faites une clé pour ce poste seul : ssh-keygen -t ed25519.',
  });
}

interface Unfreezing {
  readonly account: AccountRow;
  readonly campaign: string;
  readonly seat: string;
  readonly reason: string;
}

/** A seat frozen by wrong codes may be tried again. AppErrors `seat-unknown`, `site-not-yours`. Twice changes nothing. */
export async function unfreezeSeat(
  { store, clock }: Deps,
  request: Unfreezing,
): Promise<{ readonly wasFrozen: boolean }> {
  const { account, campaign, seat, reason } = request;
  return await store.write(async (rows) => {
    const { site, frozenAtMs, failures } = await requireSeat(rows, seat);
    const reached = await sitesReached(rows, { account, verb: 'unfreeze', campaign });
    if (!reached.some(({ code }) => code === site)) throw notYours();
    const wasFrozen = frozenAtMs !== null;
    if (!wasFrozen && failures === 0) return { wasFrozen };
    await rows.seats.changeSeat(seat, { failures: 0, frozenAtMs: null });
    const note = trail(rows, { actor: account.id, atMs: clock.nowMs() });
    await note('seat.unfreeze', seat, { campaign, reason, detail: { failures } });
    return { wasFrozen };
  });
}

interface Holding {
  readonly actor: AccountRow;
  readonly login: string;
  readonly campaign: string;
  readonly sites: readonly string[];
}

/**
 * Holds a lead to some sites of a campaign: a partner's to the partner's. None: all of them again. AppErrors `account-unknown`,
 * `site-not-yours` for a site that is not there.
 */
export async function holdLead(
  { store, clock }: Deps,
  request: Holding,
): Promise<{ readonly sites: readonly string[] }> {
  const { actor, login, campaign, sites } = request;
  return await store.write(async (rows) => {
    const lead = await rows.accounts.byLogin(login);
    if (lead?.role !== 'lead') throw notALead();
    const known = await sitesReached(rows, { account: actor, verb: 'hold-lead', campaign });
    if (sites.some((site) => !known.some(({ code }) => code === site))) throw notYours();
    await rows.seats.holdToNone(lead.id, campaign);
    for (const site of sites) await rows.seats.holdTo({ account: lead.id, campaign, site });
    const note = trail(rows, { actor: actor.id, atMs: clock.nowMs() });
    await note('seat.hold-lead', lead.id, { campaign, detail: { sites: sites.join(' ') } });
    return { sites };
  });
}

function notALead(): AppError {
  return new AppError({
    code: 'account-unknown',
    kind: 'not-found',
    message: 'Aucun chef d’équipe ne porte cet identifiant.',
    hint: 'Vérifiez-le avec « plateau account list ».',
  });
}
