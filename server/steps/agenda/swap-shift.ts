import { AppError } from '../../../shared/errors.ts';
import { calledName } from '../../domain/people/people-fields.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { knownCard } from '../people/show-participant.ts';
import { signupUnknown } from '../seats/slots.ts';
import { moveUp } from '../slots/move-up.ts';
import { trail } from '../trail.ts';
import { attendedSlot, shiftReached } from './agenda-access.ts';
import { enterShift, signUpRefused } from './come-to-shift.ts';
import type { AgendaDeps } from './keep-events.ts';
import { freePlace } from './leave-shift.ts';

interface SwapRequest extends AskedPeople {
  readonly signup: number;
  readonly reason: string;
}

function nobodyWaits(): AppError {
  return new AppError({
    code: 'swap-nobody',
    kind: 'conflict',
    message: 'Personne en attente ne peut prendre cette place : rien n’est changé.',
    hint: 'Donnez une personne : « plateau shift swap INSCRIPTION --with FICHE ».',
  });
}

/** The first who waits takes that place, whatever the hour. AppErrors `swap-nobody`, those of `leaveShift`. */
export async function swapWithWaiting(
  { store, clock }: AgendaDeps,
  { signup, reason, ...asked }: SwapRequest,
): Promise<{ readonly signup: number }> {
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const one = await rows.slots.signup(signup);
    if (one?.state !== 'held') throw signupUnknown();
    const slot = await attendedSlot(rows, { ...asked, slot: one.slot });
    const { movedUp } = await freePlace(rows, slot, { one, nowMs, movesUp: 'now' });
    if (movedUp === undefined) throw nobodyWaits();
    const noted = { campaign: one.campaign, reason, detail: { signup, movedUp } };
    await trail(rows, { actor: asked.account.id, atMs: nowMs })('slot.cancel', String(one.slot), noted);
    return { signup: movedUp };
  });
}

/** The first who waits takes a place that is free: after the day before, a lead says so. AppError `swap-nobody`. */
export async function fillFromWaiting(
  { store, clock }: AgendaDeps,
  { slot: id, ...asked }: AskedPeople & { readonly slot: number },
): Promise<{ readonly signup: number }> {
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const slot = await attendedSlot(rows, { ...asked, slot: id });
    const signup = await moveUp(rows, { slot: id, nowMs });
    if (signup === undefined) throw nobodyWaits();
    const noted = { campaign: slot.campaign ?? '', detail: { signup } };
    await trail(rows, { actor: asked.account.id, atMs: nowMs })('slot.move-up', String(id), noted);
    return { signup };
  });
}

/** That person of the directory takes the place. AppErrors `sign-up-…`, `people-card-unknown`, those of `leaveShift`. */
export async function swapWithCard(
  deps: OpenPeopleDeps,
  { signup, reason, card, ...asked }: SwapRequest & { readonly card: string },
): Promise<{ readonly signup: number }> {
  const author = asked.account.id;
  const comer = (await deps.store.read((rows) => knownCard(rows, { ...asked, card }))).row;
  const content = await openParticipant(deps, comer, { actor: author, reason: 'inscription à un créneau' });
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const one = await rows.slots.signup(signup);
    if (one?.state !== 'held') throw signupUnknown();
    const reached = await shiftReached(rows, { ...asked, slot: one.slot, verb: 'attend' });
    await freePlace(rows, reached.slot, { one, nowMs, movesUp: 'never' });
    const slot = (await rows.agenda.slot(one.slot)) ?? reached.slot;
    const entering = { ...reached, slot, comer, person: calledName(content), author, nowMs, mayWait: false };
    const come = await enterShift(rows, entering);
    if ('refused' in come) throw signUpRefused(come.refused);
    await rows.slotNotices.owe(come.signup, 'signed-up', nowMs);
    const noted = { campaign: one.campaign, reason, detail: { signup, with: come.signup } };
    await trail(rows, { actor: author, atMs: nowMs })('slot.cancel', String(one.slot), noted);
    return { signup: come.signup };
  });
}
