import { AppError } from '../../../shared/errors.ts';
import type { Period } from '../../../shared/time.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import { type ChildrenOf, type EventVerb, mayOnEvent } from '../../domain/agenda/event-rights.ts';
import type { AgendaSlotRow } from '../../ports/rows/agenda.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type AskedPeople, type PeopleRoom, peopleForbidden, peopleRoom } from '../people/people-access.ts';
import { slotReached } from '../seats/seat-reach.ts';

export interface EventAsked extends PeopleRoom {
  readonly event: AgendaEvent;
}

const SHORTEST = 4;

/** The groups right under one, as the tree of the directory says. */
export function childrenOf({ groups }: Pick<PeopleRoom, 'groups'>): ChildrenOf {
  return (group) => groups.filter(({ parent }) => parent === group).map(({ id }) => id);
}

/** Does that asker see it? A draft is shown to those who could have written it. */
export function seesEvent(room: PeopleRoom, event: AgendaEvent): boolean {
  const verb = event.state === 'draft' ? 'create' : 'see';
  return mayOnEvent(room.asker, verb, { event, childrenOf: childrenOf(room) });
}

function eventUnknown(): AppError {
  return new AppError({
    code: 'event-unknown',
    kind: 'not-found',
    message: 'Aucun événement que vous puissiez voir ne porte ce numéro.',
    hint: 'Les numéros sont dans « plateau event list ».',
  });
}

/** AppError `slot-unknown`: also for one that is not theirs to see. */
export function shiftUnknown(): AppError {
  return new AppError({
    code: 'slot-unknown',
    kind: 'not-found',
    message: 'Aucun créneau que vous puissiez voir ne porte ce numéro.',
    hint: 'Les numéros sont dans « plateau shift list ÉVÉNEMENT ».',
  });
}

const SAID: Readonly<Record<EventVerb, string>> = {
  see: 'de le voir',
  'sign-up': 'de vous y inscrire',
  create: 'd’annoncer un événement',
  plan: 'd’y ouvrir un créneau, ni d’y inscrire quelqu’un',
  attend: 'd’y pointer les personnes',
};

/** AppError `people-forbidden`. */
export function refuseOnEvent(room: PeopleRoom, verb: EventVerb, event: AgendaEvent): void {
  if (!mayOnEvent(room.asker, verb, { event, childrenOf: childrenOf(room) }))
    throw peopleForbidden(SAID[verb]);
}

/** The event of that number, or of the first signs of it. AppErrors of `peopleRoom`, `event-unknown`, `people-forbidden`. */
export async function eventFor(
  rows: StoreReader,
  { verb, event: id, ...asked }: AskedPeople & { readonly event: string; readonly verb: EventVerb },
): Promise<EventAsked> {
  const room = await peopleRoom(rows, asked);
  const all = (await rows.agenda.events(room.base.charity, 0)).filter((one) => one.id.startsWith(id));
  const [event] = all;
  if (id.length < SHORTEST || all.length !== 1 || !event || !seesEvent(room, event)) throw eventUnknown();
  refuseOnEvent(room, verb, event);
  return { ...room, event };
}

/** AppError `slot-outside`. */
export function refuseOutside({ fromMs, toMs }: Period, event: AgendaEvent): void {
  if (fromMs < toMs && fromMs >= event.fromMs && toMs <= event.toMs) return;
  throw new AppError({
    code: 'slot-outside',
    kind: 'invalid',
    message: 'Ces heures ne sont pas dans celles de l’événement : rien n’est écrit.',
    hint: 'Les heures de l’événement : « plateau event list » ; « plateau event edit » les change.',
  });
}

/** AppError `event-cancelled`: what will not take place does not change. */
export function refuseCancelled({ state }: Pick<AgendaEvent, 'state'>): void {
  if (state !== 'cancelled') return;
  throw new AppError({
    code: 'event-cancelled',
    kind: 'conflict',
    message: 'Cet événement est annulé : il ne change plus.',
    hint: 'Annoncez-en un autre : les personnes inscrites ont été prévenues de l’annulation.',
  });
}

/** A slot of an event that somebody may act on. */
export interface ShiftReached {
  readonly slot: AgendaSlotRow;
  readonly event: AgendaEvent;
}

/**
 * That slot of an event, for whoever has the verb: by their relation to the event, or as a lead of the line that it is one of
 * . AppErrors `slot-unknown`, `people-forbidden`, those of `peopleRoom`.
 */
export async function shiftReached(
  rows: StoreReader,
  { verb, slot: id, ...asked }: AskedPeople & { readonly slot: number; readonly verb: EventVerb },
): Promise<ShiftReached> {
  const slot = await rows.agenda.slot(id);
  const event = slot && (await rows.agenda.event(slot.event));
  if (!slot || !event) throw shiftUnknown();
  const { id: account, role, campaigns } = asked.account;
  if (role === 'lead' || role === 'ops') {
    await slotReached(rows, {
      account: { id: account, role, campaigns },
      verb: verb === 'see' ? 'see' : 'sign-up',
      slot: id,
    });
    return { slot, event };
  }
  const room = await peopleRoom(rows, { ...asked, charity: asked.charity ?? event.charity });
  if (room.base.charity !== event.charity || !seesEvent(room, event)) throw shiftUnknown();
  refuseOnEvent(room, verb, event);
  return { slot, event };
}

/** What keeping the attendance needs of a slot: of an event, of a pledge line, or of both. */
export type AttendedSlot = Pick<AgendaSlotRow, 'id' | 'campaign' | 'fromMs' | 'toMs'>;

/**
 * That slot, for whoever keeps its attendance: by their relation to its event, or as a lead of the line that it is one of, of no
 * event too. AppErrors of `shiftReached`.
 */
export async function attendedSlot(
  rows: StoreReader,
  { slot, ...asked }: AskedPeople & { readonly slot: number },
): Promise<AttendedSlot> {
  const { id: account, role, campaigns } = asked.account;
  if (role === 'lead' || role === 'ops')
    return await slotReached(rows, { account: { id: account, role, campaigns }, verb: 'sign-up', slot });
  return (await shiftReached(rows, { ...asked, slot, verb: 'attend' })).slot;
}
