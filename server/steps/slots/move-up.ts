import type { SignupFacts } from '../../ports/rows/slots.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { verdictFor } from './sign-up-facts.ts';

/** Until that long before, a free place goes to the first who waits without anybody; then a lead decides. */
export const MOVES_UP_UNTIL_MS = 24 * 3_600_000;

interface Freed {
  readonly slot: number;
  readonly nowMs: number;
}

/** Somebody who waits may have taken another place meanwhile, left, or been closed out. */
async function mayHaveIt(rows: StoreReader, one: SignupFacts, { slot: id, nowMs }: Freed): Promise<boolean> {
  if (one.participant === null) return true;
  const [slot, comer] = [await rows.agenda.slot(id), await rows.people.byId(one.participant)];
  const event = slot && (await rows.agenda.event(slot.event));
  if (!slot || !event || !comer) return false;
  return (await verdictFor(rows, { slot, event, comer, nowMs, isWaiting: true })).state === 'free';
}

/**
 * The first of the waiting list who may still come takes the place that is free, and is written so; first come, first served.
 * Answers who.
 */
export async function moveUp(rows: StoreWriter, freed: Freed): Promise<number | undefined> {
  for (const one of await rows.slots.signups(freed.slot)) {
    if (one.state !== 'waiting' || !(await mayHaveIt(rows, one, freed))) continue;
    if (!(await rows.slots.takePlace(freed.slot))) return undefined;
    await rows.slots.changeSignup(one.id, { state: 'held' });
    await rows.slotNotices.owe(one.id, 'moved-up', freed.nowMs);
    return one.id;
  }
  return undefined;
}
