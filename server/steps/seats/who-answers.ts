import { AppError } from '../../../shared/errors.ts';
import { seatNames } from '../../domain/line/dialplan-text.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { QueueId, SeatId } from '../../ports/telephony.ts';
import { seatTaken, seatUnknown } from '../dial/dial-refusals.ts';
import { unknownCampaign } from '../find-campaign.ts';
import { openLineOf } from '../line/read-desk.ts';
import { refuseWithoutCharter, seatedBy } from './seat-shift.ts';

/** Who takes callers at a seat. `campaign`: with their own account, on the line of that code; else with a badge. */
export interface CallTaker {
  readonly account: AccountRow;
  readonly campaign?: string | undefined;
}

interface SeatPlace {
  readonly seat: SeatId;
  readonly site: string;
  readonly campaign: string;
  /** Where callers are passed on. */
  readonly team: QueueId;
}

/** Somebody at a seat who may speak with real callers. */
export interface Answering extends SeatPlace {
  /** Of the site; callers of other queues come by skill. */
  readonly queue: QueueId;
  /** As a sign-up keeps them; empty for none. */
  readonly skills: string;
  readonly real: LineRow;
}

interface AnswerDeps {
  readonly clock: Clock;
  readonly seats: { of(agent: string): SeatId | undefined };
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

const siteOf = ({ sites }: Pick<LineSettings, 'sites'>, seat: SeatId | undefined) =>
  sites.find((site) => seat !== undefined && seatNames(site).includes(seat));

/** The seat that the account said last, on that line. AppErrors `campaign-unknown`, `seat-unknown`. */
async function ownPlace(
  rows: StoreReader,
  { seats }: Pick<AnswerDeps, 'seats'>,
  { account, campaign: code = '' }: CallTaker,
): Promise<SeatPlace> {
  const line = account.campaigns.includes(code) ? await rows.lines.byCode(code) : undefined;
  if (!line) throw unknownCampaign('Demandez à votre chef d’équipe sur quelle ligne vous répondez.');
  const seat = seats.of(account.id);
  const site = siteOf(line.settings, seat);
  if (seat === undefined || !site) throw seatUnknown();
  return { seat, site: site.code, campaign: code, team: line.settings.handOver.queue };
}

/** Where they sit, whether callers may come or not. AppErrors of `seatedBy`, or of `ownPlace`. */
export async function placeOf(
  rows: StoreReader,
  deps: Pick<AnswerDeps, 'seats'>,
  taker: CallTaker,
): Promise<SeatPlace> {
  if (taker.campaign !== undefined) return await ownPlace(rows, deps, taker);
  const { seat, slot, line } = await seatedBy(rows, taker.account.id);
  return { seat, site: slot.site, campaign: slot.campaign, team: line.settings.handOver.queue };
}

/**
 * Whoever came with a badge: trained, until the end of the slot, at a seat of its site. A seat that was frozen since goes on:
 * wrong codes typed elsewhere do not cut a call short. Their skills.
 */
async function refuseOutsideSlot(rows: StoreReader, account: AccountRow, nowMs: number): Promise<string> {
  const seated = await seatedBy(rows, account.id);
  const { signup, slot, seat } = seated;
  refuseWithoutCharter(seated);
  if (signup.trainedAtMs === null) throw notTrained();
  if (signup.state !== 'held' || nowMs >= slot.toMs) throw slotOver();
  const place = await rows.seats.seat(seat);
  if (place?.site !== slot.site) throw slotOver();
  return signup.queues;
}

/**
 * Who answers real calls, now, on a line that is open: with a badge, trained and until the end of the slot; or with an account
 * of the line, at the seat that they said. AppErrors of `seatedBy` and `openLineOf`, `seat-charter`, `seat-untrained`,
 * `slot-over`, `seat-unknown`.
 */
async function answering(rows: StoreReader, deps: AnswerDeps, taker: CallTaker): Promise<Answering> {
  const { account, campaign } = taker;
  const skills = campaign === undefined ? await refuseOutsideSlot(rows, account, deps.clock.nowMs()) : '';
  const place = await placeOf(rows, deps, taker);
  const real = await openLineOf(rows, account, place.campaign);
  const site = real.settings.sites.find(({ code }) => code === place.site);
  if (!site) throw slotOver();
  return { ...place, skills, queue: site.queue, real };
}

/** AppErrors of `answering`. */
export const whoAnswers = (
  deps: AnswerDeps & { readonly store: Store },
  taker: CallTaker,
): Promise<Answering> => deps.store.read((rows) => answering(rows, deps, taker));

function notOfLine({ name, sites }: LineSettings): AppError {
  const known = sites.map((site) => {
    const names = seatNames(site);
    return `${names[0]} à ${names.at(-1)}`;
  });
  return new AppError({
    code: 'seat-not-of-line',
    kind: 'not-found',
    message: `La ligne ${name} n’a pas de poste de ce nom.`,
    hint: `Ses postes : ${known.join(', ')}. Lisez le nom collé sur le téléphone.`,
  });
}

/**
 * Somebody with an account of the line says at which of its telephones they sit: callers come there once they are ready. Again
 * changes nothing. AppErrors of `openLineOf`, `seat-not-of-line`, `seat-taken`.
 */
export async function sitAtLine(deps: SitDeps, { account, campaign, seat }: SeatWanted): Promise<void> {
  const { settings } = await deps.store.read((rows) => openLineOf(rows, account, campaign));
  if (!siteOf(settings, seat)) throw notOfLine(settings);
  if (!deps.seats.take(account.id, seat, deps.live.listening())) throw seatTaken();
}

interface SeatWanted {
  readonly account: AccountRow;
  readonly campaign: string;
  readonly seat: SeatId;
}

interface SitDeps {
  readonly store: Store;
  readonly seats: { take(agent: string, seat: SeatId, here: ReadonlySet<string>): boolean };
  readonly live: { listening(): ReadonlySet<string> };
}
