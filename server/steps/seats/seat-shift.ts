import { countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PledgeLine } from '../../../shared/line/pledge-desk.ts';
import type { SeatShift } from '../../../shared/line-seat.ts';
import type { SeatedLine } from '../../domain/seats/seated-line.ts';
import { slotWords } from '../../domain/seats/slot-words.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupRow, SlotRow } from '../../ports/rows/slots.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { SeatId, Telephony } from '../../ports/telephony.ts';
import type { TextSender } from '../../ports/text-sender.ts';
import { editionToTake } from '../line/line-edition.ts';
import { lineToTake, openWays } from '../line/read-desk.ts';
import { trail } from '../trail.ts';
import { lineOfCampaign } from './line-of-campaign.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Somebody at a seat. */
export interface Seated {
  readonly signup: SignupRow;
  readonly slot: SlotRow;
  readonly seat: string;
  readonly line: SeatedLine;
}

/** Who sits there with that account. AppErrors `seat-none` for an account that no badge made, `line-not-laid`. */
export async function seatedBy(rows: StoreReader, account: string): Promise<Seated> {
  const signup = await rows.slots.signupOfAccount(account);
  const slot = signup && (await rows.slots.byId(signup.slot));
  if (!signup || !slot) throw noSeat();
  const used = (await rows.slots.codesOf(signup.id)).filter(({ usedAtMs }) => usedAtMs !== null);
  const last = used.toSorted((a, b) => (b.usedAtMs ?? 0) - (a.usedAtMs ?? 0))[0];
  return { signup, slot, seat: last?.seat ?? '', line: await lineOfCampaign(rows, slot.campaign) };
}

function noSeat(): AppError {
  return new AppError({
    code: 'seat-none',
    kind: 'forbidden',
    message: 'Aucun badge n’a ouvert ce poste.',
    hint: 'Tapez le code de votre badge à un poste du site.',
  });
}

/** AppError `seat-charter`. */
export function refuseWithoutCharter({ signup }: Seated): void {
  if (signup.charterAtMs !== null) return;
  throw new AppError({
    code: 'seat-charter',
    kind: 'forbidden',
    message: 'La charte n’est pas encore acceptée.',
    hint: 'Lisez-la sur l’écran, puis acceptez-la.',
  });
}

interface ShiftDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly telephony: Pick<Telephony, 'hasPbx'>;
  readonly textSender: Pick<TextSender, 'isConfigured'>;
}

/** The form of real callers, where the line of that slot takes some, and says what was approved. */
async function openLine(deps: ShiftDeps, campaign: string): Promise<PledgeLine | undefined> {
  const row = await deps.store.read((rows) => rows.lines.byCode(campaign));
  if (row?.state !== 'open') return undefined;
  const edition = await editionToTake(deps, row);
  return edition === undefined
    ? undefined
    : lineToTake({ ...row, edition }, openWays(row.settings, deps.textSender));
}

/** What the screen of a seat begins with. AppErrors of `seatedBy`. */
export async function readSeatShift(deps: ShiftDeps, account: AccountRow): Promise<SeatShift> {
  const { signup, slot, seat, line } = await deps.store.read((rows) => seatedBy(rows, account.id));
  const { settings, script, practice } = line;
  const real = await openLine(deps, slot.campaign);
  return {
    person: signup.person,
    seat,
    site: slot.site,
    when: slotWords(slot, countryFacts(settings.country).zone),
    endsAtMs: slot.toMs,
    hasCharter: signup.charterAtMs !== null,
    practiceDone: signup.practiceDone,
    practiceCalls: practice.callers.length,
    isTrained: signup.trainedAtMs !== null,
    practiceLine: lineToTake({ settings, script }, settings.link),
    ...(real && { line: real }),
    hasPbx: deps.telephony.hasPbx,
  };
}

/** The seat that the account opened last. AppErrors of `seatedBy`. */
export async function readSeat({ store }: Pick<Deps, 'store'>, account: AccountRow): Promise<SeatId> {
  const { seat } = await store.read((rows) => seatedBy(rows, account.id));
  return seat;
}

/** The person accepts the charter; twice keeps the first hour. AppErrors of `seatedBy`. */
export async function acceptCharter({ store, clock }: Deps, account: AccountRow): Promise<void> {
  const nowMs = clock.nowMs();
  await store.write(async (rows) => {
    const { signup } = await seatedBy(rows, account.id);
    if (signup.charterAtMs !== null) return;
    await rows.slots.changeSignup(signup.id, { charterAtMs: nowMs });
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    await note('seat.charter', account.id, { campaign: signup.campaign });
  });
}
