import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { SheetFacts } from './raw-sheet.ts';

/** What the rules of a contact file depend on. */
export interface ContactProfile {
  readonly settings: CampaignSettings;
  readonly kind: CampaignKind;
  readonly country: Country;
  /** The currency expected in that country. */
  readonly currency: Currency;
  readonly today: CivilDate;
  /** Numbers of days count from 1904 in the workbook that is read. */
  readonly date1904: boolean;
}

export function contactProfile(
  settings: CampaignSettings,
  today: CivilDate,
  { date1904 }: Pick<SheetFacts, 'date1904'> = { date1904: false },
): ContactProfile {
  const { kind, country } = settings;
  return { settings, kind, country, currency: countryFacts(country).currency, today, date1904 };
}
