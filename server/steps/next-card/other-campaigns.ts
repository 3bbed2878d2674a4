import type { OtherCampaign } from '../../../shared/card.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';

/**
 * The same person in the other campaigns of the charity that were called, latest first: why so few calls may be made is
 * then plain. A campaign that the agent does not work for is told without its name nor its outcome. Nothing is opened.
 */
export function otherCampaigns(
  rows: StoreReader,
  { record, agent }: { readonly record: RecordRow; readonly agent: string },
): readonly OtherCampaign[] {
  const own = rows.campaigns.byCode(record.campaign);
  const granted = new Set(rows.accounts.byId(agent)?.campaigns);
  const found = rows.campaigns.all().flatMap((other): readonly OtherCampaign[] => {
    if (other.charity !== own?.charity || other.code === record.campaign) return [];
    const id = rows.records.idByDonorBlind(other.code, record.donorBlind);
    const last = id === undefined ? undefined : rows.calls.ofRecord(id).at(-1);
    if (!last) return [];
    const { endedAtMs: atMs, disposition } = last;
    if (!granted.has(other.code)) return [{ atMs }];
    return [{ atMs, name: other.name, label: dispositionLabel(disposition, other.country) }];
  });
  return found.toSorted((a, b) => b.atMs - a.atMs);
}
