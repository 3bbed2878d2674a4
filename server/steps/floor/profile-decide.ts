import { AppError } from '../../../shared/errors.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import {
  currentClasses,
  type Profiled,
  profileDimensions,
  smallestClass,
} from '../../domain/campaign/profile-settings.ts';
import { smallClasses } from '../../domain/floor/class-sizes.ts';
import { type NamedClass, parseProfileFilter } from '../../domain/floor/profile-filter.ts';
import { excludedState, type ProfilePlan, profilePlan } from '../../domain/floor/profile-plan.ts';
import { WITHDRAWN } from '../../domain/lists/withdrawal.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ProfiledRecord, ProfileRow } from '../../ports/rows/profiles.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { openCampaignInView } from '../find-campaign.ts';
import { trail } from '../trail.ts';

export interface ProfileDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
}

export interface ProfileRequest {
  readonly account: AccountRow;
  readonly campaign: string;
  readonly kind: 'exclude' | 'priority';
  /** `profile-filter`. */
  readonly where: string;
  /** 1 to 9, of a priority. */
  readonly weight?: number | undefined;
  readonly reason: string;
  /** False: nothing changes, the counts are those of the moment. */
  readonly apply: boolean;
}

export type ProfileResult = Omit<ProfilePlan<ProfiledRecord>, 'records'> & {
  /** Null: nothing changed. */
  readonly id: string | null;
  readonly records: number;
};

/**
 * Excludes a profile of donors, or gives it priority: the same plan dry and applied, all or nothing in one transaction.
 * Excluded records are withdrawn (EF_RETRAIT) and are no longer served; those on a screen, set aside or still entering are
 * left and counted. Records that come later are not concerned: the same filter again takes them. AppErrors `filter-invalid`,
 * `profile-empty` (applied to nothing), `profile-class-small`, `profile-too-few` (a class would single somebody out),
 * `profile-words`, `campaign-unknown`, `campaign-purged`, `campaign-not-open`.
 */
export async function decideProfile(deps: ProfileDeps, request: ProfileRequest): Promise<ProfileResult> {
  refuseReason(request.reason);
  if (!request.apply)
    return await deps.store.read(async (rows) => said(await planOf(rows, request, deps.clock.nowMs()), null));
  const id = profileId(deps.chance);
  return await deps.store.write(async (rows) => {
    const atMs = deps.clock.nowMs();
    const plan = await planOf(rows, request, atMs);
    if (plan.records.length === 0) throw nothingThere();
    const { campaign, kind, where, reason, account } = request;
    const weight = kind === 'priority' ? (request.weight ?? 1) : null;
    const row = profileRow({ id, campaign, kind, filter: where, weight, atMs, author: account.id, reason });
    await rows.profiles.add(
      { ...row, records: plan.records.length },
      plan.records.map(({ id: recordId, disposition, owner }) => ({ recordId, disposition, owner })),
    );
    if (kind === 'exclude') await exclude(rows, plan, { atMs, campaign });
    else await rows.profiles.setPriorities(id);
    await auditProfile(rows, row, { action: kind, records: plan.records.length });
    return said(plan, id);
  });
}

/** A line that nobody has undone. */
export function profileRow(
  row: Omit<ProfileRow, 'records' | 'undoneAtMs' | 'undoneBy' | 'undoneReason'>,
): ProfileRow {
  return { ...row, records: 0, undoneAtMs: null, undoneBy: null, undoneReason: null };
}

/** Short enough to be typed; a second one of the same would be refused by its key. */
export function profileId(chance: Chance): string {
  return `P${chance.uuid().replaceAll('-', '').slice(0, 8)}`;
}

interface ProfileNote {
  readonly action: 'exclude' | 'priority' | 'theme';
  readonly records: number;
}

/** One line of the audit log for what was decided; no record is named, only how many. */
export async function auditProfile(
  rows: StoreWriter,
  row: Pick<ProfileRow, 'campaign' | 'id' | 'atMs' | 'author' | 'reason' | 'filter' | 'weight'>,
  { action, records }: ProfileNote,
): Promise<void> {
  const { campaign, id: subject, atMs, author: actor, reason, filter, weight } = row;
  const detail = { filter, records, ...(weight === null ? {} : { weight }) };
  await trail(rows, { actor, atMs })(`profile.${action}`, subject, { campaign, reason, detail });
}

