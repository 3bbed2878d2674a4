import { reportFileName } from '../../domain/files/delivery-names.ts';
import { reportWorkbook } from '../../domain/report/report-workbook.ts';
import { readFigures } from '../indicators/read-figures.ts';
import { readForecast } from '../indicators/read-forecast.ts';
import { type DeliverDeps, type WeekRequest, weekToDeliver } from './deliver-weekly.ts';
import { type DeliveryResult, deliverWorkbook, takeUpDelivery } from './deliver-workbook.ts';

/** The 14 indicators of a week and since the beginning, to the charity's drop. Refusals and repeats as `deliverWeekly`. */
export async function deliverReport(deps: DeliverDeps, request: WeekRequest): Promise<DeliveryResult> {
  const { campaign, week, period } = await weekToDeliver(deps, request);
  const { actor } = request;
  const known = await takeUpDelivery(deps, { campaign: campaign.code, kind: 'report', period: week, actor });
  if (known) return known;
  const nowMs = deps.clock.nowMs();
  const { input, calls, forecast } = await deps.store.survey(async (rows) => {
    const figures = await readFigures(rows, { campaign, period, nowMs });
    return { ...figures, forecast: await readForecast(rows, { campaign, period, nowMs }, figures.input) };
  });
  const spec = reportWorkbook({
    campaign,
    week,
    input,
    calls,
    forecast,
    createdAtMs: period.toMs,
  });
  return deliverWorkbook(deps, {
    campaign,
    kind: 'report',
    period: week,
    fileName: reportFileName({ ...campaign, charity: campaign.settings.charity.code }, week),
    spec,
    rows: 14,
    lines: [],
    actor,
  });
}
