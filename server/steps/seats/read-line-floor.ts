import { inTurn } from '../../../shared/in-turn.ts';
import type { LineFloor, LinePlace } from '../../../shared/line/line-floor.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SlotRow } from '../../ports/rows/slots.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { openSlotNames } from '../slots/open-names.ts';
import { sitesReached } from './seat-reach.ts';
import { listSlots } from './slots.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** The next hours that are shown. */
const MOST_HOURS = 6;

/**
 * Who sits at the seats that this person reaches, who of them waits for their word, which seats are frozen, and how the hours
 * that are not over are filled. Names are opened with an entry of the audit log a slot, first. AppError `site-not-yours`.
 */
export async function readLineFloor(
  { store, clock }: Deps,
  { account, campaign }: { readonly account: AccountRow; readonly campaign: string },
): Promise<LineFloor> {
  const nowMs = clock.nowMs();
  const { seated, frozen } = await store.read(async (rows) => {
    const sites = await sitesReached(rows, { account, verb: 'see', campaign });
    const codes = new Set(sites.map(({ code }) => code));
    const slots = (await rows.slots.ofCampaign(campaign)).filter(
      ({ site, toMs }) => codes.has(site) && nowMs < toMs,
    );
    const dayMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
    const asked = await rows.messages.unanswered(account.id, dayMs);
    const helpOf = (person: string) =>
      asked.find(({ author, isReply }) => author === person && !isReply)?.atMs ?? null;
    return {
      seated: await inTurn.map(slots, async (slot) => ({ slot, seats: await seatedIn(rows, slot, helpOf) })),
      frozen: await inTurn.flatMap([...codes], (site) => frozenAt(rows, site)),
    };
  });
  const named = await inTurn.flatMap(seated, async ({ slot, seats }) => {
    const names = await openSlotNames({ store, clock }, { account, slot, people: seats });
    return seats.map(({ id, ...place }): LinePlace => ({ ...place, person: names.get(id) ?? '' }));
  });
  const places = [...named, ...frozen];
  const hours = (await listSlots({ store }, { account, campaign })).filter(({ toMs }) => nowMs < toMs);
  return {
    places: places.toSorted((a, b) => a.seat.localeCompare(b.seat, 'fr')),
    hours: hours.slice(0, MOST_HOURS).map(({ id: _, ...shown }) => shown),
  };
}

/** Somebody at a seat, by their sign-up, before their name is opened. */
type Seated = Omit<LinePlace, 'person'> & { readonly id: number };

async function seatedIn(
  rows: StoreReader,
  { id, site }: SlotRow,
  helpOf: (person: string) => number | null,
): Promise<readonly Seated[]> {
  return await inTurn.flatMap(await rows.slots.signups(id), async ({ id: signup, account }) => {
    const sitting = account === null ? undefined : await rows.accounts.byId(account);
    if (!sitting || sitting.disabled) return [];
    const used = (await rows.slots.codesOf(signup)).filter(({ usedAtMs }) => usedAtMs !== null);
    const seat = used.toSorted((a, b) => (b.usedAtMs ?? 0) - (a.usedAtMs ?? 0))[0]?.seat ?? '';
    const { login } = sitting;
    return [{ id: signup, seat, site, login, frozenAtMs: null, helpSinceMs: helpOf(sitting.id) }];
  });
}

async function frozenAt(rows: StoreReader, site: string): Promise<readonly LinePlace[]> {
  return (await rows.seats.seatsOf(site)).flatMap(({ name: seat, frozenAtMs }) =>
    frozenAtMs === null ? [] : [{ seat, site, person: '', login: '', frozenAtMs, helpSinceMs: null }],
  );
}
