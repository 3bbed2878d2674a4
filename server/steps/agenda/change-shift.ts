import { AppError } from '../../../shared/errors.ts';
import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Period } from '../../../shared/time.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import { changeDueMs } from '../../domain/agenda/slot-notice.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AgendaSlotRow } from '../../ports/rows/agenda.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { eventFor, refuseCancelled, refuseOutside, shiftUnknown } from './agenda-access.ts';

/** Who is told of what becomes of a slot: whoever has a place there, or waits for one. */
async function concerned(rows: StoreReader, slot: number) {
  return (await rows.slots.signups(slot)).filter(({ state }) => state !== 'cancelled');
}

/** Each is written so, once for several changes in a row. Answers how many. */
async function tellChange(rows: StoreWriter, slot: AgendaSlotRow, atMs: number): Promise<number> {
  const all = await concerned(rows, slot.id);
  for (const { id } of all) await rows.slotNotices.oweAgain(id, 'changed', changeDueMs(slot, atMs));
  return all.length;
}

/** Nobody is awaited there any more; whoever has a place or waits is written so. Answers how many. */
export async function cancelSlot(rows: StoreWriter, slot: number, atMs: number): Promise<number> {
  await rows.agenda.updateSlot(slot, { cancelledAtMs: atMs });
  const all = await concerned(rows, slot);
  for (const { id } of all) await rows.slotNotices.owe(id, 'cancelled', atMs);
  return all.length;
}

const overlaps = (a: Period, b: Period) => a.fromMs < b.toMs && b.fromMs < a.toMs;

/**
 * People who have a place in one of these slots and another elsewhere at its new hours: nobody is expected in two places.
 * `moved`: by number, the slots that move together, at their new hours. AppError `slot-clash`.
 */
async function refuseClash(rows: StoreReader, moved: ReadonlyMap<number, Period>): Promise<void> {
  const caught = await inTurn.flatMap([...moved], async ([id, hours]) => {
    const people = (await concerned(rows, id)).flatMap(({ participant, state }) =>
      participant !== null && state === 'held' ? [participant] : [],
    );
    return await inTurn.filter(people, async (person) =>
      (await rows.agenda.own(person)).some(
        (one) => one.slot !== id && one.state === 'held' && overlaps(moved.get(one.slot) ?? one, hours),
      ),
    );
  });
  const { size } = new Set(caught);
  if (size === 0) return;
  throw new AppError({
    code: 'slot-clash',
    kind: 'conflict',
    message: `${inNumber(size, 'personne(s) inscrite(s)')} ${size > 1 ? 'sont prises' : 'est prise'} ailleurs à ces heures : rien n’est déplacé.`,
    hint: 'Voyez avec elles, ou annulez ce créneau (plateau shift cancel) et ouvrez-en un autre.',
  });
}

/** Its hours, and what counts from them. */
async function putHours(rows: StoreWriter, slot: AgendaSlotRow, { fromMs, toMs }: Period): Promise<void> {
  const withdrawUntilMs = slot.withdrawUntilMs + (fromMs - slot.fromMs);
  await rows.agenda.updateSlot(slot.id, { fromMs, toMs, withdrawUntilMs });
}

function slotsOutside(count: number): AppError {
  return new AppError({
    code: 'slots-outside',
    kind: 'conflict',
    message: `${inNumber(count, 'créneau(x)')} de l’événement ${agreeing(count, 'sortirai(en)t')} de ces heures : rien n’est modifié.`,
    hint: 'Décalez d’autant le début et la fin pour les emporter ; ou déplacez-les (plateau shift move), ou annulez-les (plateau shift cancel).',
  });
}

interface Followed {
  readonly before: AgendaEvent;
  readonly after: AgendaEvent;
  readonly atMs: number;
  /** Whether whoever has a place hears of it. */
  readonly isTold: boolean;
}

/**
 * Slots of an event that changed: they move with it when its beginning and its end move alike; otherwise they stay, within its
 * hours. AppErrors `slots-outside`, `slot-clash`.
 */
