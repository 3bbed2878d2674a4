import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type SoughtWord, SoughtWords } from '../../domain/purge/sought-words.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';
import { openPledges } from '../line/open-pledges.ts';
import { openRecordSlices } from '../records/open-record.ts';
import type { PurgeDeps, PurgeRequest } from './purge-report.ts';

/**
 * The words of the campaign's donors, opened before its key is destroyed, in memory only: a list on the disk would be the trace
 * that the scan looks for. Undefined once the purge has begun, or when the key is gone; a damaged record is left out.
 */
export async function gatherWords(
  deps: PurgeDeps,
  { campaign, operator, verifier }: PurgeRequest,
): Promise<readonly SoughtWord[] | undefined> {
  const { state, recordIds, stays, pledges, country } = await deps.store.read(async (rows) => ({
    state: (await rows.campaignHeads.byCode(campaign))?.state,
    recordIds: (await Array.fromAsync(rows.records.each(campaign))).map(({ id }) => id),
    pledges: await rows.pledges.ofCampaign(campaign),
    country: (await rows.campaignHeads.byCode(campaign))?.country ?? 'FR',
    stays: [...(await whatStays(rows)), operator.displayName, verifier].join('\n'),
  }));
  if (isErased(state)) return undefined;
  const words = new SoughtWords(stays);
  const reason = 'Destruction : mots à rechercher dans ce qui reste';
  const opening = { actor: operator.id, reason, recordIds, damaged: 'leave-out' } as const;
  try {
    for await (const slice of openRecordSlices(deps, opening))
      for (const { content } of slice) words.add(content.donor);
    for await (const { content } of openPledges(deps, { actor: operator.id, reason, pledges }))
      words.addPledge(content, country);
  } catch (error) {
    if (isAppError(error) && error.code === 'campaign-key-missing') return undefined;
    throw error;
  }
  return words.all();
}

/** Texts that outlive what is destroyed and name people or things in clear: settings, e-mails, scripts, the house's people. */
export async function whatStays(rows: StoreReader): Promise<readonly string[]> {
  const campaigns = await rows.campaigns.all();
  const scripts = await inTurn.map(campaigns, ({ code, scriptVersion }) =>
    rows.campaigns.script(code, scriptVersion),
  );
  const people = (await rows.accounts.all()).map(({ login, displayName }) => `${login} ${displayName}`);
  const lines = await rows.lines.all();
  return [JSON.stringify(campaigns), JSON.stringify(scripts), JSON.stringify(lines), ...people];
}
