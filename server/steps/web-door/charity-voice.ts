import type { StoreReader } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';

/** How a charity signs what it writes to the people of its directory. */
export interface CharityVoice {
  /** Never betrays its cause: it stands in the sender of an e-mail. */
  readonly name: string;
  /** Where its people write; empty when no campaign says it. */
  readonly contact: string;
}

/** As its newest campaign, or else its newest pledge line, says it; its code where neither is left. */
export async function charityVoice(rows: StoreReader, charity: string): Promise<CharityVoice> {
  const campaigns = (await rows.campaigns.all()).filter(
    (one) => one.charity === charity && !isErased(one.state),
  );
  const [campaign] = campaigns.toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  if (campaign) {
    const { shortName, replyTo } = campaign.settings.charity;
    return { name: shortName, contact: replyTo };
  }
  const line = (await rows.lines.all()).find((one) => one.charity === charity && !isErased(one.state));
  return { name: line?.settings.charity.name ?? charity, contact: line?.settings.charity.replyTo ?? '' };
}
