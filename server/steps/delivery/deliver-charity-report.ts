import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { charityReportsDue } from '../../domain/delivery/charity-schedule.ts';
import { charityReportFileName } from '../../domain/files/delivery-names.ts';
import { type CampaignWeek, campaignCharts, type DrawnChart } from '../../domain/report/campaign-week.ts';
import { charityReport } from '../../domain/report/charity-report.ts';
import type { Charts } from '../../ports/charts.ts';
import { readCampaignWeek } from '../indicators/read-campaign-week.ts';
import {
  type CharitiesWeekRequest,
  type CharityWeek,
  type CharityWeekRequest,
  charityWeek,
  forCharities,
  recordedUnder,
} from './charity-week.ts';
import type { DeliverDeps } from './deliver-weekly.ts';
import { type DeliveryResult, deliverWorkbook, takeUpDelivery } from './deliver-workbook.ts';

export type CharityReportDeps = DeliverDeps & { readonly charts: Charts };

/**
 * The weekly report of all campaigns of a charity, with pictures, to its drop. Twice for one week sends nothing.
 * AppErrors of `charityWeek` and `deliverWorkbook`.
 */
async function deliverCharityReport(
  deps: CharityReportDeps,
  request: CharityWeekRequest,
): Promise<DeliveryResult> {
  const target = await charityWeek(deps, request);
  const { week, period, charity } = target;
  const campaign = await deps.store.read((rows) => recordedUnder(rows, target, 'charity-report'));
  const key = {
    campaign: campaign.code,
    kind: 'charity-report',
    period: week,
    actor: request.actor,
  } as const;
  const known = await takeUpDelivery(deps, key);
  if (known) return known;
  const weeks = await weeksOf(deps, target);
  const campaigns = await Promise.all(
    weeks.map(async (one) => ({ ...one, charts: await drawn(deps.charts, one) })),
  );
  return deliverWorkbook(deps, {
    campaign,
    kind: 'charity-report',
    period: week,
    fileName: charityReportFileName(charity, week),
    spec: charityReport({ charity, week, campaigns, createdAtMs: period.toMs }),
    rows: campaigns.length,
    lines: [],
    actor: request.actor,
  });
}

/** For the charity of the request, or for every one in care. */
export function deliverCharityReports(
  deps: CharityReportDeps,
  request: CharitiesWeekRequest,
): Promise<readonly DeliveryResult[]> {
  return forCharities(deps, request, (one) => deliverCharityReport(deps, one));
}

/** The schedule's turn: what is owed leaves, oldest first; a report that fails is logged and tried again at the next turn. */
export async function deliverCharityReportsDue(
  deps: CharityReportDeps,
  request: { readonly actor: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const due = await deps.store.read(async (rows) => {
    const campaigns = await rows.campaigns.all();
    const delivered = await inTurn.flatMap(campaigns, (campaign) => rows.deliveries.all(campaign.code));
    return charityReportsDue({ campaigns, delivered, nowMs: deps.clock.nowMs() });
  });
  let failed = 0;
  for (const one of due) {
    try {
      await deliverCharityReport(deps, { ...one, actor: request.actor });
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      deps.log.error('delivery.failed', { kind: 'charity-report', week: one.week, code: error.code });
    }
  }
  return { delivered: due.length - failed, failed };
}

/** Every campaign of the charity at the end of the week, in one snapshot. */
export async function weeksOf(
  deps: Pick<CharityReportDeps, 'store' | 'clock'>,
  { campaigns, period }: CharityWeek,
): Promise<readonly CampaignWeek[]> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.read((rows) =>
    inTurn.map(campaigns, (campaign) => readCampaignWeek(rows, { campaign, period, nowMs })),
  );
}

function drawn(charts: Charts, week: CampaignWeek): Promise<DrawnChart[]> {
  return Promise.all(campaignCharts(week).map(async (spec) => ({ spec, png: await charts.png(spec) })));
}
