import { countryFacts } from '../../../shared/country.ts';
import { localDay } from '../../../shared/local-day.ts';
import { oldestCheckOn } from '../../domain/contact-file/list-check.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** The same for every open campaign: what is counted as « à appeler » between two cards can be called. */
export async function holdOldChecks({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<void> {
  const nowMs = clock.nowMs();
  await store.write(async (rows) => {
    for (const campaign of await rows.campaigns.all())
      if (campaign.state === 'open') await holdUnchecked(rows, campaign, nowMs);
  });
}

/**
 * Takes out of the queue every record whose check against its country's list has grown too old (docs/rules/law.md#belgium),
 * until a fresh one is imported: before a card is chosen, so that none is ever served on an old check. Within the
 * caller's transaction; nothing to do costs one index seek.
 */
export async function holdUnchecked(
  rows: StoreWriter,
  campaign: CampaignRow,
  nowMs: number,
): Promise<number> {
  const list = countryFacts(campaign.country).doNotCallList;
  if (list === null) return 0;
  const oldestOn = oldestCheckOn(campaign.settings, localDay(nowMs).date);
  const held = await rows.records.holdUnchecked(campaign.code, oldestOn);
  if (held > 0)
    await trail(rows, { actor: 'system', atMs: nowMs })('list.check-expired', 'records', {
      campaign: campaign.code,
      reason: `Contrôle « ${list} » trop ancien`,
      detail: { held, oldestOn },
    });
  return held;
}
