import { kindFacts } from '../../../shared/campaign-kind.ts';
import type { NamedCampaign } from '../files/delivery-names.ts';

interface ListName {
  /** French, for a refusal: « d’un … ». */
  readonly what: string;
  readonly stem: (campaign: NamedCampaign) => string;
}

const ofCampaign = (word: string) => (campaign: NamedCampaign) =>
  `${campaign.charity}_${word}_${kindFacts(campaign.kind).fileLetters}_${campaign.country}`;

/** THE table of the lists that come in during a campaign, beside the contact files. */
export const LIST_KINDS = {
  withdrawal: { what: 'd’une liste de retraits', stem: ofCampaign('RETRAIT') },
  oppositions: {
    what: 'd’une liste d’oppositions',
    stem: ({ charity }) => `${charity}_OPPOSITIONS`,
  },
  'list-check': {
    what: 'd’un contrôle de la liste « Ne m’appelez plus »',
    stem: ({ charity, country }) => `${charity}_DNCM_${country}`,
  },
  'signed-mandates': { what: 'd’une liste de mandats signés', stem: ofCampaign('MANDATS_SIGNES') },
  enrichment: { what: 'd’un retour d’enrichissement', stem: ofCampaign('ENRICH_RETOUR') },
} as const satisfies Record<string, ListName>;

export type ListKind = keyof typeof LIST_KINDS;
