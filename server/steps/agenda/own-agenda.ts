import { inTurn } from '../../../shared/in-turn.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import { mayOnEvent } from '../../domain/agenda/event-rights.ts';
import { type AskedPeople, peopleRoom } from '../people/people-access.ts';
import { childrenOf, seesEvent } from './agenda-access.ts';
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