export async function followEvent(
  rows: StoreWriter,
  { before, after, atMs, isTold }: Followed,
): Promise<void> {
  const slots = (await rows.agenda.slotsOf(before.id)).filter(({ cancelledAtMs }) => cancelledAtMs === null);
  const by = after.fromMs - before.fromMs;
  const isMoved = by !== 0 && after.toMs - before.toMs === by;
  const hoursOf = ({ fromMs, toMs }: Period) =>
    isMoved ? { fromMs: fromMs + by, toMs: toMs + by } : { fromMs, toMs };
  const isWithin = ({ fromMs, toMs }: Period) => fromMs >= after.fromMs && toMs <= after.toMs;
  const outside = slots.filter((slot) => !isWithin(hoursOf(slot)));
  const isNarrowed = after.fromMs > before.fromMs || after.toMs < before.toMs;
  if (outside.length > 0 && isNarrowed) throw slotsOutside(outside.length);
  if (isMoved) {
    await refuseClash(rows, new Map(slots.map((slot) => [slot.id, hoursOf(slot)])));
    for (const slot of slots) await putHours(rows, slot, hoursOf(slot));
  }
  if (isTold) for (const slot of slots) await tellChange(rows, { ...slot, ...hoursOf(slot) }, atMs);
}

interface ShiftChanged {
  /** People to be told, once each. */
  readonly told: number;
}

interface ShiftDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** A slot that may still change, for whoever plans its event. AppErrors of `eventFor`, `slot-unknown`, `slot-ended`. */
async function changing(
  rows: StoreReader,
  { slot: id, nowMs, ...asked }: AskedPeople & { readonly slot: number; readonly nowMs: number },
): Promise<{ readonly slot: AgendaSlotRow; readonly event: AgendaEvent }> {
  const slot = await rows.agenda.slot(id);
  if (!slot) throw shiftUnknown();
  const { event } = await eventFor(rows, { ...asked, event: slot.event, verb: 'plan' });
  refuseCancelled(event);
  if (slot.cancelledAtMs !== null || slot.toMs <= nowMs) throw slotEnded();
  return { slot, event };
}

function slotEnded(): AppError {
  return new AppError({
    code: 'slot-ended',
    kind: 'conflict',
    message: 'Ce créneau est annulé, ou passé : il ne change plus.',
    hint: 'Ouvrez-en un autre, à des heures à venir.',
  });
}

/**
 * Other hours for one slot, within those of its event: places and waiting list stay, each of them is told once. To the
 * hours that it has: nothing. AppErrors `slot-unknown`, `slot-ended`, `slot-outside`, `slot-clash`, those of `eventFor`.
 */
export async function moveShift(
  { store, clock }: ShiftDeps,
  { hours, ...asked }: AskedPeople & { readonly slot: number; readonly hours: Period },
): Promise<ShiftChanged> {
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { slot, event } = await changing(rows, { ...asked, nowMs: atMs });
    refuseOutside(hours, event);
    if (hours.toMs <= atMs) throw slotEnded();
    if (slot.fromMs === hours.fromMs && slot.toMs === hours.toMs) return { told: 0 };
    await refuseClash(rows, new Map([[slot.id, hours]]));
    await putHours(rows, slot, hours);
    const told = await tellChange(rows, { ...slot, ...hours }, atMs);
    const noted = { campaign: slot.campaign ?? '', detail: { ...hours, people: told } };
    await trail(rows, { actor: asked.account.id, atMs })('slot.move', String(slot.id), noted);
    return { told };
  });
}

/** One slot will not take place: whoever has a place or waits is told once. AppErrors as `moveShift`; twice is `slot-ended`. */
export async function cancelShift(
  { store, clock }: ShiftDeps,
  { reason, ...asked }: AskedPeople & { readonly slot: number; readonly reason: string },
): Promise<ShiftChanged> {
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { slot } = await changing(rows, { ...asked, nowMs: atMs });
    const told = await cancelSlot(rows, slot.id, atMs);
    const noted = { campaign: slot.campaign ?? '', reason, detail: { people: told } };
    await trail(rows, { actor: asked.account.id, atMs })('slot.called-off', String(slot.id), noted);
    return { told };
  });
}
