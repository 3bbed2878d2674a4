import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { TonightCall } from '../../../shared/people/tonight.ts';
import { type MailingWay, nextDailyMs, USUAL_WAY } from '../../domain/conversations/mailing-ways.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';
import { refuseOtherCount } from '../people/edit-people.ts';
import { slotReached } from '../seats/seat-reach.ts';
import { verdictsFor } from '../slots/sign-up-facts.ts';
import { trail } from '../trail.ts';
import type { ShiftReached } from './agenda-access.ts';
import type { AgendaDeps } from './keep-events.ts';
import { refuseWithoutWebDoor, type SendNoticesDeps } from './send-notices.ts';

interface CallAsked {
  readonly account: AccountRow;
  readonly slot: number;
}

type CallDeps = AgendaDeps & Pick<SendNoticesDeps, 'webAddress'>;

const REFUSALS = {
  'call-slot-alone': [
    'Ce créneau n’est celui d’aucun événement : personne ne s’y inscrit de sa page.',
    'Inscrivez vous-même : « plateau slot sign-up ».',
  ],
  'call-slot-full': [
    'Aucune place n’est libre dans ce créneau : personne ne pourrait la prendre.',
    '« r » remplace quelqu’un qui ne vient plus.',
  ],
  'call-nobody': [
    'Personne d’autre n’est formé et libre à ces heures, ou tous ont déjà reçu l’e-mail.',
    'La mobilisation peut inviter d’autres personnes.',
  ],
} as const;

function refused(code: keyof typeof REFUSALS): AppError {
  const [message, hint] = REFUSALS[code];
  return new AppError({ code, kind: 'conflict', message, hint });
}

/** A slot of an event with a place to take, of a lead’s line. AppErrors `slot-unknown`, `call-slot-alone`, `call-slot-full`. */
async function missingSlot(rows: StoreReader, { account, slot: id }: CallAsked): Promise<ShiftReached> {
  await slotReached(rows, { account, verb: 'sign-up', slot: id });
  const slot = await rows.agenda.slot(id);
  const event = slot && (await rows.agenda.event(slot.event));
  if (!slot || !event) throw refused('call-slot-alone');
  if (slot.taken >= slot.capacity) throw refused('call-slot-full');
  return { slot, event };
}

const MAILED: ReadonlySet<MailingWay> = new Set(['at-once', 'daily']);

/** Who may come and wants such an e-mail, and was not written about that slot: ids, in no order. Nobody’s card is opened. */
async function toWrite(
  rows: StoreReader,
  { slot, event }: ShiftReached,
  nowMs: number,
): Promise<readonly string[]> {
  const judged = await verdictsFor(rows, { slot, event, nowMs }, await rows.people.ids(event.charity));
  const free = judged.filter(
    ({ comer, verdict }) => verdict.state === 'free' && comer.status === 'confirmed',
  );
  const wanted = await inTurn.filter(free, async ({ comer: { id: participant } }) => {
    if (!MAILED.has((await rows.waitingMails.choices(participant)).event ?? USUAL_WAY)) return false;
    const place = { participant, kind: 'event', about: String(slot.id) } as const;
    return (await rows.waitingMails.mail(place)) === undefined;
  });
  return wanted.map(({ comer }) => comer.id);
}

/**
 * How many could be written that this slot misses people: a number alone, since a lead sees no card. AppErrors
 * `slot-unknown`, `call-slot-alone`, `call-slot-full`, `call-nobody`, `web-door-off`.
 */
export async function countCall(deps: CallDeps, asked: CallAsked): Promise<TonightCall> {
  refuseWithoutWebDoor(deps);
  return await deps.store.read(async (rows) => {
    const reached = await missingSlot(rows, asked);
    const count = (await toWrite(rows, reached, deps.clock.nowMs())).length;
    if (count === 0) throw refused('call-nobody');
    return { count, places: reached.slot.capacity - reached.slot.taken };
  });
}

/**
 * Writes to them: each once for that slot, as they chose to be written to, and only if it still misses people then
 * (`send-waiting.ts`); a minor never. `expected` is what the lead confirmed. AppErrors of `countCall`, `people-count-changed`; a
 * second call finds nobody.
 */
export async function callForPeople(
  deps: CallDeps,
  { expected, ...asked }: CallAsked & { readonly expected: number },
): Promise<TonightCall> {
  refuseWithoutWebDoor(deps);
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const { slot, event } = await missingSlot(rows, asked);
    const participants = await toWrite(rows, { slot, event }, nowMs);
    if (participants.length === 0) throw refused('call-nobody');
    refuseOtherCount(participants, expected);
    const dailyMs = nextDailyMs(nowMs);
    await rows.waitingMails.owe({ kind: 'event', about: String(slot.id), participants, nowMs, dailyMs });
    const noted = { campaign: slot.campaign ?? '', detail: { people: participants.length } };
    await trail(rows, { actor: asked.account.id, atMs: nowMs })('slot.call', String(slot.id), noted);
    return { count: participants.length, places: slot.capacity - slot.taken };
  });
}
