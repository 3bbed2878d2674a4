import { AppError } from '../../../shared/errors.ts';
import type { SignupRow } from '../../ports/rows/slots.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { type AskedPeople, ownRow } from '../people/people-access.ts';
import { signupSeated, signupUnknown } from '../seats/slots.ts';
import { MOVES_UP_UNTIL_MS, moveUp } from '../slots/move-up.ts';
import { trail } from '../trail.ts';
import { type AttendedSlot, attendedSlot, shiftReached } from './agenda-access.ts';
import type { AgendaDeps } from './keep-events.ts';
import { tellLateWithdrawal } from './tell-late.ts';

export interface Left {
  /** Who has the place now; absent where nobody waits, or where a lead decides. */
  readonly movedUp?: number;
}

function tooLate(): AppError {
  return new AppError({
    code: 'withdraw-late',
    kind: 'conflict',
    message: 'L’heure de se retirer soi-même est passée.',
    hint: 'Prévenez la coordination ou la personne qui mène la soirée : elle libère votre place.',
  });
}

/** A sign-up that still stands. AppError `signup-unknown`. */
async function standing(rows: StoreReader, id: number): Promise<SignupRow> {
  const one = await rows.slots.signup(id);
  if (!one || one.state === 'cancelled') throw signupUnknown();
  return one;
}

interface FreedBy {
  readonly one: SignupRow;
  readonly nowMs: number;
  /** Whether the first who waits has the place: until the day before, whatever the hour, or not: it is somebody else's. */
  readonly movesUp: 'early' | 'now' | 'never';
}

/** Takes somebody out of a slot: their code opens nothing, and the first who waits has the place until the day before. */
export async function freePlace(
  rows: StoreWriter,
  slot: Pick<AttendedSlot, 'id' | 'fromMs'>,
  { one, nowMs, movesUp }: FreedBy,
): Promise<Left> {
  if (one.account !== null) throw signupSeated();
  await rows.slots.voidCodes(one.id, nowMs);
  await rows.slots.changeSignup(one.id, { state: 'cancelled' });
  if (one.state !== 'held') return {};
  await rows.slots.freePlace(slot.id);
  if (movesUp === 'never' || (movesUp === 'early' && slot.fromMs - nowMs < MOVES_UP_UNTIL_MS)) return {};
  const movedUp = await moveUp(rows, { slot: slot.id, nowMs });
  return movedUp === undefined ? {} : { movedUp };
}

/** Is it the asker's own place? */
async function isOwn(rows: StoreReader, { account }: AskedPeople, one: SignupRow): Promise<boolean> {
  return one.participant !== null && (await ownRow(rows, account))?.id === one.participant;
}

/** The slot that they withdraw from by themselves. AppError `withdraw-late`. */
async function ownSlot(
  rows: StoreReader,
  { nowMs, ...asked }: AskedPeople & { readonly slot: number; readonly nowMs: number },
): Promise<AttendedSlot> {
  const { slot } = await shiftReached(rows, { ...asked, verb: 'see' });
  if (nowMs >= slot.withdrawUntilMs) throw tooLate();
  return slot;
}

/**
 * « Je ne peux plus »: the person withdraws until the hour that the slot says; afterwards, or for somebody else, whoever keeps
 * the attendance does it. AppErrors `signup-unknown`, `signup-seated`, `withdraw-late`, those of `attendedSlot`. Twice is
 * refused as unknown.
 */
export async function leaveShift(
  { store, clock }: AgendaDeps,
  { signup, reason, ...asked }: AskedPeople & { readonly signup: number; readonly reason: string },
): Promise<Left> {
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const one = await standing(rows, signup);
    const slot = (await isOwn(rows, asked, one))
      ? await ownSlot(rows, { ...asked, slot: one.slot, nowMs })
      : await attendedSlot(rows, { ...asked, slot: one.slot });
    const left = await freePlace(rows, slot, { one, nowMs, movesUp: 'early' });
    if (one.state === 'held')
      await tellLateWithdrawal(rows, { slot: one.slot, actor: asked.account.id, nowMs });
    const noted = { campaign: one.campaign, reason, detail: { signup, ...left } };
    await trail(rows, { actor: asked.account.id, atMs: nowMs })('slot.cancel', String(one.slot), noted);
    return left;
  });
}
