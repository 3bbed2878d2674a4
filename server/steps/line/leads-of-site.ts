import { inTurn } from '../../../shared/in-turn.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';
import { lineSight, seesSite } from './line-sight.ts';

/** The leads of that line who see that site, whose access is open. */
export async function leadsOfSite(
  rows: StoreReader,
  { campaign, site }: { readonly campaign: string; readonly site: string },
): Promise<readonly AccountRow[]> {
  const leads = (await rows.accounts.all()).filter(
    ({ role, disabled, campaigns }) => role === 'lead' && !disabled && campaigns.includes(campaign),
  );
  return await inTurn.filter(leads, async (lead) => seesSite(await lineSight(rows, lead, campaign), site));
}
