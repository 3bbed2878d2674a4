import type { OwnSlot } from '../../../server/ports/rows/agenda.ts';
import type { Store } from '../../../server/ports/store.ts';
import { CHARITY, eventRow, HOUR_MS, NOON_MS, participantRow, slotRow } from './agenda-rows.ts';

/** Bands of two hours, each at several places: who holds one of a band can hold no other of it. */
export interface SignUpRace {
  readonly people: number;
  readonly bands: number;
  /** Slots of one band, of `capacity` each. */
  readonly places: number;
  readonly capacity: number;
}

/** One event with all its slots, and everybody who may come. */
export async function layBands(store: Store, { people, bands, places, capacity }: SignUpRace): Promise<void> {
  await store.write(async (rows) => {
    await rows.people.openBase({ charity: CHARITY, fields: '', openedAtMs: 1 });
    for (let at = 0; at < people; at += 1) await rows.people.add(participantRow());
    const event = eventRow();
    await rows.agenda.addEvent(event);
    for (let at = 0; at < bands * places; at += 1) {
      const fromMs = NOON_MS + HOUR_MS + Math.floor(at / places) * 2 * HOUR_MS;
      await rows.agenda.addSlot(slotRow(event.id, { fromMs, toMs: fromMs + 2 * HOUR_MS, capacity }));
    }
  });
}

/** Who holds what once all have asked; `clashes`: places of one person at the same hour. */
export async function standingOf(store: Store) {
  return await store.read(async (rows) => {
    const [event] = await rows.agenda.events(CHARITY, 0);
    const held: OwnSlot[][] = [];
    for (const id of await rows.people.ids(CHARITY))
      held.push((await rows.agenda.own(id)).filter(({ state }) => state === 'held'));
    const clashes = held.flatMap((own) =>
      own.filter((one, at) => at > 0 && one.fromMs < (own[at - 1]?.toMs ?? 0)),
    );
    return { slots: await rows.agenda.slotsOf(event?.id ?? ''), held, clashes };
  });
}
