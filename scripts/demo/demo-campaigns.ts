import type { CampaignKind } from '../../shared/campaign-kind.ts';
import type { Country } from '../../shared/country.ts';

/** A reference campaign as the demo plays it. */
interface DemoCampaign {
  /** Folder under `server/campaigns`. */
  readonly folder: string;
  readonly kind: CampaignKind;
  readonly country: Country;
  /** Records of the contract; of the thank-you, which the contract does not order, as many as it may call. */
  readonly records: number;
  readonly isOrdered: boolean;
  /** Where its fictitious phone numbers start: one country's campaigns share none, or the second would be duplicates. */
  readonly firstRank: number;
}

/** 14,300 records ordered; then the thank-you, which calls donors that no other one calls. */
const DEMO_CAMPAIGNS: readonly DemoCampaign[] = [
  { folder: 'upgrade-fr', kind: 'upgrade', country: 'FR', records: 7300, isOrdered: true, firstRank: 0 },
  {
    folder: 'reactivation-be',
    kind: 'reactivation',
    country: 'BE',
    records: 1000,
    isOrdered: true,
    firstRank: 1300,
  },
  { folder: 'upgrade-be', kind: 'upgrade', country: 'BE', records: 1300, isOrdered: true, firstRank: 0 },
  { folder: 'upgrade-ch', kind: 'upgrade', country: 'CH', records: 1500, isOrdered: true, firstRank: 0 },
  {
    folder: 'reactivation-fr',
    kind: 'reactivation',
    country: 'FR',
    records: 3200,
    isOrdered: true,
    firstRank: 7300,
  },
  { folder: 'thanks-fr', kind: 'thanks', country: 'FR', records: 1500, isOrdered: false, firstRank: 10_500 },
];

/** Two kinds, two countries. */
const BY_DEFAULT = 2;

/** The volume that `--cards` names: that of the French upgrade; the others follow in proportion. */
export const CONTRACT_CARDS = 7300;

export interface CampaignVolume extends DemoCampaign {
  readonly cards: number;
}

/** Two of them, those of the contract, or every reference campaign. */
export type DemoChoice = 'some' | 'ordered' | 'all';

const CHOSEN: Readonly<Record<DemoChoice, readonly DemoCampaign[]>> = {
  some: DEMO_CAMPAIGNS.slice(0, BY_DEFAULT),
  ordered: DEMO_CAMPAIGNS.filter(({ isOrdered }) => isOrdered),
  all: DEMO_CAMPAIGNS,
};

/** The campaigns to play and how many donors each has; ten at least. */
export function campaignVolumes(cards: number, choice: DemoChoice): readonly CampaignVolume[] {
  return CHOSEN[choice].map((campaign) => ({
    ...campaign,
    cards: Math.max(10, Math.round((campaign.records * cards) / CONTRACT_CARDS)),
  }));
}
