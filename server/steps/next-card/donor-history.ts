import type { DonorHistory } from '../../ports/desk.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Read at once, whatever the number of campaigns. Within a transaction. */
export async function donorHistory(rows: StoreReader, record: RecordRow): Promise<DonorHistory> {
  const others = await otherCampaignsOf(rows, record.campaign);
  const found = others.size > 0 ? await rows.records.ofDonor([...others.keys()], record.donorBlind) : [];
  const calls = await rows.calls.ofRecords([record.id, ...found.map(({ id }) => id)]);
  const callsOf = ({ id }: RecordRow) => calls.filter(({ recordId }) => recordId === id);
  const elsewhere = found.flatMap((one) => {
    const campaign = others.get(one.campaign);
    return campaign ? [{ record: one, campaign, calls: callsOf(one) }] : [];
  });
  return { own: callsOf(record), elsewhere };
}

/** By code. */
async function otherCampaignsOf(rows: StoreReader, code: string): Promise<ReadonlyMap<string, CampaignRow>> {
  const charity = (await rows.campaigns.byCode(code))?.charity;
  const others = (await rows.campaigns.all()).filter((one) => one.charity === charity && one.code !== code);
  return new Map(others.map((one) => [one.code, one]));
}
