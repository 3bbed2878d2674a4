import { asksSomething, type CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { ClassFigures } from '../indicators/class-figures.ts';
import type { Forecast } from '../indicators/indicator-forecast.ts';
import type { IndicatorInput } from '../indicators/indicator-input.ts';
import { contactSlots } from '../indicators/insight-counts.ts';
import type { SatisfactionFigure } from '../indicators/satisfaction-figures.ts';
import { type CampaignInsights, funnelOf, progressOf, themeCounts } from './campaign-insights.ts';
import { contactSlotsChart } from './charts-contact-slots.ts';
import { funnelChart } from './charts-funnel.ts';
import { heardChart } from './charts-heard.ts';
import { progressChart } from './charts-progress.ts';
import type { ChartSpec } from './charts-style.ts';
import { themesChart } from './charts-themes.ts';
import type { ConfirmationCounts } from './confirmation-figures.ts';

/** A campaign at the end of a week, as report and review pack read it. No donor in it. */
export interface CampaignWeek {
  readonly code: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly country: Country;
  readonly starts: CivilDate;
  readonly ends: CivilDate;
  /** First day that is not counted yet. */
  readonly asOf: CivilDate;
  readonly retentionDays: number;
  /** Euros for one franc, for campaigns in CHF. */
  readonly eurPerChf: number | undefined;
  readonly input: IndicatorInput;
  /** Undefined before the first day. */
  readonly days: Pick<Forecast, 'elapsedDays' | 'totalDays'> | undefined;
  /** Undefined before the first day too, and once it is closed. */
  readonly forecast: Forecast | undefined;
  readonly insights: CampaignInsights;
  /** The lead's word of the week, once approved. */
  readonly comment: string | undefined;
  /** Classes of the declared profiles, since the beginning; none where the campaign declares none. */
  readonly classes: readonly ClassFigures[];
  /** How donors lived the calls. */
  readonly satisfaction: readonly SatisfactionFigure[];
  readonly confirmations: { readonly period: ConfirmationCounts; readonly cumulated: ConfirmationCounts };
}

/** The pictures of a campaign, in reading order: themes where something is asked, the last one once something was heard. */
export function campaignCharts(week: CampaignWeek): readonly ChartSpec[] {
  const { input, insights, forecast, starts, ends, asOf } = week;
  const closings = insights.closingsByHour;
  return [
    progressChart(progressOf({ input, closings, starts, ends, asOf, forecast })),
    funnelChart(funnelOf(input, insights.called)),
    contactSlotsChart(contactSlots(insights.callsByHour)),
    ...(asksSomething(week.kind) ? [themesChart(themeCounts(insights), insights.themesForSome)] : []),
    ...(insights.heard.length === 0 ? [] : [heardChart(insights.heard)]),
  ];
}

/** A picture drawn, to be laid on a sheet or in a page. */
export interface DrawnChart {
  readonly spec: ChartSpec;
  readonly png: Uint8Array;
}
