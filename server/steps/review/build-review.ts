import { inTurn } from '../../../shared/in-turn.ts';
import type { Period } from '../../../shared/time.ts';
import { reviewFileName } from '../../domain/files/delivery-names.ts';
import { countedAgreements } from '../../domain/indicators/agreement-sums.ts';
import { campaignCharts } from '../../domain/report/campaign-week.ts';
import { crossChart } from '../../domain/report/charts-cross.ts';
import type { CrossOf } from '../../domain/report/cross-sheet.ts';
import { type FollowedDecision, followDecision } from '../../domain/review/review-decisions.ts';
import { type ReviewFacts, reviewOf } from '../../domain/review/review-facts.ts';
import { reviewPage } from '../../domain/review/review-page.ts';
import { reviewWorkbook } from '../../domain/review/review-workbook.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import {
  type CharitiesWeekRequest,
  type CharityWeek,
  type CharityWeekRequest,
  charityWeek,
  forCharities,
  recordedUnder,
} from '../delivery/charity-week.ts';
import { type CharityReportDeps, weeksOf } from '../delivery/deliver-charity-report.ts';
import { type DeliveryResult, deliverWorkbook, takeUpDelivery } from '../delivery/deliver-workbook.ts';
import { crossed } from '../indicators/read-crossing.ts';

export interface DeliveredReview {
  /** The page. */
  readonly page: DeliveryResult;
  /** Its figures. */
  readonly figures: DeliveryResult;
}

/**
 * The review pack of a charity's week: a page and its figures, to the drop. Twice for one week sends nothing:
 * decisions taken since are in the next one. AppErrors of `charityWeek` and `deliverWorkbook`.
 */
export async function deliverReview(
  deps: CharityReportDeps,
  request: CharityWeekRequest,
): Promise<DeliveredReview> {
  const target = await charityWeek(deps, request);
  const { charity, week } = target;
  const { actor } = request;
  const campaign = await deps.store.read((rows) => recordedUnder(rows, target, 'review'));
  const key = { campaign: campaign.code, period: week, actor };
  const known = await takeUpDelivery(deps, { ...key, kind: 'review' });
  const knownFigures = await takeUpDelivery(deps, { ...key, kind: 'review-figures' });
  if (known && knownFigures) return { page: known, figures: knownFigures };
  const facts = await reviewFacts(deps, target);
  const spec = reviewWorkbook(facts, await crossingsOf(deps, target));
  const common = { campaign, period: week, rows: facts.campaigns.length, lines: [], actor };
  const page =
    known ??
    (await deliverWorkbook(deps, {
      ...common,
      kind: 'review',
      fileName: reviewFileName(charity, week, 'html'),
      spec: { ...spec, sheets: [] },
      page: new TextEncoder().encode(await pageOf(deps, facts)),
    }));
  const figures =
    knownFigures ??
    (await deliverWorkbook(deps, {
      ...common,
      kind: 'review-figures',
      fileName: reviewFileName(charity, week, 'xlsx'),
      spec,
    }));
  return { page, figures };
}

/** What every review crosses: what may lead to an exclusion, and who gives how much. */
const CROSSED = [
  ['profil', 'theme'],
  ['anciennete', 'tranche'],
] as const;

/** Those of the campaigns of the week, each with its picture. */
async function crossingsOf(
  { store, charts }: Pick<CharityReportDeps, 'store' | 'charts'>,
  { campaigns, period: { toMs } }: CharityWeek,
): Promise<readonly CrossOf[]> {
  const tables = await store.read((rows) =>
    inTurn.flatMap(campaigns, (campaign) =>
      inTurn.map(CROSSED, async (dimensions) => ({
        campaign: campaign.code,
        table: await crossed(rows, campaign, { dimensions, toMs }),
      })),
    ),
  );
  return Promise.all(
    tables.map(async (one) => {
      const spec = crossChart(one.table);
      return { ...one, picture: { spec, png: await charts.png(spec) } };
    }),
  );
}

/** For the charity of the request, or for every one in care. */
export function deliverReviews(
  deps: CharityReportDeps,
  request: CharitiesWeekRequest,
): Promise<readonly DeliveredReview[]> {
  return forCharities(deps, request, (one) => deliverReview(deps, one));
}

/** For the charity of the request, or for every one in care. */
export function previewReviews(
  deps: PreviewDeps,
  request: CharitiesWeekRequest,
): Promise<readonly ReviewPreview[]> {
  return forCharities(deps, request, (one) => previewReview(deps, one));
}

type PreviewDeps = Pick<CharityReportDeps, 'store' | 'clock' | 'charts'>;

export interface ReviewPreview {
  readonly fileName: string;
  readonly html: string;
}

/** The page as it would leave now, for reading before the meeting: nothing is kept or sent. */
async function previewReview(deps: PreviewDeps, request: CharityWeekRequest): Promise<ReviewPreview> {
  const target = await charityWeek(deps, request);
  const html = await pageOf(deps, await reviewFacts(deps, target));
  return { fileName: reviewFileName(target.charity, target.week, 'html'), html };
}

async function reviewFacts(
  deps: Pick<CharityReportDeps, 'store' | 'clock'>,
  target: CharityWeek,
): Promise<ReviewFacts> {
  const { charity, week, period, campaigns } = target;
  const weeks = await weeksOf(deps, target);
  const decisions = await deps.store.read(
    async (rows) =>
      new Map(
        await inTurn.map(campaigns, async (campaign) => [
          campaign.code,
          await followed(rows, campaign, period.toMs),
        ]),
      ),
  );
  return {
    charity: { code: charity, name: campaigns[0]?.settings.charity.name ?? charity },
    week,
    campaigns: weeks.map((one) => reviewOf(one, decisions.get(one.code) ?? [])),
    createdAtMs: period.toMs,
  };
}

/** Decisions taken by the end of the week, each with the counts before it and since, up to that end. */
async function followed(
  rows: StoreReader,
  { code }: CampaignRow,
  toMs: number,
): Promise<readonly FollowedDecision[]> {
  // Before a decision and since, each agreement counts as it stands at the end of the week.
  const counted = countedAgreements(await rows.agreements.ofCampaign(code), toMs);
  const counts = async (period: Period) => ({
    talks: await rows.insights.talks(code, period),
    agreements: counted.filter(({ endedAtMs }) => endedAtMs >= period.fromMs && endedAtMs < period.toMs),
    calls: await rows.insights.callsByHour(code, period),
  });
  return await inTurn.map(
    (await rows.decisions.ofCampaign(code)).filter((decision) => decision.atMs < toMs),
    async (decision) =>
      followDecision(decision, {
        before: await counts({ fromMs: 0, toMs: decision.atMs }),
        since: await counts({ fromMs: decision.atMs, toMs }),
      }),
  );
}

async function pageOf({ charts }: Pick<CharityReportDeps, 'charts'>, facts: ReviewFacts): Promise<string> {
  const pictures = await Promise.all(
    facts.campaigns.map(async (one) => {
      const drawn = campaignCharts(one).map(async (spec) => ({ spec, svg: await charts.svg(spec) }));
      return [one.code, await Promise.all(drawn)] as const;
    }),
  );
  return reviewPage(facts, new Map(pictures));
}
