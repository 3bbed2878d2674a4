import { inTurn } from '../../../shared/in-turn.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import { type EventVerb, mayOnEvent } from '../../domain/agenda/event-rights.ts';
import { type AskedPeople, peopleRoom } from '../people/people-access.ts';
import { childrenOf, eventFor, seesEvent } from './agenda-access.ts';
import type { AgendaDeps } from './keep-events.ts';
import { type OfferedShift, offeredShift } from './list-shifts.ts';

/** An event that the person may see, with its slots to come and what they may do of each. */
export interface OwnEvent
  extends Pick<AgendaEvent, 'id' | 'kind' | 'title' | 'body' | 'place' | 'fromMs' | 'toMs' | 'state'> {
  /** Names of its groups. */
  readonly groups: readonly string[];
  readonly shifts: readonly OfferedShift[];
  /** They keep the attendance there. */
  readonly mayAttend: boolean;
}

/** The agenda of one person, the first to begin first; nothing of a card is opened. AppErrors of `peopleRoom`. */
export async function ownAgenda(
  { store, clock }: AgendaDeps,
  asked: AskedPeople,
): Promise<readonly OwnEvent[]> {
  const nowMs = clock.nowMs();
  return await store.read(async (rows) => {
    const room = await peopleRoom(rows, asked);
    const comer = room.own;
    const all = (await rows.agenda.events(room.base.charity, nowMs)).filter((event) =>
      seesEvent(room, event),
    );
    const nameOf = (group: string) => room.groups.find(({ id }) => id === group)?.name ?? '';
    return await inTurn.map(all, async (event): Promise<OwnEvent> => {
      const { id, kind, title, body, place, fromMs, toMs, state } = event;
      const open = (await rows.agenda.slotsOf(id)).filter((slot) => slot.toMs > nowMs);
      return {
        ...{ id, kind, title, body, place, fromMs, toMs, state, groups: event.groups.map(nameOf) },
        shifts: await inTurn.map(open, (slot) => offeredShift(rows, { slot, event, comer, nowMs })),
        mayAttend: mayOnEvent(room.asker, 'attend', { event, childrenOf: childrenOf(room) }),
      };
    });
  });
}

/** One event as its page shows it, and what the asker may do of it. */
export interface OwnEventPage extends OwnEvent {
  /** Its words, its hours, whether it is announced or cancelled. */
  readonly mayChange: boolean;
  /** Its slots. */
  readonly mayPlan: boolean;
}

/** That event, with the slots that are over too. AppErrors of `eventFor`. */
export async function ownEvent(
  { store, clock }: AgendaDeps,
  asked: AskedPeople & { readonly event: string },
): Promise<OwnEventPage> {
  const nowMs = clock.nowMs();
  return await store.read(async (rows) => {
    const { event, ...room } = await eventFor(rows, { ...asked, verb: 'see' });
    const { id, kind, title, body, place, fromMs, toMs, state } = event;
    const nameOf = (group: string) => room.groups.find((one) => one.id === group)?.name ?? '';
    const may = (verb: EventVerb) => mayOnEvent(room.asker, verb, { event, childrenOf: childrenOf(room) });
    return {
      ...{ id, kind, title, body, place, fromMs, toMs, state, groups: event.groups.map(nameOf) },
      shifts: await inTurn.map(await rows.agenda.slotsOf(id), (slot) =>
        offeredShift(rows, { slot, event, comer: room.own, nowMs }),
      ),
      ...{ mayAttend: may('attend'), mayChange: may('create'), mayPlan: may('plan') },
    };
  });
}

/** Names of the groups for which the asker announces events; none for whoever announces nothing. AppErrors of `peopleRoom`. */
export async function announcedGroups(
  { store }: Pick<AgendaDeps, 'store'>,
  asked: AskedPeople,
): Promise<readonly string[]> {
  return await store.read(async (rows) => {
    const room = await peopleRoom(rows, asked);
    const may = (group: string) =>
      mayOnEvent(room.asker, 'create', {
        event: { privacy: 'groups', groups: [group] },
        childrenOf: childrenOf(room),
      });
    return room.groups.filter(({ id, state }) => state !== 'closed' && may(id)).map(({ name }) => name);
  });
}
