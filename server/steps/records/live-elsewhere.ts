import { inTurn } from '../../../shared/in-turn.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { openSisters } from '../find-campaign.ts';

const LIVE = new Set(['ready', 'leased', 'staged']);

/** True when another open campaign of the charity is to call that donor: they are called for one at a time. */
export async function isLiveElsewhere(
  rows: StoreReader,
  campaign: CampaignRow,
  donorBlind: string,
): Promise<boolean> {
  return await inTurn.some(await openSisters(rows, campaign.charity), async ({ code }) => {
    const id = code === campaign.code ? undefined : await rows.records.idByDonorBlind(code, donorBlind);
    const record = id === undefined ? undefined : await rows.records.byId(id);
    return record !== undefined && LIVE.has(record.state);
  });
}
