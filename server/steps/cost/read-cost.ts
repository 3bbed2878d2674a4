import { AppError } from '../../../shared/errors.ts';
import { civilDate, type IsoWeek, isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import { costOf, hoursPlan, type Work } from '../../domain/cost/cost-of-work.ts';
import { type CampaignCost, costWorkbook } from '../../domain/cost/cost-workbook.ts';
import { campaignDays } from '../../domain/indicators/indicator-forecast.ts';
import type { IndicatorInput, IndicatorSpan } from '../../domain/indicators/indicator-input.ts';
import { spanFacts } from '../../domain/indicators/indicators.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { campaignInView, weekUnknown } from '../find-campaign.ts';
import { readFigures } from '../indicators/read-figures.ts';
import { type MadeFile, madeFile } from '../papers/paper-files.ts';

interface CostDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export interface CostRequest {
  readonly campaign: string;
  /** Default: the present week. */
  readonly week?: IsoWeek | undefined;
  readonly account: AccountRow;
}

/**
 * What a campaign cost in a week and since its beginning, under the rates of its settings. Reads only. AppErrors
 * `campaign-unknown`, `campaign-purged`, `week-unknown`, `rates-missing`.
 */
export async function readCost(deps: CostDeps, request: CostRequest): Promise<CampaignCost> {
  const nowMs = deps.clock.nowMs();
  const week = request.week ?? isoWeekOf(nowMs);
  const period = periodOfIsoWeek(week);
  if (!period) throw weekUnknown();
  const { row, input } = await deps.store.read(async (rows) => {
    const row = await campaignInView(rows, request.campaign, request.account);
    return { row, ...(await readFigures(rows, { campaign: row, period, nowMs })) };
  });
  const { rates, starts, ends } = row.settings;
  if (!rates) throw ratesMissing();
  const asOf = civilDate(Math.min(period.toMs, nowMs));
  const days = campaignDays({ starts, ends, asOf });
  const done = workOf(input, input.cumulated);
  return {
    campaign: row.code,
    name: row.name,
    currency: rates.currency,
    vatPercent: rates.vatPercent,
    week,
    isRunning: nowMs < period.toMs,
    period: costOf(rates, workOf(input, input.period), 'without-fixed'),
    cumulated: costOf(rates, done, 'with-fixed'),
    plan:
      (days && hoursPlan(rates, done.seconds, { elapsed: days.elapsedDays, total: days.totalDays })) ?? null,
  };
}

function workOf(input: IndicatorInput, span: IndicatorSpan): Work {
  const { seconds, useful, netAgreements } = spanFacts(input, span);
  return { seconds, usefulContacts: useful, agreements: netAgreements };
}

/** The same as a workbook; twice for a finished week gives the same bytes. AppErrors of `readCost`. */
export async function makeCostSheet(
  deps: CostDeps & { readonly workbooks: { readonly writer: WorkbookWriter } },
  request: CostRequest,
): Promise<MadeFile> {
  const cost = await readCost(deps, request);
  const createdAtMs = periodOfIsoWeek(cost.week)?.toMs ?? 0;
  const bytes = await deps.workbooks.writer.write(costWorkbook(cost, createdAtMs));
  return madeFile(`couts-${cost.campaign}-${cost.week}.xlsx`, bytes);
}

function ratesMissing(): AppError {
  return new AppError({
    code: 'rates-missing',
    kind: 'conflict',
    message: 'Cette campagne n’a pas de tarifs : son coût ne se calcule pas.',
    hint: 'Écrivez-les sous « rates » dans campaign.yaml (server/campaigns/README.md), puis rechargez la campagne.',
  });
}
