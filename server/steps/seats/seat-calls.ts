import { AppError } from '../../../shared/errors.ts';
import type { KnownCaller, PledgeToSave, SavedPledge } from '../../../shared/line/pledge-desk.ts';
import type { QuietKind } from '../../../shared/line/quiet-kinds.ts';
import type { SeatCall, SeatCallEnd } from '../../../shared/line-seat.ts';
import { seatQueues } from '../../domain/seats/seat-skills.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import type { LineCallId, QueueId, QueueRank, SeatId, Telephony } from '../../ports/telephony.ts';
import { seatTaken } from '../dial/dial-refusals.ts';
import { openSeatSoon } from '../dial/take-seat.ts';
import { townsOf } from '../line/import-postcodes.ts';
import { type SavePledgeDeps, savePledge } from '../line/save-pledge.ts';
import { knownBehind } from './known-callers.ts';
import { seatedBy } from './seat-shift.ts';
import { type Answering, type CallTaker, placeOf, whoAnswers } from './who-answers.ts';

type Line = Pick<Telephony, 'hasPbx' | 'openSeat' | 'hangUp' | 'handOver' | 'pickedUp'>;

export interface SeatCallDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly telephony: Line;
  readonly seats: {
    of(agent: string): SeatId | undefined;
    take(agent: string, seat: SeatId, here: ReadonlySet<string>): boolean;
  };
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

interface SeatQueues {
  readonly ranks: readonly QueueRank[];
  readonly team: QueueId;
}

const queuesOf = ({ queue, real, skills, team }: Answering): SeatQueues => ({
  ranks: seatQueues(real.settings, queue, skills),
  team,
});

/**
 * The seat takes callers of its site, or none for now. The first time its line is opened: where there is a PBX its telephone
 * rings once, to be picked up. Twice changes nothing. AppErrors of `answering`, `seat-taken`, `seat-silent`.
 */
export async function readySeat(
  deps: SeatCallDeps,
  { isReady, ...taker }: CallTaker & { readonly isReady: boolean },
): Promise<void> {
  const here = await whoAnswers(deps, taker);
  if (!deps.seats.take(taker.account.id, here.seat, deps.live.listening())) throw seatTaken();
  if (isReady) await openSeatSoon(deps.telephony, here.seat);
  await deps.seatLines.setReady(here.seat, isReady, queuesOf(here));
}

/**
 * Without a PBX: the telephone of the seat rang, and whoever sits there picked it up. Said again during the call it is the same
 * call. AppErrors of `readySeat`, `calls-come-alone`.
 */
export async function pickUpCall(deps: SeatCallDeps, taker: CallTaker): Promise<SeatCall> {
  if (deps.telephony.hasPbx) throw callsComeAlone();
  await readySeat(deps, { ...taker, isReady: true });
  const { seat, queue } = await whoAnswers(deps, taker);
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
  { callId, ...taker }: CallTaker & { readonly callId: LineCallId },
): Promise<readonly KnownCaller[]> {
  const here = await whoAnswers(deps, taker);
  const { number } = callerAt(deps, here, callId);
  return await knownBehind(deps, { line: here.real, number, actor: taker.account.id });
}

/**
 * Saves the pledge of the caller at that seat, whether they are still on the line or have just hung up: `savePledge`, with
 * the number that the line shows, which the workstation never had. A caller whom the house lost while a network was cut is
 * nobody's: their pledge is saved as one that an agent takes without a line, by their own account only. AppErrors of `answering`
 * and `savePledge`, `call-not-yours`.
 */
export async function saveSeatPledge(
  deps: SeatCallDeps & SavePledgeDeps,
  { pledge, ...taker }: CallTaker & { readonly pledge: Omit<PledgeToSave, 'campaign' | 'number'> },
): Promise<SavedPledge> {
  const here = await whoAnswers(deps, taker);
  const { account } = taker;
  const isLost = taker.campaign !== undefined && deps.seatLines.caller(pledge.callId) === undefined;
  const shown = isLost ? undefined : callerAt(deps, here, pledge.callId).number;
  const { link } = pledge.form;
  const number = shown ?? (link.way === 'sms' ? link.to : undefined);
  const { campaign, site } = here;
  const saver = { id: account.id, campaigns: account.campaigns, site };
  return await savePledge(deps, saver, { ...pledge, campaign, number });
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
  { end, ...taker }: CallTaker & { readonly end: SeatCallEnd },
): Promise<boolean> {
  const { seat, campaign, team } = await deps.store.read((rows) => placeOf(rows, deps, taker));
  const caller = deps.seatLines.caller(end.callId);
  if (caller && caller.seat !== seat) throw callNotYours();
  const isKept =
    caller && end.how === 'hand-over' && (await deps.telephony.handOver(end.callId, team)) === 'unavailable';
  if (isKept) return false;
  if (caller && end.how === 'hang-up') await deps.telephony.hangUp(end.callId);
  if (caller) {
    const quiet = quietEnd(deps.telephony, end);
    if (quiet) deps.lineWatch.countQuiet(campaign, quiet);
    deps.seatLines.letGo(end.callId);
  }
  await readySeat(deps, { ...taker, isReady: end.isReady });
  return true;
}
