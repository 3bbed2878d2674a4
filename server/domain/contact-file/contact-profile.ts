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
  /** Numbers of days count from 1904 in the workbook that is read. */
  readonly date1904: boolean;
  /** Columns that the file writes both day/month and month/day. */
  readonly doubted: ReadonlySet<string>;
  /** The cell being read is of such a column: a date that could be either says nothing. */
  readonly isOrderInDoubt?: true;
}

const NO_COLUMN: ReadonlySet<string> = new Set();

export function contactProfile(
  settings: CampaignSettings,
  today: CivilDate,
  { date1904 = false, doubted = NO_COLUMN }: Partial<Pick<ContactProfile, 'date1904' | 'doubted'>> = {},
): ContactProfile {
  const { kind, country } = settings;
  return { settings, kind, country, currency: countryFacts(country).currency, today, date1904, doubted };
}
