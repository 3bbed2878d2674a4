import { AppError } from '../../../shared/errors.ts';
import { type IsoWeek, isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import { profileDimensions, smallestClass } from '../../domain/campaign/profile-settings.ts';
import { countedAgreements } from '../../domain/indicators/agreement-sums.ts';
import { type CrossAxis, crossAxes, teamsOf } from '../../domain/indicators/cross-axes.ts';
import {
  CROSS_MEASURES,
  type CrossMeasure,
  type CrossTable,
  crossTable,
} from '../../domain/indicators/cross-table.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { campaignInView, weekUnknown } from '../find-campaign.ts';

export interface CrossingRequest {
  readonly campaign: string;
  /** Keys of two dimensions: rows, then columns. */
  readonly dimensions: readonly string[];
  /** Default: agreements among useful contacts. */
  readonly ratio?: string | undefined;
  /** From the beginning to the end of that week; default: the present one. */
  readonly week?: IsoWeek | undefined;
  readonly account: AccountRow;
}

export interface CampaignCrossing {
  readonly campaign: string;
  readonly name: string;
  readonly week: IsoWeek;
  readonly table: CrossTable;
}

export interface CrossingDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Two dimensions of a campaign's calls crossed, from its beginning to the end of a week. One read of the calls; no
 * record is opened. AppErrors `campaign-unknown`, `campaign-purged`, `week-unknown`, `dimension-unknown`, `dimension-twice`,
 * `measure-unknown`.
 */
export async function readCrossing(deps: CrossingDeps, request: CrossingRequest): Promise<CampaignCrossing> {
  const week = request.week ?? isoWeekOf(deps.clock.nowMs());
  const period = periodOfIsoWeek(week);
  if (!period) throw weekUnknown();
  return await deps.store.survey(async (rows) => {
    const campaign = await campaignInView(rows, request.campaign, request.account);
    const { code, name } = campaign;
    return {
      campaign: code,
      name,
      week,
      table: await crossed(rows, campaign, { ...request, toMs: period.toMs }),
    };
  });
}

/** The same of calls ended before `toMs`, within one `store.read`. Its AppErrors but those of campaign and week. */
export async function crossed(
  rows: StoreReader,
  campaign: CampaignRow,
  request: Pick<CrossingRequest, 'dimensions' | 'ratio'> & { readonly toMs: number },
): Promise<CrossTable> {
  const { code, settings } = campaign;
  const { toMs } = request;
  const axes = crossAxes(profileDimensions(settings));
  const [first, second] = axesOf(request.dimensions, axes);
  const measure = measureOf(request.ratio);
  const counts = await rows.insights.crossed(code, { fromMs: 0, toMs }, [first.column, second.column]);
  const agreed = countedAgreements(await rows.agreements.ofCampaign(code), toMs).map(({ callId }) => callId);
  const agents = (await rows.accounts.all()).filter(({ role }) => role === 'agent');
  const context = { scripts: await rows.campaigns.scripts(code), teams: teamsOf(agents) };
  const least = smallestClass(settings);
  return crossTable(counts, {
    rows: first,
    columns: second,
    measure,
    context,
    agreed: new Set(agreed),
    least,
  });
}

function axesOf(keys: readonly string[], axes: readonly CrossAxis[]): readonly [CrossAxis, CrossAxis] {
  const found = keys.map((key) => {
    const axis = axes.find((one) => one.key === key);
    if (!axis) throw unknownDimension(axes);
    return axis;
  });
  const [first, second] = found;
  if (!first || !second || found.length !== 2) throw unknownDimension(axes);
  if (first === second) {
    throw new AppError({
      code: 'dimension-twice',
      kind: 'invalid',
      message: 'Une dimension ne se croise pas avec elle-même.',
      hint: 'Donnez-en deux différentes, par exemple --by profil,theme.',
    });
  }
  return [first, second];
}

function unknownDimension(axes: readonly CrossAxis[]): AppError {
  const keys = axes.map(({ key }) => key).join(', ');
  return new AppError({
    code: 'dimension-unknown',
    kind: 'invalid',
    message: 'Cette campagne n’a pas cette dimension.',
    hint: `Deux parmi : ${keys}.`,
  });
}

function measureOf(key: string | undefined): CrossMeasure {
  const found = CROSS_MEASURES.find((one) => key === undefined || one.key === key);
  if (found) return found;
  const keys = CROSS_MEASURES.map((one) => one.key).join(', ');
  throw new AppError({
    code: 'measure-unknown',
    kind: 'invalid',
    message: 'Cette mesure n’existe pas.',
    hint: `Une parmi : ${keys}.`,
  });
}
