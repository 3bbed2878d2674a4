import { townsOf } from '../../domain/contact-file/towns-seen.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';

interface PlaceAsked {
  readonly campaign: string;
  readonly postcode: string;
}

/**
 * Towns that the contact files of a campaign of the agent's write behind that postcode, the most frequent first; none for
 * another campaign, for a postcode that no file holds, and for files taken in before towns were noted. Opens no record.
 */
export async function proposeTowns(
  { store }: { readonly store: Store },
  agent: Pick<AccountRow, 'campaigns'>,
  { campaign, postcode }: PlaceAsked,
): Promise<readonly string[]> {
  if (!agent.campaigns.includes(campaign)) return [];
  return townsOf(await store.read((rows) => rows.towns.ofCampaign(campaign)), postcode);
}
