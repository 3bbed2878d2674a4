import type { Period } from '../../../shared/time.ts';

/** A slot of somebody, as their calendar shows it. */
export interface CalendarEntry extends Period {
  /** The same for as long as the slot lives. */
  readonly uid: string;
  /** Grows with each change. */
  readonly sequence: number;
  readonly isCancelled: boolean;
  readonly changedAtMs: number;
  readonly title: string;
  readonly place: string;
  readonly text: string;
}

/** What the base says of one sign-up and of what it is for. */
export interface FeedSource extends Period {
  readonly slot: number;
  readonly state: 'held' | 'cancelled';
  readonly isSlotCancelled: boolean;
  readonly signedAtMs: number;
  readonly role: string;
  readonly event: {
    readonly title: string;
    readonly body: string;
    readonly place: string;
    readonly sequence: number;
    readonly changedAtMs: number;
  };
}

/** How long a slot stays in the calendar once it is over, milliseconds. */
export const FEED_KEPT_MS = 60 * 86_400_000;

/**
 * A person’s calendar: one entry a slot, whatever they did there; one that they left, or that is cancelled, says so
 * under the same name, so that it goes from their telephone. Coming back counts as a change.
 */
export function calendarEntries(sources: readonly FeedSource[], charity: string): readonly CalendarEntry[] {
  const bySlot = Map.groupBy(sources, ({ slot }) => slot);
  return [...bySlot.values()].flatMap((own) => {
    const last = own.toSorted((a, b) => Number(a.state === 'held') - Number(b.state === 'held')).at(-1);
    if (!last) return [];
    const { event, role, slot, fromMs, toMs } = last;
    const isCancelled = last.state === 'cancelled' || last.isSlotCancelled;
    return [
      {
        ...{ uid: `creneau-${slot}@${charity.toLowerCase()}.plateau`, fromMs, toMs, isCancelled },
        sequence: event.sequence + 2 * (own.length - 1) + (isCancelled ? 1 : 0),
        changedAtMs: Math.max(event.changedAtMs, last.signedAtMs),
        title: role === '' ? event.title : `${event.title} : ${role}`,
        ...{ place: event.place, text: event.body },
      },
    ];
  });
}
