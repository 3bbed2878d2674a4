import type { Currency } from '../../../shared/currency.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Cost } from '../cost/cost-of-work.ts';
import type { Provider } from '../house/provider.ts';
import type { Estimate } from '../simulation/simulation-figures.ts';
import type { SimulationReach } from '../simulation/simulation-reach.ts';

/** One campaign of the offer: what was asked, what the simulation foresees, what that costs. */
export interface OfferedCampaign {
  readonly settings: CampaignSettings;
  readonly records: number;
  readonly agents: number;
  /** Version of the script whose page goes with the offer, and the page’s SHA-256. */
  readonly script: { readonly version: string; readonly file: string; readonly sha256: string };
  /** Means over the seeds; undefined where the simulation cannot tell. */
  readonly foreseen: {
    readonly processed: Estimate | undefined;
    readonly usefulOfProcessed: Estimate | undefined;
    readonly agreementsOfUseful: Estimate | undefined;
    readonly addedPerAgreementMinor: Estimate | undefined;
    readonly daysToFinish: Estimate | undefined;
    readonly callHours: Estimate | undefined;
  };
  readonly currency: Currency;
  /** Undefined without rates, or where the simulation cannot tell. */
  readonly price:
    | { readonly currency: Currency; readonly vatPercent: number; readonly cost: Cost }
    | undefined;
}

/** Everything the offer states. No donor, no secret. */
export interface OfferFacts {
  readonly provider: Provider;
  readonly campaigns: readonly OfferedCampaign[];
  readonly agents: number;
  readonly seeds: readonly number[];
  readonly reach: SimulationReach;
  readonly builtAtMs: number;
  readonly tool: string;
}

/** Prices added up, by currency: never one into the other. */
export function offerTotals(campaigns: readonly OfferedCampaign[]): ReadonlyMap<Currency, OfferTotal> {
  const totals = new Map<Currency, OfferTotal>();
  for (const { price } of campaigns) {
    if (!price) continue;
    const before = totals.get(price.currency) ?? { netMinor: 0, vatMinor: 0, grossMinor: 0 };
    totals.set(price.currency, {
      netMinor: before.netMinor + price.cost.netMinor,
      vatMinor: before.vatMinor + price.cost.vatMinor,
      grossMinor: before.grossMinor + price.cost.grossMinor,
    });
  }
  return totals;
}

export interface OfferTotal {
  readonly netMinor: number;
  readonly vatMinor: number;
  readonly grossMinor: number;
}
