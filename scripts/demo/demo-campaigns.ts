import type { CampaignKind } from '../../shared/campaign-kind.ts';
import type { Country } from '../../shared/country.ts';

/** A reference campaign as the demo plays it. */
interface DemoCampaign {
  /** Folder under `server/campaigns`. */
  readonly folder: string;
  readonly kind: CampaignKind;
  readonly country: Country;
  /** Records of the contract. */
  readonly records: number;
  /** Where its fictitious phone numbers start: one country's campaigns share none, or the second would be duplicates. */
  readonly firstRank: number;
}

/** 14,300 records in all. */
const DEMO_CAMPAIGNS: readonly DemoCampaign[] = [
  { folder: 'upgrade-fr', kind: 'upgrade', country: 'FR', records: 7300, firstRank: 0 },
  { folder: 'reactivation-be', kind: 'reactivation', country: 'BE', records: 1000, firstRank: 1300 },
  { folder: 'upgrade-be', kind: 'upgrade', country: 'BE', records: 1300, firstRank: 0 },
  { folder: 'upgrade-ch', kind: 'upgrade', country: 'CH', records: 1500, firstRank: 0 },
  { folder: 'reactivation-fr', kind: 'reactivation', country: 'FR', records: 3200, firstRank: 7300 },
];

/** Two kinds, two countries. */
const BY_DEFAULT = 2;

/** The volume that `--cards` names: that of the French upgrade; the others follow in proportion. */
export const CONTRACT_CARDS = 7300;

export interface CampaignVolume extends DemoCampaign {
  readonly cards: number;
}

/** The campaigns to play and how many donors each has; ten at least. */
export function campaignVolumes(cards: number, isAll: boolean): readonly CampaignVolume[] {
  return DEMO_CAMPAIGNS.slice(0, isAll ? undefined : BY_DEFAULT).map((campaign) => ({
    ...campaign,
    cards: Math.max(10, Math.round((campaign.records * cards) / CONTRACT_CARDS)),
  }));
}
