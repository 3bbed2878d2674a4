import { inTurn } from '../../../shared/in-turn.ts';
import type { Tonight, TonightPerson, TonightSlot } from '../../../shared/people/tonight.ts';
import { type Period, zoned } from '../../../shared/time.ts';
import { EARLY_MS } from '../../domain/seats/shift-code.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupFacts, SlotRow } from '../../ports/rows/slots.ts';
import type { StoreReader } from '../../ports/store.ts';
import { linesSeenBy, type SeenLine } from '../line/followed-lines.ts';
import { seesSite } from '../line/line-sight.ts';
import { seatOfSignup } from '../seats/slots.ts';
import { openSlotNames } from '../slots/open-names.ts';
import type { AgendaDeps } from './keep-events.ts';

interface TonightDeps extends AgendaDeps {
  readonly seatLines: { now(seat: string): { readonly call?: unknown } };
}

/** That civil day, on the clocks of the house. */
function dayOf(nowMs: number): Period {
  const from = zoned(nowMs).startOfDay();
  return { fromMs: from.epochMilliseconds, toMs: from.add({ days: 1 }).epochMilliseconds };
}

/** Once codes open its seats, whoever is not there is missed. */
function counted(
  slot: SlotRow & { readonly role: string },
  all: readonly SignupFacts[],
  nowMs: number,
): TonightSlot {
  const held = all.filter(({ state }) => state === 'held');
  const came = held.filter(({ attendance }) => attendance === 'came').length;
  const gone = held.filter(({ attendance }) => attendance === 'absent' || attendance === 'excused').length;
  const present = nowMs < slot.fromMs - EARLY_MS ? held.length - gone : came;
  const { id, campaign, site, role, fromMs, toMs, capacity } = slot;
  return {
    ...{ id, campaign, site, role, fromMs, toMs, capacity, held: held.length, came },
    waiting: all.filter(({ state }) => state === 'waiting').length,
    trained: held.filter(({ trainedAtMs }) => trainedAtMs !== null).length,
    seated: held.filter(({ account }) => account !== null).length,
    missing: Math.max(0, capacity - present),
  };
}

/** Names that one screen shows, by sign-up: opened as they come, gone with whoever leaves and with the screen. */
export type NamesShown = Map<number, { readonly person: string; readonly participant: string | null }>;

/** Forgets those who are gone, and answers whose names are to open; somebody who was erased meanwhile has none any more. */
function toOpen(shown: NamesShown, people: readonly SignupFacts[]): readonly SignupFacts[] {
  const there = new Map(people.map((one) => [one.id, one]));
  for (const [signup, { participant }] of shown)
    if (there.get(signup)?.participant !== participant) shown.delete(signup);
  return people.filter(({ id }) => !shown.has(id));
}

/** Opens each name once a screen: that it does is noted first, and never at a look that shows nobody new. */
async function openNames(
  deps: AgendaDeps,
  { account, slot, people, shown }: Looked & { readonly account: AccountRow; readonly shown: NamesShown },
): Promise<void> {
  const fresh = toOpen(shown, people);
  if (slot === undefined || fresh.length === 0) return;
  const names = await openSlotNames(deps, { account, slot, people: fresh });
  for (const { id, participant } of fresh) shown.set(id, { person: names.get(id) ?? '', participant });
}

type Unnamed = Omit<TonightPerson, 'person'>;

async function personOf(
  rows: StoreReader,
  { seatLines }: TonightDeps,
  one: SignupFacts,
): Promise<readonly Unnamed[]> {
  const { id: signup, state, attendance, attendedAtMs, practiceDone, trainedAtMs, account } = one;
  if (state === 'cancelled') return [];
  const seat = account === null ? undefined : await seatOfSignup(rows, signup);
  return [
    {
      ...{ signup, state, attendance, attendedAtMs, practiceDone, isTrained: trainedAtMs !== null },
      ...(seat !== undefined && { seat }),
      isOnCall: seat !== undefined && seatLines.now(seat).call !== undefined,
    },
  ];
}

