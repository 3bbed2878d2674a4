import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/** What the rules of a contact file depend on. */
export interface ContactProfile {
  readonly settings: CampaignSettings;
  readonly kind: CampaignKind;
  readonly country: Country;
  /** The currency expected in that country. */
  readonly currency: Currency;
  readonly today: CivilDate;
}

export function contactProfile(settings: CampaignSettings, today: CivilDate): ContactProfile {
  const { kind, country } = settings;
  return { settings, kind, country, currency: countryFacts(country).currency, today };
}