async function planOf(
  rows: StoreReader,
  { campaign, account, where, kind }: ProfileRequest,
  nowMs: number,
): Promise<ProfilePlan<ProfiledRecord>> {
  const { code, settings } = await openCampaignInView(rows, campaign, account);
  const { filter, classes } = parseProfileFilter(where, profileDimensions(settings));
  const small =
    classes.length > 0 ? smallClasses(settings, await rows.profiles.classCounts(code)) : new Set();
  const tooSmall = classes.find(({ profile, code: one }) => small.has(`${profile} ${one}`));
  if (tooSmall) throw smallClass(tooSmall);
  const plan = profilePlan(await Array.fromAsync(asReadNow(rows.profiles.candidates(code), settings)), {
    filter,
    kind,
    nowMs,
  });
  if (classes.length === 0) return plan;
  const found = plan.records.length + plan.onScreen + plan.setAside + plan.entering;
  const least = smallestClass(settings);
  if (found > 0 && found < least) throw tooFew(least);
  return { ...plan, bySegment: plan.bySegment.filter(({ records }) => records >= least) };
}

/** With the classes that the campaign has now. */
async function* asReadNow(
  candidates: AsyncIterable<ProfiledRecord>,
  settings: Profiled,
): AsyncGenerator<ProfiledRecord> {
  for await (const one of candidates) yield { ...one, classes: currentClasses(settings, one.classes) };
}

function said({ records, ...plan }: ProfilePlan<ProfiledRecord>, id: string | null): ProfileResult {
  return { ...plan, id, records: records.length };
}

async function exclude(
  rows: StoreWriter,
  { records }: ProfilePlan<ProfiledRecord>,
  { atMs, campaign }: { readonly atMs: number; readonly campaign: string },
): Promise<void> {
  const lost = new Map<string, number>();
  for (const record of records) {
    const state = excludedState(record);
    await rows.records.update(record.id, {
      state,
      disposition: WITHDRAWN,
      closedAtMs: atMs,
      owner: null,
      hold: null,
    });
    if (record.owner !== null) lost.set(record.owner, (lost.get(record.owner) ?? 0) + 1);
  }
  for (const [agent, count] of lost) {
    const text = `Profil exclu de ${campaign} : ${count} de vos fiches ne sont plus à appeler.`;
    await rows.floor.addLiveEvent({ atMs, agent, event: { kind: 'record-moved', text } });
  }
}

/** A profile is spoken of, never a person. AppError `profile-words`. */
export function refuseReason(reason: string): void {
  const problem = noteProblem(reason);
  if (problem === undefined) return;
  throw new AppError({
    code: 'profile-words',
    kind: 'invalid',
    message: problem,
    hint: 'Un motif parle d’un profil et de ses chiffres, jamais d’une personne.',
  });
}

function nothingThere(): AppError {
  return new AppError({
    code: 'profile-empty',
    kind: 'conflict',
    message: 'Aucune fiche à changer ne répond à ce filtre.',
    hint: 'Sans --apply, la commande montre ce que le filtre trouve ; vérifiez les valeurs (segment, tranche…).',
  });
}

function smallClass({ profile, code }: NamedClass): AppError {
  return new AppError({
    code: 'profile-class-small',
    kind: 'conflict',
    message: `La classe ${code} de « ${profile} » a trop peu de donateurs : elle désignerait quelqu’un.`,
    hint: 'Réunissez-la avec une autre dans « profiles » de campaign.yaml, ou filtrez sans elle.',
  });
}

function tooFew(least: number): AppError {
  return new AppError({
    code: 'profile-too-few',
    kind: 'conflict',
    message: `Ce filtre lit une classe et trouve moins de ${least} fiches : il désignerait quelqu’un.`,
    hint: 'Élargissez-le, ou retirez-en la classe.',
  });
}
