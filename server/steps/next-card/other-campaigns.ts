import type { OtherCampaign } from '../../../shared/card.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import type { DonorHistory } from '../../ports/desk.ts';
import type { StoreReader } from '../../ports/store.ts';

/**
 * The same person in the other campaigns of the charity that were called, latest first: why so few calls may be made is
 * then plain. A campaign that the agent does not work for is told without its name nor its outcome. Nothing is opened.
 */
export async function otherCampaigns(
  rows: StoreReader,
  { elsewhere }: Pick<DonorHistory, 'elsewhere'>,
  agent: string,
): Promise<readonly OtherCampaign[]> {
  const called = elsewhere.filter(({ calls }) => calls.length > 0);
  if (called.length === 0) return [];
  const granted = new Set((await rows.accounts.byId(agent))?.campaigns);
  const found = called.flatMap(({ campaign, calls }): readonly OtherCampaign[] => {
    const last = calls.at(-1);
    if (!last) return [];
    const { endedAtMs: atMs, disposition } = last;
    if (!granted.has(campaign.code)) return [{ atMs }];
    return [{ atMs, name: campaign.name, label: dispositionLabel(disposition, campaign.country) }];
  });
  return found.toSorted((a, b) => b.atMs - a.atMs);
}
