import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { LimitTold, ShownLimit } from '../../../shared/line-board.ts';
import { limitName } from '../../domain/line/dialplan-text.ts';
import { type HeldLimit, heldLimits } from '../../domain/line/line-limits.ts';
import { routeAt, saidWhen } from '../../domain/line/line-routes.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Telephony } from '../../ports/telephony.ts';
import { campaignNotOpen, mayView, requireLine, unknownCampaign } from '../find-campaign.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { lineSight, seesSite } from './line-sight.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly telephony: Pick<Telephony, 'hasPbx' | 'setLimit'>;
}

interface OfLine {
  readonly account: AccountRow;
  readonly campaign: string;
}

/** What a threshold was and is, and whether the PBX has it. */
export interface LimitChanged {
  readonly before: number;
  readonly max: number;
  readonly told: LimitTold;
}

/** Both ends of a rule are theirs: a partner's lead decides neither what overflows to them nor that all does. */
async function limitsReached(
  rows: StoreReader,
  { account, campaign }: OfLine,
): Promise<{ readonly line: LineRow; readonly limits: readonly HeldLimit[] }> {
  const line = await requireLine(rows, campaign);
  if (!mayView(account, campaign)) throw unknownCampaign();
  const sight = await lineSight(rows, account, campaign);
  const limits = heldLimits(line.settings, await rows.lines.limitChanges(campaign)).filter(
    ({ route }) => seesSite(sight, route.to) && seesSite(sight, route.overflow ?? route.to),
  );
  return { line, limits };
}

/** The thresholds that this person may change, in the order of the rules. AppErrors `campaign-unknown`, `campaign-not-line`. */
export async function readLimits(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  request: OfLine,
): Promise<readonly ShownLimit[]> {
  return await store.read(async (rows) => {
    const { line, limits } = await limitsReached(rows, request);
    const now = routeAt(line.settings, clock.nowMs())?.number;
    return await inTurn.map(limits, async ({ rule, route, planned, max, least, most, last }) => ({
      ...{ rule, planned, max, least, most, isNow: rule === now },
      ...{ to: route.to, overflow: route.overflow ?? '', when: saidWhen(route) },
      changed: last && {
        by: (await rows.accounts.byId(last.author))?.login ?? '',
        atMs: last.atMs,
      },
    }));
  });
}

/**
 * A rule keeps so many calls at once from now on, within the bounds of the folder: audited, told to the PBX. Said again it
 * changes nothing. AppErrors `limit-unknown`, `limit-bounds`, `campaign-not-open`, `custody-text`, those of `readLimits`.
 */
export async function changeLimit(
  deps: Deps,
  request: OfLine & { readonly rule: number; readonly max: number; readonly reason: string },
): Promise<LimitChanged> {
  const { account, campaign, rule, max, reason } = request;
  refusePersonalText(reason);
  const before = await deps.store.write(async (rows) => {
    const limit = await limitToChange(rows, request);
    if (max < limit.least || max > limit.most) throw outOfBounds(limit);
    if (max === limit.max) return max;
    const [author, atMs] = [account.id, deps.clock.nowMs()];
    await rows.lines.addLimit(campaign, { rule, max, before: limit.max, author, atMs });
    const detail = { rule, before: limit.max, max };
    await trail(rows, { actor: author, atMs })('line.limit', campaign, { campaign, reason, detail });
    return limit.max;
  });
  return { before, max, told: await tellLimit(deps, campaign, { rule, max }) };
}

/**
 * Takes back the last change of that rule: the one before it holds again, or the folder's. AppErrors `limit-unknown`,
 * `limit-unchanged`, `campaign-not-open`, those of `readLimits`.
 */
export async function undoLimit(
  deps: Deps,
  request: OfLine & { readonly rule: number },
): Promise<LimitChanged> {
  const { account, campaign, rule } = request;
  const { before, max } = await deps.store.write(async (rows) => {
    const limit = await limitToChange(rows, request);
    if (!limit.last) throw unchanged();
    const [author, atMs] = [account.id, deps.clock.nowMs()];
    await rows.lines.undoLimit(limit.last.id, { atMs, author });
    const after = await limitToChange(rows, request);
    const detail = { rule, before: limit.max, max: after.max };
    await trail(rows, { actor: author, atMs })('line.limit-undo', campaign, { campaign, detail });
    return { before: limit.max, max: after.max };
  });
  return { before, max, told: await tellLimit(deps, campaign, { rule, max }) };
}

/** Says every threshold of these lines to the PBX, which forgets them when it stops. Twice says the same. */
export async function tellLimits(
  deps: Pick<Deps, 'store' | 'telephony'>,
  lines: readonly LineSettings[],
): Promise<void> {
  for (const settings of lines) {
    const changes = await deps.store.read((rows) => rows.lines.limitChanges(settings.code));
    for (const limit of heldLimits(settings, changes)) await tellLimit(deps, settings.code, limit);
  }
}

async function tellLimit(
  { telephony }: Pick<Deps, 'telephony'>,
  campaign: string,
  { rule, max }: Pick<HeldLimit, 'rule' | 'max'>,
): Promise<LimitTold> {
  if (!telephony.hasPbx) return 'no-pbx';
  const done = await telephony.setLimit({ name: limitName(campaign, rule), max });
  return done === 'done' ? 'applied' : 'later';
}

async function limitToChange(
  rows: StoreReader,
  request: OfLine & { readonly rule: number },
): Promise<HeldLimit> {
  const { line, limits } = await limitsReached(rows, request);
  if (line.state !== 'open')
    throw campaignNotOpen({
      message: 'Cette ligne n’est plus ouverte : son débordement ne change plus.',
      hint: 'Voyez les lignes ouvertes : plateau line board.',
    });
  const found = limits.find(({ rule }) => rule === request.rule);
  if (found) return found;
  throw new AppError({
    code: 'limit-unknown',
    kind: 'not-found',
    message: 'Le débordement de cette règle ne se change pas, ou pas par vous.',
    hint: 'Celles qui se changent : plateau line overflow CAMPAGNE.',
  });
}

function outOfBounds({ least, most }: HeldLimit): AppError {
  return new AppError({
    code: 'limit-bounds',
    kind: 'invalid',
    message: `Ce seuil va de ${least} à ${most} : l’exploitation l’a borné dans le dossier.`,
    hint: 'Au-delà, demandez-lui de changer « maxBetween » et de recharger la ligne.',
  });
}

function unchanged(): AppError {
  return new AppError({
    code: 'limit-unchanged',
    kind: 'conflict',
    message: 'Ce seuil est celui du dossier : il n’y a rien à reprendre.',
    hint: 'Les seuils et leurs changements : plateau line overflow CAMPAGNE.',
  });
}
