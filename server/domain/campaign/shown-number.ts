import type { Country } from '../../../shared/country.ts';
import { formatNational } from '../../../shared/phone.ts';
import type { CampaignSettings } from './campaign-settings.ts';

/** The number that the campaign's donors see when they are called, as it is dialled in their country; undefined: none is set. */
export function shownNumber(campaign: {
  readonly country: Country;
  readonly settings: Pick<CampaignSettings, 'callerNumber'>;
}): string | undefined {
  const { callerNumber } = campaign.settings;
  return callerNumber === undefined ? undefined : formatNational(callerNumber, campaign.country);
}
