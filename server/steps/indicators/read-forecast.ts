import { civilDate, zoned } from '../../../shared/time.ts';
import { type Forecast, forecast } from '../../domain/indicators/indicator-forecast.ts';
import type { IndicatorInput } from '../../domain/indicators/indicator-input.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type FiguresRequest, readFigures } from './read-figures.ts';

/**
 * Where the campaign ends at the pace of the days that are done: of a running week, what was closed before today
 * counts, as the days do. Undefined before the first day, and once the campaign was closed. `input` is that of the request.
 */
export async function readForecast(
  rows: StoreReader,
  request: FiguresRequest,
  input: IndicatorInput,
): Promise<Forecast | undefined> {
  const { campaign, period, nowMs } = request;
  const { starts, ends } = campaign.settings;
  if (isClosedBy(request)) return undefined;
  const toMs = Math.min(period.toMs, zoned(nowMs).startOfDay().epochMilliseconds);
  const fromMs = Math.min(period.fromMs, toMs);
  const done =
    toMs === period.toMs ? input : (await readFigures(rows, { ...request, period: { fromMs, toMs } })).input;
  return forecast(done, { starts, ends, asOf: civilDate(toMs) });
}

/** Closed by the end of the week, or by now. Campaigns closed by an old version have no date: they are. */
function isClosedBy({ campaign, period, nowMs }: FiguresRequest): boolean {
  if (campaign.state === 'open') return false;
  return (campaign.closedAtMs ?? 0) < Math.min(period.toMs, nowMs + 1);
}
