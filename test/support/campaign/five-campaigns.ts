import { versionedAids } from '../../../server/domain/campaign/aids-version.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { Store } from '../../../server/ports/store.ts';
import { playStory } from '../review/review-story.ts';
import { CHARITY, campaignRow } from '../store/store-campaign.ts';
import { emailRow } from '../store/store-rows.ts';
import { type AskingFolder, CAMPAIGN_FOLDERS, loadedCampaign } from './reference-campaigns.ts';

/** Records of each campaign: the reference volumes, five times smaller. */
const STORY_RECORDS: Readonly<Record<AskingFolder, number>> = {
  'upgrade-fr': 1460,
  'upgrade-be': 260,
  'upgrade-ch': 300,
  'reactivation-fr': 640,
  'reactivation-be': 200,
};

const CREATED_AT_MS = Date.parse('2026-11-08T09:00:00+01:00');

/** The five campaigns as shipped, run by one fictitious charity over the weeks of the story. */
export function fiveCampaigns(): readonly CampaignRow[] {
  return CAMPAIGN_FOLDERS.map((folder) => {
    const { settings, emails, script } = loadedCampaign(folder);
    const { code, name, kind, country } = settings;
    const charity = { ...settings.charity, code: CHARITY };
    const dates = { starts: '2026-11-09', ends: '2026-11-28' };
    const row = {
      code,
      name,
      kind,
      country,
      emails,
      scriptVersion: script.version,
      createdAtMs: CREATED_AT_MS,
    };
    return campaignRow({ ...row, settings: { ...settings, ...dates, charity } });
  });
}

const HALF_HOUR_MS = 1_800_000;

/** One in eight donors has no address, one address in thirty does not receive. */
async function confirmAll(store: Store, campaign: string): Promise<void> {
  const calls = await store.read(async (rows) => await Array.fromAsync(rows.calls.each(campaign)));
  await store.write(async (rows) => {
    for (const [at, call] of calls.entries()) {
      const kind = call.oneOffMinor === null ? 'agreement' : 'one-off';
      if (call.newMinor === null && kind === 'agreement') continue;
      const { callId, recordId, endedAtMs } = call;
      const state = at % 8 === 0 ? 'no-email' : at % 30 === 1 ? 'bounced' : 'sent';
      const sentAtMs = state === 'no-email' ? null : endedAtMs + HALF_HOUR_MS;
      await rows.emails.add(
        emailRow({ callId, recordId, campaign, kind, state, sentAtMs, callEndedAtMs: endedAtMs }),
      );
    }
  });
}

/** Two weeks of calls in each, their confirmations, and the hours worked: one for twelve calls. */
export async function playFiveStories(store: Store, campaigns: readonly CampaignRow[]): Promise<void> {
  for (const [at, campaign] of campaigns.entries()) {
    const records = Object.values(STORY_RECORDS)[at] ?? 0;
    const { script, aids: told } = loadedCampaign(CAMPAIGN_FOLDERS[at] ?? 'upgrade-fr');
    await store.write(async (rows) => {
      await rows.campaigns.save(campaign, script);
      const aids = versionedAids(told);
      if (aids) await rows.aids.setCurrent(campaign.code, aids);
    });
    await playStory(store, campaign, records);
    await confirmAll(store, campaign.code);
    await store.write(async (rows) => {
      for (const monday of ['2026-11-09', '2026-11-16']) {
        const fromMs = Date.parse(`${monday}T10:00:00+01:00`);
        const agent = `agent-${campaign.code}`;
        await rows.floor.switchSpan(agent, fromMs, { campaign: campaign.code, kind: 'production' });
        await rows.floor.switchSpan(agent, fromMs + Math.round((records / 24) * 3_600_000));
      }
    });
  }
}
