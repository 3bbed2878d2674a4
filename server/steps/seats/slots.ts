import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { shownSkills } from '../../domain/seats/seat-skills.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupRow, SlotRow } from '../../ports/rows/slots.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { moveUp } from '../slots/move-up.ts';
import { openSlotNames } from '../slots/open-names.ts';
import { trail } from '../trail.ts';
import { lineOfCampaign } from './line-of-campaign.ts';
import { notYours, sitesReached, slotReached } from './seat-reach.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Longer is a mistake in a date. */
const LONGEST_MS = 12 * 3_600_000;

interface NewSlot {
  readonly account: AccountRow;
  readonly campaign: string;
  readonly site: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly capacity: number;
}

function refuseHours({ fromMs, toMs }: NewSlot, nowMs: number): void {
  if (fromMs < toMs && toMs > nowMs && toMs - fromMs <= LONGEST_MS) return;
  throw new AppError({
    code: 'slot-hours',
    kind: 'invalid',
    message:
      'Ces heures ne font pas un créneau : il finit après son début, à venir, en douze heures au plus.',
    hint: 'Écrivez par exemple --from 2026-12-05T20:00 --to 2026-12-05T23:00.',
  });
}

/** Hours at a site, with so many places. AppErrors `site-not-yours`, `slot-hours`, `slot-capacity`. */
export async function addSlot({ store, clock }: Deps, request: NewSlot): Promise<{ readonly slot: number }> {
  const { account, campaign, site, fromMs, toMs, capacity } = request;
  const nowMs = clock.nowMs();
  refuseHours(request, nowMs);
  return await store.write(async (rows) => {
    const sites = await sitesReached(rows, { account, verb: 'slot', campaign });
    if (!sites.some(({ code }) => code === site)) throw notYours();
    await refuseFewSeats(rows, site, capacity);
    const row = { campaign, site, fromMs, toMs, capacity, author: account.id, atMs: nowMs };
    const slot = await rows.slots.add(row);
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    await note('slot.add', String(slot), { campaign, detail: { capacity, fromMs, toMs } });
    return { slot };
  });
}

/** AppError `slot-capacity`: a place is a seat. */
export async function refuseFewSeats(rows: StoreReader, site: string, capacity: number): Promise<void> {
  const seats = (await rows.seats.seatsOf(site)).length;
  if (capacity <= seats) return;
  throw new AppError({
    code: 'slot-capacity',
    kind: 'invalid',
    message: `Ce site n’a que ${seats} ${seats > 1 ? 'postes' : 'poste'}.`,
    hint: 'Donnez au plus autant de places que de postes ; les autres inscrits attendront.',
  });
}

/** Somebody of a slot, as a lead sees them: named, and how far they are. */
export interface PersonLine {
  readonly signup: number;
  readonly person: string;
  readonly state: SignupRow['state'];
  /** Their seat, once a code opened it. */
  readonly seat?: string;
  readonly practiceDone: number;
  readonly trainedAtMs?: number;
  /** `nl=0`: beyond the site's own, lowest rank first. */
  readonly skills: readonly string[];
}

/** A slot, and its people. */
export interface SlotLine extends Pick<SlotRow, 'id' | 'site' | 'fromMs' | 'toMs' | 'capacity' | 'taken'> {
  readonly waiting: number;
  readonly trained: number;
}

/** The slots of the sites that this person reaches, oldest first. AppError `site-not-yours`. */
export async function listSlots(
  { store }: Pick<Deps, 'store'>,
  { account, campaign }: { readonly account: AccountRow; readonly campaign: string },
): Promise<readonly SlotLine[]> {
  return await store.read(async (rows) => {
    const sites = await sitesReached(rows, { account, verb: 'see', campaign });
    const slots = (await rows.slots.ofCampaign(campaign)).filter(({ site }) =>
      sites.some(({ code }) => code === site),
    );
    return await inTurn.map(slots, async ({ id, site, fromMs, toMs, capacity, taken }) => {
      const people = await rows.slots.signups(id);
      const waiting = people.filter(({ state }) => state === 'waiting').length;
      const trained = people.filter(({ trainedAtMs }) => trainedAtMs !== null).length;
      return { id, site, fromMs, toMs, capacity, taken, waiting, trained };
    });
  });
}

