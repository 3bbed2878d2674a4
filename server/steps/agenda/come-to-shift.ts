import { AppError } from '../../../shared/errors.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import type { SignUpVerdict } from '../../domain/agenda/sign-up-verdict.ts';
import { calledName } from '../../domain/people/people-fields.ts';
import type { AgendaSlotRow, Come } from '../../ports/rows/agenda.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import { type AskedPeople, ownRow } from '../people/people-access.ts';
import { verdictFor } from '../slots/sign-up-facts.ts';
import { trail } from '../trail.ts';
import { shiftReached, shiftUnknown } from './agenda-access.ts';

/** Why not, in the sentence of the verdict; its code is that of the state. */
export function signUpRefused({ state, says }: SignUpVerdict): AppError {
  return new AppError({
    code: `sign-up-${state}`,
    kind: 'conflict',
    message: says,
    hint: 'Les autres créneaux : « plateau shift list ÉVÉNEMENT ».',
  });
}

interface Entering {
  readonly slot: AgendaSlotRow;
  readonly event: AgendaEvent;
  readonly comer: ParticipantRow;
  /** As they are called. */
  readonly person: string;
  readonly author: string;
  readonly nowMs: number;
  readonly mayWait: boolean;
}

/** Signs one person up, or answers why not. One statement decides; the verdict puts it in words. */
export async function enterShift(
  rows: StoreWriter,
  entering: Entering,
): Promise<Come | { readonly refused: SignUpVerdict }> {
  const { slot, comer, person, author, nowMs: atMs, mayWait } = entering;
  const come = await rows.agenda.signUp({
    slot: slot.id,
    participant: comer.id,
    person,
    author,
    atMs,
    mayWait,
  });
  if (come === undefined) return { refused: await verdictFor(rows, entering) };
  const noted = { campaign: slot.campaign ?? '', detail: { people: 1, held: come.state === 'held' ? 1 : 0 } };
  await trail(rows, { actor: author, atMs })('slot.sign-up', String(slot.id), noted);
  return come;
}

/** Who the account is in the directory. AppError `agenda-nobody`. */
export async function ownParticipant(rows: StoreReader, { account }: AskedPeople): Promise<ParticipantRow> {
  const own = await ownRow(rows, account);
  if (own) return own;
  throw new AppError({
    code: 'agenda-nobody',
    kind: 'forbidden',
    message: 'Ce compte n’est celui d’aucune personne de l’annuaire.',
    hint: 'La mobilisation l’y relie : « plateau people account FICHE --login IDENTIFIANT ».',
  });
}

/**
 * « Je viens »: the person who asks has a place, or with `mayWait` stands on the waiting list of a full slot.
 * Opens their own card for the name that a lead reads. AppErrors `sign-up-…` by the verdict, `slot-unknown`,
 * `agenda-nobody`. Twice is refused as `sign-up-already-in`.
 */
export async function comeToShift(
  deps: OpenPeopleDeps,
  { slot: id, mayWait, ...asked }: AskedPeople & { readonly slot: number; readonly mayWait: boolean },
): Promise<Come> {
  const comer = await deps.store.read(async (rows) => {
    await shiftReached(rows, { ...asked, slot: id, verb: 'see' });
    return await ownParticipant(rows, asked);
  });
  const content = await openParticipant(deps, comer, {
    actor: asked.account.id,
    reason: 'inscription à un créneau',
  });
  const person = calledName(content);
  const nowMs = deps.clock.nowMs();
  const come = await deps.store.write(async (rows) => {
    const [slot, now] = [await rows.agenda.slot(id), await rows.people.byId(comer.id)];
    const event = slot && (await rows.agenda.event(slot.event));
    if (!slot || !event || !now) throw shiftUnknown();
    return await enterShift(rows, {
      slot,
      event,
      comer: now,
      person,
      author: asked.account.id,
      nowMs,
      mayWait,
    });
  });
  if ('refused' in come) throw signUpRefused(come.refused);
  return come;
}
