import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { knownGroup, refuseClosed } from '../groups/keep-groups.ts';
import { type AskedPeople, type PeopleRoom, peopleRoom } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { eventFor, refuseCancelled, refuseOnEvent, seesEvent } from './agenda-access.ts';
import { cancelSlot, followEvent } from './change-shift.ts';

export interface AgendaDeps {
  readonly store: Store;
  readonly clock: Clock;
}

type Announced = 'kind' | 'title' | 'body' | 'place' | 'privacy' | 'fromMs' | 'toMs';

/** What is announced. */
export interface EventText extends Pick<AgendaEvent, Announced> {
  /** Absent: until it ends. */
  readonly closesAtMs?: number | undefined;
  /** Names of its groups. */
  readonly groups: readonly string[];
}

/** Longer is a mistake in a date. */
const LONGEST_MS = 15 * 86_400_000;

function refuseHours({ fromMs, toMs }: Pick<EventText, 'fromMs' | 'toMs'>, nowMs: number): void {
  if (fromMs < toMs && toMs > nowMs && toMs - fromMs <= LONGEST_MS) return;
  throw new AppError({
    code: 'event-hours',
    kind: 'invalid',
    message:
      'Ces heures ne font pas un événement : il finit après son début, à venir, en quinze jours au plus.',
    hint: 'Écrivez par exemple --from 2026-12-05T20:00 --to 2026-12-05T23:00.',
  });
}

function refuseWithoutGroup({ privacy, groups }: Pick<EventText, 'privacy' | 'groups'>): void {
  if (groups.length > 0 || privacy === 'public' || privacy === 'volunteers') return;
  throw new AppError({
    code: 'event-groups',
    kind: 'invalid',
    message: 'Un événement réservé à ses groupes en nomme au moins un.',
    hint: 'Ajoutez --group, ou ouvrez-le aux bénévoles : --privacy volunteers.',
  });
}

function groupsOf(room: PeopleRoom, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const group = knownGroup(room.groups, name);
    refuseClosed(group, 'member');
    return group.id;
  });
}

/** Of one person of the directory, to come: more is a mistake, or a page that is played. */
const MOST_OF_ONE = 20;

/** AppError `events-many`; whoever keeps the agenda of the association is not counted. */
async function refuseMany(
  rows: StoreReader,
  { account: { id, role } }: AskedPeople,
  { charity, atMs }: AgendaEvent,
): Promise<void> {
  if (role === 'mobilisation') return;
  const own = (await rows.agenda.events(charity, atMs)).filter(
    ({ author, state }) => author === id && state !== 'cancelled',
  );
  if (own.length < MOST_OF_ONE) return;
  throw new AppError({
    code: 'events-many',
    kind: 'conflict',
    message: `Vous avez déjà ${MOST_OF_ONE} événements à venir.`,
    hint: 'Annulez-en un, ou demandez à l’association d’annoncer celui-ci.',
  });
}

/**
 * Announces an event, as a draft that only those who may write it see. AppErrors `event-hours`, `event-groups`,
 * `group-unknown`, `group-closed`, `people-forbidden`, `events-many`.
 */
export async function createEvent(
  { store, clock, chance }: AgendaDeps & { readonly chance: Pick<Chance, 'uuid'> },
  { text, ...asked }: AskedPeople & { readonly text: EventText },
): Promise<AgendaEvent> {
  const atMs = clock.nowMs();
  refuseHours(text, atMs);
  refuseWithoutGroup(text);
  return await store.write(async (rows) => {
    const room = await peopleRoom(rows, asked);
    const { kind, title, body, place, privacy, fromMs, toMs, closesAtMs = toMs } = text;
    const event: AgendaEvent = {
      ...{ id: chance.uuid(), charity: room.base.charity, kind, title, body, place, privacy },
      ...{ fromMs, toMs, closesAtMs, groups: groupsOf(room, text.groups), state: 'draft', sequence: 0 },
      ...{ author: asked.account.id, atMs, changedAtMs: atMs },
    };
    refuseOnEvent(room, 'create', event);
    await refuseMany(rows, asked, event);
    await rows.agenda.addEvent(event);
    const detail = { charity: event.charity, kind, privacy };
    await trail(rows, { actor: asked.account.id, atMs })('event.create', event.id, { detail });
    return event;
  });
}

/** Every change that a calendar shows counts once more. */
async function changeEvent(
  rows: StoreWriter,
  event: AgendaEvent,
  change: Partial<AgendaEvent> & { readonly changedAtMs: number },
): Promise<AgendaEvent> {
  const next = { ...change, sequence: event.sequence + 1 };
  await rows.agenda.updateEvent(event.id, next);
  return { ...event, ...next };
}

