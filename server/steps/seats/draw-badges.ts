import { countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import type { BadgeSheet } from '../../domain/seats/badge-sheet.ts';
import { shiftCodeOf } from '../../domain/seats/shift-code.ts';
import { slotWords } from '../../domain/seats/slot-words.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupFacts } from '../../ports/rows/slots.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { lineOfCampaign } from './line-of-campaign.ts';
import { slotReached } from './seat-reach.ts';
import { signupUnknown } from './slots.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly secrets: Secrets;
  readonly documents: DocumentWriter;
}

interface BadgeRequest {
  readonly account: Pick<AccountRow, 'id' | 'role' | 'campaigns'>;
  readonly slot: number;
  /** One person again (a line cut, a badge lost), whether their code was used or not; absent: all who have not come yet. */
  readonly signup?: number | undefined;
}

/** Under which codes are marked: another name would make every badge void. */
const MARK_NAME = 'shift-code';

/** The keyed digest by which a code is known. */
export async function markOfCode(secrets: Secrets, code: string): Promise<string> {
  const [mark = ''] = await secrets.marks(MARK_NAME, [code]);
  return mark;
}

async function toPrint(rows: StoreReader, { slot, signup }: BadgeRequest): Promise<readonly SignupFacts[]> {
  const held = (await rows.slots.signups(slot)).filter(({ state }) => state === 'held');
  if (signup === undefined) return held.filter(({ account }) => account === null);
  const one = held.filter(({ id }) => id === signup);
  if (one.length > 0) return one;
  throw signupUnknown();
}

/** No two alike: the same four bytes twice in a hall are drawn again. */
function drawn(chance: Chance, count: number): readonly string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(shiftCodeOf(Buffer.from(chance.token(4), 'base64url')));
  return [...codes];
}

function nobody(): AppError {
  return new AppError({
    code: 'badges-none',
    kind: 'conflict',
    message: 'Personne n’attend de badge dans ce créneau.',
    hint: 'Inscrivez d’abord : plateau slot sign-up. Pour un badge perdu : --signup NUMÉRO.',
  });
}

/**
 * Draws a new code for each: what their badges say, once, since only keyed digests of the codes are kept. Those drawn before
 * for the same people open nothing any more. AppErrors `slot-unknown`, `signup-unknown`, `badges-none`.
 */
export async function drawCodes(
  { store, clock, chance, secrets }: Omit<Deps, 'documents'>,
  request: BadgeRequest,
): Promise<BadgeSheet> {
  const { account, slot: id } = request;
  const nowMs = clock.nowMs();
  const count = (await store.read((rows) => toPrint(rows, request))).length;
  const codes = drawn(chance, count);
  const marks = await secrets.marks(MARK_NAME, codes);
  return await store.write(async (rows) => {
    const slot = await slotReached(rows, { account, verb: 'badges', slot: id });
    const people = (await toPrint(rows, request)).slice(0, count);
    if (people.length === 0) throw nobody();
    for (const [at, { id: signup }] of people.entries()) {
      await rows.slots.voidCodes(signup, nowMs);
      await rows.slots.addCode({ hash: marks[at] ?? '', signup, author: account.id, atMs: nowMs });
    }
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    await note('slot.badges', String(id), { campaign: slot.campaign, detail: { badges: people.length } });
    const { settings } = await lineOfCampaign(rows, slot.campaign);
    const names = await rows.slots.names(people.map((one) => one.id));
    const when = slotWords(slot, countryFacts(settings.country).zone);
    return {
      campaign: settings.name,
      note: 'Une fois, à un poste du site, pour ce créneau seulement.',
      createdAtMs: nowMs,
      badges: people.map((one, at) => {
        return { person: names.get(one.id) ?? '', site: slot.site, when, code: codes[at] ?? '' };
      }),
    };
  });
}

/** The badges of `drawCodes`, as a PDF. */
export async function drawBadges(
  deps: Deps,
  request: BadgeRequest,
): Promise<{ readonly pdf: Uint8Array; readonly badges: number }> {
  const sheet = await drawCodes(deps, request);
  return { pdf: await deps.documents.badges(sheet), badges: sheet.badges.length };
}
