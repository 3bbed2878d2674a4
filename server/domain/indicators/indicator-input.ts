import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { AgreementSums } from './agreement-sums.ts';
import type { ClosedByCode } from './indicator-counters.ts';

/** What one span of time gives: an ISO week, or everything up to its end. */
export interface IndicatorSpan {
  /** Records whose final disposition was set in the span, by code: T is dated by closing. */
  readonly closed: ClosedByCode;
  /** Records tried at least once in the span; read only under the definition `ATTEMPTED`. */
  readonly attempted: number;
  /** Calls with a pitched final disposition that ended in the span: flow figures are dated by end of call. */
  readonly pitchedCalls: number;
  readonly oneOffMinor: number;
  /** Logged in and calling; breaks and training excluded. */
  readonly productionSeconds: number;
  /** Counts and monthly amounts of the agreements, each of one standing. */
  readonly agreements: AgreementSums;
  /** Only of a campaign that thanks. */
  readonly thanks?: ThanksCounts;
}

/** What calls of thanks bring besides their endings, by calls ended in the span. */
interface ThanksCounts {
  /** The donor corrected their contact data. */
  readonly corrected: number;
  /** Calls in which each answer to the question of satisfaction was noted. */
  readonly satisfaction: ReadonlyMap<string, number>;
}

/** Everything the 14 indicators need, for one campaign (one kind, one country, one currency). */
export interface IndicatorInput {
  readonly kind: CampaignKind;
  readonly country: Country;
  readonly currency: Currency;
  readonly targets: CampaignSettings['targets'];
  readonly definitions: CampaignSettings['definitions'];
  /** L: every line of the accepted contact files. */
  readonly delivered: number;
  /** P: the lines that could be called; cumulative, closing one does not remove it. */
  readonly callable: number;
  /** Over the records of the delivered file: how many, and the sum of their monthly gifts. */
  readonly fileRecords: number;
  readonly fileMonthlyMinor: number;
  readonly period: IndicatorSpan;
  readonly cumulated: IndicatorSpan;
}