/** The seat that the last code of that sign-up opened. */
export async function seatOfSignup(rows: StoreReader, signup: number): Promise<string | undefined> {
  const used = (await rows.slots.codesOf(signup)).filter(({ seat }) => seat !== null);
  return used.toSorted((a, b) => (b.usedAtMs ?? 0) - (a.usedAtMs ?? 0))[0]?.seat ?? undefined;
}

/** The people of a slot, in the order they came. Each list is noted. AppError `slot-unknown`. */
export async function listPeople(
  { store, clock }: Deps,
  { account, slot: id }: { readonly account: AccountRow; readonly slot: number },
): Promise<readonly PersonLine[]> {
  const { slot, people } = await store.read(async (rows) => {
    const reached = await slotReached(rows, { account, verb: 'see', slot: id });
    const { settings } = await lineOfCampaign(rows, reached.campaign);
    const unnamed = await inTurn.map(await rows.slots.signups(id), async (one) => {
      const { id: signup, state, practiceDone, trainedAtMs } = one;
      const seat = await seatOfSignup(rows, signup);
      return {
        ...{ signup, state, practiceDone, skills: shownSkills(settings, one.queues) },
        ...(seat !== undefined && { seat }),
        ...(trainedAtMs !== null && { trainedAtMs }),
      };
    });
    return { slot: reached, people: unnamed };
  });
  const shown = people.map(({ signup }) => ({ id: signup }));
  const names = await openSlotNames({ store, clock }, { account, slot, people: shown });
  return people.map((one) => ({ ...one, person: names.get(one.signup) ?? '' }));
}

/**
 * Somebody will not come: their code opens nothing, and the first who waits has the place. AppErrors `slot-unknown`,
 * `signup-unknown`, `signup-seated` for one who sits already. Twice is refused as unknown.
 */
export async function cancelSignup(
  { store, clock }: Deps,
  request: { readonly account: AccountRow; readonly signup: number; readonly reason: string },
): Promise<{ readonly movedUp?: number }> {
  const { account, signup, reason } = request;
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const one = await rows.slots.signup(signup);
    if (!one || one.state === 'cancelled') throw signupUnknown();
    const slot = await slotReached(rows, { account, verb: 'sign-up', slot: one.slot });
    if (one.account !== null) throw signupSeated();
    await rows.slots.voidCodes(signup, nowMs);
    await rows.slots.changeSignup(signup, { state: 'cancelled' });
    if (one.state === 'held') await rows.slots.freePlace(slot.id);
    const movedUp = one.state === 'held' ? await moveUp(rows, { slot: slot.id, nowMs }) : undefined;
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    const detail = { signup, ...(movedUp !== undefined && { movedUp }) };
    await note('slot.cancel', String(slot.id), { campaign: slot.campaign, reason, detail });
    return movedUp === undefined ? {} : { movedUp };
  });
}

/** AppError `signup-unknown`. */
export function signupUnknown(): AppError {
  return new AppError({
    code: 'signup-unknown',
    kind: 'not-found',
    message: 'Aucune inscription ne porte ce numéro, ou elle est annulée.',
    hint: 'Les numéros sont dans « plateau slot people CRÉNEAU ».',
  });
}

/** AppError `signup-seated`. */
export function signupSeated(): AppError {
  return new AppError({
    code: 'signup-seated',
    kind: 'conflict',
    message: 'Cette personne a déjà ouvert un poste.',
    hint: 'Son accès finit avec le créneau ; pour le fermer avant : plateau account disable.',
  });
}