type Held = SlotRow & { readonly role: string };

/** The slots of those lines that end after that instant, at the sites that the asker reaches, the first to begin first. */
async function slotsOf(
  rows: StoreReader,
  lines: readonly SeenLine[],
  endAfterMs: number,
): Promise<readonly SlotRow[]> {
  const all = await inTurn.flatMap(lines, async ({ settings, sight }) =>
    (await rows.slots.ofCampaign(settings.code)).filter(({ site }) => seesSite(sight, site)),
  );
  return all.filter(({ toMs }) => toMs > endAfterMs).toSorted((a, b) => a.fromMs - b.fromMs || a.id - b.id);
}

/** With what is done there, unless it is cancelled: one or none. */
async function takingPlace(rows: StoreReader, slot: SlotRow): Promise<readonly Held[]> {
  const ofEvent = await rows.agenda.slot(slot.id);
  return ofEvent && ofEvent.cancelledAtMs !== null ? [] : [{ ...slot, role: ofEvent?.role ?? '' }];
}

async function firstTakingPlace(rows: StoreReader, slots: readonly SlotRow[]): Promise<Period | undefined> {
  for (const slot of slots) {
    const { fromMs, toMs } = slot;
    if ((await takingPlace(rows, slot)).length > 0) return { fromMs, toMs };
  }
  return undefined;
}

interface Looked {
  readonly slot: Held | undefined;
  /** Its people, whoever withdrew aside. */
  readonly people: readonly SignupFacts[];
}

type Seen = Looked & { readonly unnamed: readonly Unnamed[]; readonly day: Omit<Tonight, 'people'> };

async function look(deps: TonightDeps, { account, slot: wanted }: Asked): Promise<Seen> {
  const nowMs = deps.clock.nowMs();
  const lines = await linesSeenBy(deps, account);
  const today = dayOf(nowMs);
  return await deps.store.read(async (rows) => {
    const all = await slotsOf(rows, lines, today.fromMs);
    const ofDay = await inTurn.flatMap(
      all.filter(({ fromMs }) => fromMs < today.toMs),
      (one) => takingPlace(rows, one),
    );
    const later = all.filter(({ fromMs }) => fromMs >= today.toMs);
    const next = await firstTakingPlace(rows, later);
    const slot =
      ofDay.find(({ id }) => id === wanted) ?? ofDay.find(({ toMs }) => nowMs < toMs) ?? ofDay.at(-1);
    const signups = new Map<number, readonly SignupFacts[]>();
    for (const { id } of ofDay) signups.set(id, await rows.slots.signups(id));
    const people = (signups.get(slot?.id ?? 0) ?? []).filter(({ state }) => state !== 'cancelled');
    return {
      ...{ slot, people, unnamed: await inTurn.flatMap(people, (one) => personOf(rows, deps, one)) },
      day: {
        lines: lines.map(({ settings }) => settings.name),
        slots: ofDay.map((one) => counted(one, signups.get(one.id) ?? [], nowMs)),
        ...(slot && { slot: slot.id }),
        ...(next && { next }),
      },
    };
  });
}

interface Asked {
  readonly account: AccountRow;
  readonly slot?: number | undefined;
}

/**
 * The slots of today on the lines of that lead, and the people of one: names that their sign-up gave, training and
 * presence, never a card. A slot that is none of theirs shows the people of the first that is not over. `shown`: the names that
 * this screen has open, so that a look that shows nobody new opens nothing and writes nothing.
 */
export async function readTonight(
  deps: TonightDeps,
  { shown = new Map(), ...asked }: Asked & { readonly shown?: NamesShown },
): Promise<Tonight> {
  const { unnamed, day, ...looked } = await look(deps, asked);
  await openNames(deps, { ...looked, account: asked.account, shown });
  const people = unnamed.map((one): TonightPerson => {
    return { ...one, person: shown.get(one.signup)?.person ?? '' };
  });
  return {
    ...day,
    people: people.toSorted((a, b) => Number(a.state === 'waiting') - Number(b.state === 'waiting')),
  };
}
