import { countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { PRESET_LETTERS } from '../../../shared/line/pledge-form.ts';
import type { SeatShift } from '../../../shared/line-seat.ts';
import { formatMoney } from '../../../shared/money.ts';
import type { SeatedLine } from '../../domain/seats/seated-line.ts';
import { slotWords } from '../../domain/seats/slot-words.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupRow, SlotRow } from '../../ports/rows/slots.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
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

function presetsOf({ settings }: SeatedLine): string {
  const { presets, country } = settings;
  const { currency } = countryFacts(country);
  return presets
    .map((units, at) => `${PRESET_LETTERS[at]} ${formatMoney({ minor: units * 100, currency }, country)}`)
    .join('  ');
}

/** What the screen of a seat begins with. AppErrors of `seatedBy`. */
export async function readSeatShift({ store }: Pick<Deps, 'store'>, account: AccountRow): Promise<SeatShift> {
  const { signup, slot, seat, line } = await store.read((rows) => seatedBy(rows, account.id));
  const { settings, practice } = line;
  return {
    person: signup.person,
    seat,
    site: slot.site,
    campaignName: settings.name,
    when: slotWords(slot, countryFacts(settings.country).zone),
    endsAtMs: slot.toMs,
    hasCharter: signup.charterAtMs !== null,
    practiceDone: signup.practiceDone,
    practiceCalls: practice.callers.length,
    isTrained: signup.trainedAtMs !== null,
    presets: presetsOf(line),
  };
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
