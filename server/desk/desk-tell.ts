import type { DeskTelling, DeskTold } from '../ports/desk.ts';
import type { StoreReader } from '../ports/store.ts';
import { shownAidsVersion } from '../steps/campaign/read-aids.ts';
import { donorHistory } from '../steps/next-card/donor-history.ts';
import { otherCampaigns } from '../steps/next-card/other-campaigns.ts';
import { toldStop } from '../steps/records/standing-stop.ts';
import { dayNow } from '../steps/shift/day-now.ts';

/** `Desk.tell`, within one transaction. */
export async function tellAtDesk(rows: StoreReader, telling: DeskTelling): Promise<DeskTold> {
  const { lease, record, charity, blinds, nowMs } = telling;
  if (blinds.length > 0 && (await rows.records.isAnySuppressed(charity, blinds))) return { kind: 'listed' };
  const known = telling.known ?? (await donorHistory(rows, record));
  return {
    kind: 'told',
    history: known.own,
    aidsVersion: await aidsOf(rows, record.campaign, lease.aidsVersion),
    promisedAtMs: await rows.records.nextCallbackOf(lease.agent, nowMs),
    stop: await toldStop(rows, record),
    today: await dayNow(rows, { id: lease.agent }, nowMs),
    elsewhere: await otherCampaigns(rows, known, lease.agent),
  };
}

/** Those of the lease, else those in force; and what is shared and pinned since; undefined for a campaign without any. */
async function aidsOf(
  rows: StoreReader,
  campaign: string,
  leased: string | null,
): Promise<string | undefined> {
  const version = leased ?? (await rows.aids.currentVersion(campaign));
  return await shownAidsVersion(rows, campaign, version);
}
