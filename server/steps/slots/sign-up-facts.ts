import { inTurn } from '../../../shared/in-turn.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import {
  type ComerFacts,
  type ShiftFacts,
  type SignUpVerdict,
  signUpVerdict,
} from '../../domain/agenda/sign-up-verdict.ts';
import type { AgendaSlotRow } from '../../ports/rows/agenda.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { StoreReader } from '../../ports/store.ts';

/** A slot of an event, as the verdict reads it. */
async function shiftFacts(rows: StoreReader, slot: AgendaSlotRow, event: AgendaEvent): Promise<ShiftFacts> {
  const all = await rows.groups.of(event.charity);
  const above = all.filter(({ id, parent }) => parent !== '' && event.groups.includes(id));
  return {
    ...slot,
    isCancelled: slot.cancelledAtMs !== null,
    event: { ...event, groupsAbove: above.map(({ parent }) => parent) },
  };
}

async function comerFacts(rows: StoreReader, comer: ParticipantRow, slot: number): Promise<ComerFacts> {
  const own = await rows.agenda.own(comer.id);
  return {
    status: comer.status,
    kind: comer.kind,
    levels: (await rows.groups.current(comer.id)).map(({ groupId: group, level }) => ({ group, level })),
    trainings: await rows.agenda.trainings(comer.id),
    held: own.filter((one) => one.state === 'held' && one.slot !== slot),
    isIn: own.find((one) => one.slot === slot)?.state,
  };
}

interface Judged {
  readonly slot: AgendaSlotRow;
  readonly event: AgendaEvent;
  readonly comer: ParticipantRow;
  readonly nowMs: number;
  /** One who waits already: would they have the place now? They came in time, even where sign-ups closed since. */
  readonly isWaiting?: boolean;
}

interface JudgedComer {
  readonly comer: ParticipantRow;
  readonly verdict: SignUpVerdict;
}

/** The verdict of each of them, the slot read once: for acts on many. Nothing is opened of a person. */
export async function verdictsFor(
  rows: StoreReader,
  { slot, event, nowMs }: Pick<Judged, 'slot' | 'event' | 'nowMs'>,
  ids: readonly string[],
): Promise<readonly JudgedComer[]> {
  const shift = await shiftFacts(rows, slot, event);
  return await inTurn.flatMap(ids, async (id) => {
    const comer = await rows.people.byId(id);
    if (!comer) return [];
    const facts = await comerFacts(rows, comer, slot.id);
    return [{ comer, verdict: signUpVerdict({ shift, comer: facts, nowMs }) }];
  });
}

/** What stands against that person coming, as the base knows it now. */
export async function verdictFor(
  rows: StoreReader,
  { slot, event, comer, nowMs, isWaiting = false }: Judged,
): Promise<SignUpVerdict> {
  const [shift, facts] = [await shiftFacts(rows, slot, event), await comerFacts(rows, comer, slot.id)];
  if (!isWaiting) return signUpVerdict({ shift, comer: facts, nowMs });
  const inTime = { ...shift, event: { ...shift.event, closesAtMs: Number.POSITIVE_INFINITY } };
  return signUpVerdict({ shift: inTime, comer: { ...facts, isIn: undefined }, nowMs });
}
