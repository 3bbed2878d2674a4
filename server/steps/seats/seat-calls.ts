import { AppError } from '../../../shared/errors.ts';
import type { KnownCaller, PledgeToSave, SavedPledge } from '../../../shared/line/pledge-desk.ts';
import type { QuietKind } from '../../../shared/line/quiet-kinds.ts';
import type { SeatCall, SeatCallEnd } from '../../../shared/line-seat.ts';
import { seatQueues } from '../../domain/seats/seat-skills.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { LineCallId, QueueId, QueueRank, SeatId, Telephony } from '../../ports/telephony.ts';
import { seatTaken } from '../dial/dial-refusals.ts';
import { openSeatSoon } from '../dial/take-seat.ts';
import { townsOf } from '../line/import-postcodes.ts';
import { openLineOf } from '../line/read-desk.ts';
import { type SavePledgeDeps, savePledge } from '../line/save-pledge.ts';
import { knownBehind } from './known-callers.ts';
import { refuseWithoutCharter, type Seated, seatedBy } from './seat-shift.ts';

type Line = Pick<Telephony, 'hasPbx' | 'openSeat' | 'hangUp' | 'handOver' | 'pickedUp'>;

export interface SeatCallDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly telephony: Line;
  readonly seats: { take(agent: string, seat: SeatId, here: ReadonlySet<string>): boolean };
  readonly live: { listening(): ReadonlySet<string> };
  readonly seatLines: {
    setReady(seat: SeatId, isReady: boolean, queues: SeatQueues): Promise<string>;
    now(seat: SeatId): { readonly call?: SeatCall };
    caller(
      call: LineCallId,
    ): { readonly seat: SeatId; readonly queue: QueueId; readonly number?: string } | undefined;
    letGo(call: LineCallId): void;
  };
  readonly lineWatch: { countQuiet(campaign: string, kind: QuietKind): void };
}

/** Somebody at a seat who may speak with real callers. */
export interface Answering extends Seated {
  /** Of the site; callers of other queues come by skill. */
  readonly queue: QueueId;
  readonly real: LineRow;
}

function notTrained(): AppError {
  return new AppError({
    code: 'seat-untrained',
    kind: 'forbidden',
    message: 'Les appels d’exercice ne sont pas finis : aucun vrai appel avant eux.',
    hint: 'Finissez les exercices sur ce poste.',
  });
}

function slotOver(): AppError {
  return new AppError({
    code: 'slot-over',
    kind: 'forbidden',
    message: 'Votre créneau n’est pas ouvert : aucun appel n’arrive à ce poste.',
    hint: 'Prévenez le responsable : il dit l’heure de votre créneau.',
  });
}

function callNotYours(): AppError {
  return new AppError({
    code: 'call-not-yours',
    kind: 'conflict',
    message: 'Cet appel n’est pas, ou plus, celui de votre poste.',
    hint: 'Rien n’est enregistré. Attendez l’appel suivant, ou prévenez le responsable (F9).',
  });
}

function callsComeAlone(): AppError {
  return new AppError({
    code: 'calls-come-alone',
    kind: 'conflict',
    message: 'Les appels arrivent seuls à ce poste : aucune touche ne les prend.',
    hint: 'Attendez : l’écran s’ouvre quand la personne vous parle.',
  });
}

/**
 * Who answers real calls with that account, now: trained, until the end of the slot, at a seat of its site, on a line that is
 * open. A seat that was frozen since goes on: wrong codes typed elsewhere do not cut a call short. AppErrors of `seatedBy` and
 * `openLineOf`, `seat-charter`, `seat-untrained`, `slot-over`.
 */
async function answering(rows: StoreReader, account: AccountRow, nowMs: number): Promise<Answering> {
  const seated = await seatedBy(rows, account.id);
  const { signup, slot, seat } = seated;
  refuseWithoutCharter(seated);
  if (signup.trainedAtMs === null) throw notTrained();
  if (signup.state !== 'held' || nowMs >= slot.toMs) throw slotOver();
  const place = await rows.seats.seat(seat);
  const real = await openLineOf(rows, account, slot.campaign);
  const site = real.settings.sites.find(({ code }) => code === slot.site);
  if (!site || place?.site !== slot.site) throw slotOver();
  return { ...seated, queue: site.queue, real };
}

/** AppErrors of `answering`. */
export const whoAnswers = ({ store, clock }: Pick<SeatCallDeps, 'store' | 'clock'>, account: AccountRow) =>
  store.read((rows) => answering(rows, account, clock.nowMs()));

interface SeatQueues {
  readonly ranks: readonly QueueRank[];
  readonly team: QueueId;
}

const queuesOf = ({ queue, real, signup }: Answering): SeatQueues => ({
  ranks: seatQueues(real.settings, queue, signup.queues),
  team: real.settings.handOver.queue,
});

/**
 * The seat takes callers of its site, or none for now. The first time its line is opened: where there is a PBX its telephone
 * rings once, to be picked up. Twice changes nothing. AppErrors of `answering`, `seat-taken`, `seat-silent`.
 */
export async function readySeat(
  deps: SeatCallDeps,
  { account, isReady }: { readonly account: AccountRow; readonly isReady: boolean },
): Promise<void> {
  const here = await whoAnswers(deps, account);
  if (!deps.seats.take(account.id, here.seat, deps.live.listening())) throw seatTaken();
  if (isReady) await openSeatSoon(deps.telephony, here.seat);
  await deps.seatLines.setReady(here.seat, isReady, queuesOf(here));
}

