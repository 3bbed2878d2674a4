import { inTurn } from '../../../shared/in-turn.ts';
import type { Tonight, TonightPerson, TonightSlot } from '../../../shared/people/tonight.ts';
import { type Period, zoned } from '../../../shared/time.ts';
import { EARLY_MS } from '../../domain/seats/shift-code.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupRow, SlotRow } from '../../ports/rows/slots.ts';
import type { StoreReader } from '../../ports/store.ts';
import { linesSeenBy, type SeenLine } from '../line/followed-lines.ts';
import { seesSite } from '../line/line-sight.ts';
import { seatOfSignup } from '../seats/slots.ts';
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
  all: readonly SignupRow[],
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

async function personOf(
  rows: StoreReader,
  { seatLines }: TonightDeps,
  one: SignupRow,
): Promise<readonly TonightPerson[]> {
  const { id: signup, person, state, attendance, attendedAtMs, practiceDone, trainedAtMs, account } = one;
  if (state === 'cancelled') return [];
  const seat = account === null ? undefined : await seatOfSignup(rows, signup);
  return [
    {
      ...{ signup, person, state, attendance, attendedAtMs, practiceDone, isTrained: trainedAtMs !== null },
      ...(seat !== undefined && { seat }),
      isOnCall: seat !== undefined && seatLines.now(seat).call !== undefined,
    },
  ];
}

type Held = SlotRow & { readonly role: string };

/** The slots of those lines that are not cancelled, at the sites that the asker reaches. */
async function slotsOf(rows: StoreReader, lines: readonly SeenLine[]): Promise<readonly Held[]> {
  const all = await inTurn.flatMap(lines, async ({ settings, sight }) =>
    (await rows.slots.ofCampaign(settings.code)).filter(({ site }) => seesSite(sight, site)),
  );
  const open = await inTurn.flatMap(all, async (slot): Promise<readonly Held[]> => {
    const ofEvent = await rows.agenda.slot(slot.id);
    return ofEvent && ofEvent.cancelledAtMs !== null ? [] : [{ ...slot, role: ofEvent?.role ?? '' }];
  });
  return open.toSorted((a, b) => a.fromMs - b.fromMs || a.id - b.id);
}

/**
 * The slots of today on the lines of that lead, and the people of one: names that their sign-up gave, training and
 * presence, never a card. A slot that is none of theirs shows the people of the first that is not over. Reads only.
 */
export async function readTonight(
  deps: TonightDeps,
  { account, slot: wanted }: { readonly account: AccountRow; readonly slot?: number | undefined },
): Promise<Tonight> {
  const nowMs = deps.clock.nowMs();
  const lines = await linesSeenBy(deps, account);
  const today = dayOf(nowMs);
  return await deps.store.read(async (rows) => {
    const all = (await slotsOf(rows, lines)).filter(({ toMs }) => toMs > today.fromMs);
    const ofDay = all.filter(({ fromMs }) => fromMs < today.toMs);
    const next = all.find(({ fromMs }) => fromMs >= today.toMs);
    const chosen =
      ofDay.find(({ id }) => id === wanted) ?? ofDay.find(({ toMs }) => nowMs < toMs) ?? ofDay.at(-1);
    const signups = new Map<number, readonly SignupRow[]>();
    for (const { id } of ofDay) signups.set(id, await rows.slots.signups(id));
    const people = await inTurn.flatMap((chosen && signups.get(chosen.id)) ?? [], (one) =>
      personOf(rows, deps, one),
    );
    return {
      lines: lines.map(({ settings }) => settings.name),
      slots: ofDay.map((slot) => counted(slot, signups.get(slot.id) ?? [], nowMs)),
      ...(chosen && { slot: chosen.id }),
      people: people.toSorted((a, b) => Number(a.state === 'waiting') - Number(b.state === 'waiting')),
      ...(next && { next: { fromMs: next.fromMs, toMs: next.toMs } }),
    };
  });
}
