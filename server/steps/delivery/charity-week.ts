import { CAMPAIGN_KINDS } from '../../../shared/campaign-kind.ts';
import { COUNTRIES } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate, type IsoWeek, type Period } from '../../../shared/time.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { DeliveryKind } from '../../ports/rows/deliveries.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type DeliverDeps, weekOfRequest } from './deliver-weekly.ts';

/** What one charity is owed for one week, all campaigns together. */
export interface CharityWeekRequest {
  /** `{ORG}`. */
  readonly charity: string;
  /** Default: the week before the present one. */
  readonly week?: IsoWeek | undefined;
  readonly actor: string;
}

/** The same for one charity, or for all in care when none is named. */
export type CharitiesWeekRequest = Omit<CharityWeekRequest, 'charity'> & {
  readonly charity?: string | undefined;
};

/** Does that for each charity of the request, one after the other. AppError `charity-without-campaign` when there is none. */
export async function forCharities<T>(
  deps: Pick<DeliverDeps, 'store'>,
  request: CharitiesWeekRequest,
  act: (request: CharityWeekRequest) => Promise<T>,
): Promise<readonly T[]> {
  const charities = request.charity ? [request.charity] : await deps.store.read(charitiesInCare);
  if (charities.length === 0) throw withoutCampaign();
  const done: T[] = [];
  for (const charity of charities) done.push(await act({ ...request, charity }));
  return done;
}

export interface CharityWeek {
  readonly charity: string;
  readonly week: IsoWeek;
  readonly period: Period;
  /** Open or closed, begun by the end of the week: upgrades first, France, Belgium, Switzerland. */
  readonly campaigns: readonly CampaignRow[];
}

/** The charity's campaigns of a week that is over. AppErrors `week-unknown`, `week-not-over`, `charity-without-campaign`. */
export async function charityWeek(
  deps: Pick<DeliverDeps, 'store' | 'clock'>,
  request: CharityWeekRequest,
): Promise<CharityWeek> {
  const { week, period } = weekOfRequest(deps, request);
  const campaigns = await deps.store.read((rows) => campaignsOfWeek(rows, request.charity, period));
  if (campaigns.length === 0) throw withoutCampaign();
  return { charity: request.charity, week, period, campaigns };
}

async function campaignsOfWeek(
  rows: StoreReader,
  charity: string,
  period: Period,
): Promise<readonly CampaignRow[]> {
  const lastDay = civilDate(period.toMs - 1);
  return (await rows.campaigns.all())
    .filter((row) => row.charity === charity && (row.state === 'open' || row.state === 'closed'))
    .filter((row) => row.createdAtMs < period.toMs && row.settings.starts <= lastDay)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.code < b.code ? -1 : 1));
}

function rankOf({ kind, country }: CampaignRow): number {
  return CAMPAIGN_KINDS.indexOf(kind) * COUNTRIES.length + COUNTRIES.indexOf(country);
}

/** Charities with a campaign open or closed, in order. */
async function charitiesInCare(rows: StoreReader): Promise<readonly string[]> {
  const cared = (await rows.campaigns.all()).filter((row) => row.state === 'open' || row.state === 'closed');
  return [...new Set(cared.map((row) => row.charity))].sort();
}

/**
 * The campaign under whose code a charity-wide file is recorded: that of the file if it stands already (whatever campaigns
 * came or went since, so that twice sends nothing twice), else the first of the week.
 */
export async function recordedUnder(
  rows: StoreReader,
  { charity, week, campaigns }: CharityWeek,
  kind: DeliveryKind,
): Promise<CampaignRow> {
  const holder = await inTurn.find(
    await rows.campaigns.all(),
    async (row) =>
      row.charity === charity && (await rows.deliveries.find(row.code, kind, week)) !== undefined,
  );
  const campaign = holder ?? campaigns[0];
  if (!campaign) throw withoutCampaign();
  return campaign;
}

function withoutCampaign(): AppError {
  return new AppError({
    code: 'charity-without-campaign',
    kind: 'not-found',
    message: 'Aucune campagne n’est en cours pour cette association cette semaine-là.',
    hint: 'Vérifiez le code de l’association et la semaine : plateau status.',
  });
}
