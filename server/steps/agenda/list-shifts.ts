import { inTurn } from '../../../shared/in-turn.ts';
import type { Attendance } from '../../../shared/people/agenda-words.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import type { SignUpVerdict } from '../../domain/agenda/sign-up-verdict.ts';
import type { AgendaSlotRow } from '../../ports/rows/agenda.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { SignupRow } from '../../ports/rows/slots.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { openSlotNames } from '../slots/open-names.ts';
import { verdictFor } from '../slots/sign-up-facts.ts';
import { attendedSlot, eventFor } from './agenda-access.ts';
import type { AgendaDeps } from './keep-events.ts';

/** A slot of an event with who comes, in numbers. */
interface ShiftLine extends AgendaSlotRow {
  readonly waiting: number;
  readonly came: number;
  readonly absent: number;
  readonly excused: number;
  readonly trained: number;
}

/** The same, with what the person who asks may do: absent for whoever is nobody of the directory. */
export interface OfferedShift extends ShiftLine {
  readonly verdict?: SignUpVerdict;
  /** Their own sign-up there. */
  readonly signup?: number;
}

/** The numbers of one slot, as its sign-ups say now. */
async function shiftLine(rows: StoreReader, slot: AgendaSlotRow): Promise<ShiftLine> {
  const all = await rows.slots.signups(slot.id);
  const marked = (one: Attendance) =>
    all.filter(({ state, attendance }) => state === 'held' && attendance === one).length;
  return {
    ...slot,
    waiting: all.filter(({ state }) => state === 'waiting').length,
    ...{ came: marked('came'), absent: marked('absent'), excused: marked('excused') },
    trained: all.filter(({ state, trainedAtMs }) => state === 'held' && trainedAtMs !== null).length,
  };
}

interface Offered {
  readonly slot: AgendaSlotRow;
  readonly event: AgendaEvent;
  readonly comer: ParticipantRow | undefined;
  readonly nowMs: number;
}

/** One slot with what stands against that person coming; for nobody of the directory, its numbers. */
export async function offeredShift(
  rows: StoreReader,
  { slot, event, comer, nowMs }: Offered,
): Promise<OfferedShift> {
  const line = await shiftLine(rows, slot);
  if (!comer) return line;
  const signup = (await rows.agenda.own(comer.id)).find((one) => one.slot === slot.id)?.signup;
  const verdict = await verdictFor(rows, { slot, event, comer, nowMs });
  return { ...line, verdict, ...(signup !== undefined && { signup }) };
}

/** The slots of an event, by their hours, and what stands against the asker coming. AppErrors of `eventFor`. */
export async function listShifts(
  { store, clock }: AgendaDeps,
  asked: AskedPeople & { readonly event: string },
): Promise<readonly OfferedShift[]> {
  const nowMs = clock.nowMs();
  return await store.read(async (rows) => {
    const { event, own: comer } = await eventFor(rows, { ...asked, verb: 'see' });
    return await inTurn.map(await rows.agenda.slotsOf(event.id), (slot) =>
      offeredShift(rows, { slot, event, comer, nowMs }),
    );
  });
}

/** Somebody of a slot, as whoever keeps the attendance sees them: named, never their card. */
export interface ComingLine
  extends Pick<SignupRow, 'person' | 'state' | 'attendance' | 'attendedAtMs' | 'trainedAtMs'> {
  readonly signup: number;
}

/**
 * Who comes and who waits, in the order they came; those who withdrew are gone. Each list is noted. AppErrors of
 * `attendedSlot`.
 */
export async function listComing(
  { store, clock }: Pick<AgendaDeps, 'store' | 'clock'>,
  asked: AskedPeople & { readonly slot: number },
): Promise<readonly ComingLine[]> {
  const { slot, people } = await store.read(async (rows) => {
    const reached = await attendedSlot(rows, asked);
    const all = await rows.slots.signups(asked.slot);
    return { slot: reached, people: all.filter(({ state }) => state !== 'cancelled') };
  });
  const names = await openSlotNames({ store, clock }, { account: asked.account, slot, people });
  return people.map(({ id: signup, state, attendance, attendedAtMs, trainedAtMs }) => {
    return { signup, person: names.get(signup) ?? '', state, attendance, attendedAtMs, trainedAtMs };
  });
}

/** What became of an event: by slot, and in all. */
export interface ShiftReport {
  readonly title: string;
  readonly slots: readonly (ShiftLine & { readonly hours: number })[];
  readonly places: number;
  readonly held: number;
  readonly came: number;
  readonly absent: number;
  readonly excused: number;
  /** Of those who came, their slots added up. */
  readonly hours: number;
}

const HOUR_MS = 3_600_000;

/** Filling, absences and hours of an event; no name. AppErrors of `eventFor`. */
export async function reportShifts(
  { store }: Pick<AgendaDeps, 'store'>,
  asked: AskedPeople & { readonly event: string },
): Promise<ShiftReport> {
  return await store.read(async (rows) => {
    const { event } = await eventFor(rows, { ...asked, verb: 'attend' });
    const open = (await rows.agenda.slotsOf(event.id)).filter(({ cancelledAtMs }) => cancelledAtMs === null);
    const slots = await inTurn.map(open, async (slot) => {
      const line = await shiftLine(rows, slot);
      return { ...line, hours: (line.came * (slot.toMs - slot.fromMs)) / HOUR_MS };
    });
    const sum = (of: (one: (typeof slots)[number]) => number) =>
      slots.reduce((total, one) => total + of(one), 0);
    return {
      title: event.title,
      slots,
      ...{ places: sum(({ capacity }) => capacity), held: sum(({ taken }) => taken) },
      ...{ came: sum(({ came }) => came), absent: sum(({ absent }) => absent) },
      ...{ excused: sum(({ excused }) => excused), hours: sum(({ hours }) => hours) },
    };
  });
}