/** What is asked and is not so already. */
function changedFields(event: AgendaEvent, change: EventChange): Partial<AgendaEvent> {
  const now: Readonly<Record<string, unknown>> = { ...event };
  return Object.fromEntries(
    Object.entries(change).filter(([key, value]) => value !== undefined && value !== now[key]),
  );
}

type EventChange = Partial<Omit<EventText, 'kind' | 'privacy' | 'groups'>>;

/** What somebody who comes must know: other words on its page are read there, and an e-mail a comma is read by nobody. */
const TOLD: readonly (keyof EventChange)[] = ['title', 'place', 'fromMs', 'toMs'];

/**
 * Other words or hours. Slots follow an event whose beginning and end move alike, and keep their hours otherwise; whoever has a
 * place or waits for one is told once of another title, place or hour. Twice, or what changes nothing, writes nothing. AppErrors
 * of `eventFor`, `event-hours`, `event-cancelled`, `slots-outside`, `slot-clash`.
 */
export async function editEvent(
  { store, clock }: AgendaDeps,
  { event: id, change, ...asked }: AskedPeople & { readonly event: string; readonly change: EventChange },
): Promise<AgendaEvent> {
  const changedAtMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { event } = await eventFor(rows, { ...asked, event: id, verb: 'create' });
    const said = changedFields(event, change);
    const fields = Object.keys(said);
    if (fields.length === 0) return event;
    refuseCancelled(event);
    const next = { ...event, ...said };
    refuseHours(next, changedAtMs);
    await followEvent(rows, {
      ...{ before: event, after: next, atMs: changedAtMs },
      isTold: event.state === 'published' && TOLD.some((one) => fields.includes(one)),
    });
    const changed = await changeEvent(rows, event, { ...said, changedAtMs });
    const detail = { fields: fields.length };
    await trail(rows, { actor: asked.account.id, atMs: changedAtMs })('event.change', event.id, { detail });
    return changed;
  });
}

/** Shows it to whom its privacy says. A cancelled one stays cancelled. Twice is a no-op. AppErrors of `eventFor`. */
export async function publishEvent(
  { store, clock }: AgendaDeps,
  { event: id, ...asked }: AskedPeople & { readonly event: string },
): Promise<AgendaEvent> {
  const changedAtMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { event } = await eventFor(rows, { ...asked, event: id, verb: 'create' });
    if (event.state !== 'draft') return event;
    const changed = await changeEvent(rows, event, { state: 'published', changedAtMs });
    await trail(rows, { actor: asked.account.id, atMs: changedAtMs })('event.publish', event.id);
    return changed;
  });
}

/** It will not take place, nor its slots: nobody is awaited any more. Twice is a no-op. AppErrors of `eventFor`. */
export async function cancelEvent(
  { store, clock }: AgendaDeps,
  { event: id, reason, ...asked }: AskedPeople & { readonly event: string; readonly reason: string },
): Promise<AgendaEvent> {
  const changedAtMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { event } = await eventFor(rows, { ...asked, event: id, verb: 'create' });
    if (event.state === 'cancelled') return event;
    for (const slot of await rows.agenda.slotsOf(event.id))
      if (slot.cancelledAtMs === null) await cancelSlot(rows, slot.id, changedAtMs);
    const changed = await changeEvent(rows, event, { state: 'cancelled', changedAtMs });
    await trail(rows, { actor: asked.account.id, atMs: changedAtMs })('event.cancel', event.id, { reason });
    return changed;
  });
}

export interface EventLine extends Omit<AgendaEvent, 'groups'> {
  /** Names of its groups. */
  readonly groups: readonly string[];
  /** Of its slots that take place. */
  readonly places: number;
  readonly taken: number;
}

/** The events that the asker may see, the first to begin first; `past`: those that ended too. AppErrors of `peopleRoom`. */
export async function listEvents(
  { store, clock }: AgendaDeps,
  { past, ...asked }: AskedPeople & { readonly past: boolean },
): Promise<readonly EventLine[]> {
  return await store.read(async (rows) => {
    const room = await peopleRoom(rows, asked);
    const all = await rows.agenda.events(room.base.charity, past ? 0 : clock.nowMs());
    const nameOf = (group: string) => room.groups.find(({ id }) => id === group)?.name ?? '';
    return await inTurn.map(
      all.filter((event) => seesEvent(room, event)),
      async (event) => {
        const slots = (await rows.agenda.slotsOf(event.id)).filter(
          ({ cancelledAtMs }) => cancelledAtMs === null,
        );
        return {
          ...event,
          groups: event.groups.map(nameOf),
          places: slots.reduce((sum, { capacity }) => sum + capacity, 0),
          taken: slots.reduce((sum, { taken }) => sum + taken, 0),
        };
      },
    );
  });
}