/**
 * Without a PBX: the telephone of the seat rang, and whoever sits there picked it up. Said again during the call it is the same
 * call. AppErrors of `readySeat`, `calls-come-alone`.
 */
export async function pickUpCall(deps: SeatCallDeps, account: AccountRow): Promise<SeatCall> {
  if (deps.telephony.hasPbx) throw callsComeAlone();
  await readySeat(deps, { account, isReady: true });
  const { seat, queue } = await whoAnswers(deps, account);
  deps.telephony.pickedUp?.(seat, queue);
  const { call } = deps.seatLines.now(seat);
  if (!call) throw callNotYours();
  return call;
}

/** Towns of that postcode, in the country of the slot's line; of a practice call too. AppErrors of `seatedBy`. */
export async function seatTowns(
  { store }: Pick<SeatCallDeps, 'store'>,
  { account, postcode }: { readonly account: AccountRow; readonly postcode: string },
): Promise<readonly string[]> {
  return await store.read(async (rows) => {
    const { line } = await seatedBy(rows, account.id);
    return await townsOf(rows, line.settings.country, postcode);
  });
}

/** The caller of that call, at that seat, from a queue of this line. AppError `call-not-yours`. */
function callerAt({ seatLines }: Pick<SeatCallDeps, 'seatLines'>, here: Answering, call: LineCallId) {
  const caller = seatLines.caller(call);
  // A skill that was taken back meanwhile does not take back its caller.
  const { sites, skills = [] } = here.real.settings;
  const isOurs = [...sites, ...skills].some(({ queue }) => queue === caller?.queue);
  if (caller?.seat !== here.seat || !isOurs) throw callNotYours();
  return caller;
}

/** Who may be calling the seat: `knownBehind` of the number that shows. AppErrors of `answering`, `call-not-yours`. */
export async function knownCallers(
  deps: SeatCallDeps & Parameters<typeof knownBehind>[0],
  { account, callId }: { readonly account: AccountRow; readonly callId: LineCallId },
): Promise<readonly KnownCaller[]> {
  const here = await whoAnswers(deps, account);
  const { number } = callerAt(deps, here, callId);
  return await knownBehind(deps, { line: here.real, number, actor: account.id });
}

/**
 * Saves the pledge of the caller at that seat, whether they are still on the line or have just hung up: `savePledge`, with
 * the number that the line shows, which the workstation never had. AppErrors of `answering` and `savePledge`, `call-not-yours`.
 */
export async function saveSeatPledge(
  deps: SeatCallDeps & SavePledgeDeps,
  {
    account,
    pledge,
  }: { readonly account: AccountRow; readonly pledge: Omit<PledgeToSave, 'campaign' | 'number'> },
): Promise<SavedPledge> {
  const here = await whoAnswers(deps, account);
  const { slot } = here;
  const caller = callerAt(deps, here, pledge.callId);
  const { link } = pledge.form;
  const number = caller.number ?? (link.way === 'sms' ? link.to : undefined);
  const taker = { id: account.id, campaigns: account.campaigns, site: slot.site };
  return await savePledge(deps, taker, { ...pledge, campaign: slot.campaign, number });
}

/** What of that end is counted by the hour; a caller whom the line passes on is counted where the team's telephone rings. */
function quietEnd({ hasPbx }: Pick<Line, 'hasPbx'>, { how, exit }: SeatCallEnd): QuietKind | undefined {
  if (how === 'hand-over' || exit === undefined) return undefined;
  if (exit !== 'handOver') return exit;
  // Without a PBX the telephone itself passes them on; with one, whoever hangs up read the helpline's number.
  return hasPbx ? 'helpline' : 'handed-over';
}

/**
 * The call at that seat is over: the far end is hung up, or passed on to the charity's team, whichever it was, in one act that
 * leaves no other trace of which (docs/rules/line-calls.md); its way out is counted by the hour. False: nobody could be passed
 * on, and the caller is still there. Nothing of the caller is known here any more. Again, or once they are gone, it does no harm.
 * AppErrors `call-not-yours` for another seat's caller; then, once it is over, of `readySeat`.
 */
export async function endSeatCall(
  deps: SeatCallDeps,
  { account, end }: { readonly account: AccountRow; readonly end: SeatCallEnd },
): Promise<boolean> {
  const { seat, slot, line } = await deps.store.read((rows) => seatedBy(rows, account.id));
  const caller = deps.seatLines.caller(end.callId);
  if (caller && caller.seat !== seat) throw callNotYours();
  const team = line.settings.handOver.queue;
  const isKept =
    caller && end.how === 'hand-over' && (await deps.telephony.handOver(end.callId, team)) === 'unavailable';
  if (isKept) return false;
  if (caller && end.how === 'hang-up') await deps.telephony.hangUp(end.callId);
  if (caller) {
    const quiet = quietEnd(deps.telephony, end);
    if (quiet) deps.lineWatch.countQuiet(slot.campaign, quiet);
    deps.seatLines.letGo(end.callId);
  }
  await readySeat(deps, { account, isReady: end.isReady });
  return true;
}
