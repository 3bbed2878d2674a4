import type { CampaignWeek } from '../../../server/domain/report/campaign-week.ts';
import { readCampaignWeek } from '../../../server/steps/indicators/read-campaign-week.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { periodOfIsoWeek } from '../../../shared/time.ts';
import { fiveCampaigns, playFiveStories } from '../campaign/five-campaigns.ts';
import { STORY_NIGHT_MS, STORY_WEEK } from '../review/review-story.ts';
import { temporaryStore } from '../store/store-rows.ts';

/** The last week of the story in the five campaigns, played in a store of its own that is gone afterwards; and when that week ends. */
export async function fiveWeeks(): Promise<{
  readonly weeks: readonly CampaignWeek[];
  readonly endMs: number;
}> {
  const period = periodOfIsoWeek(STORY_WEEK);
  if (!period) throw new Error('a week');
  const { store, dispose } = temporaryStore();
  const campaigns = fiveCampaigns();
  await playFiveStories(store, campaigns);
  const weeks = await store.read((rows) =>
    inTurn.map(campaigns, (campaign) => readCampaignWeek(rows, { campaign, period, nowMs: STORY_NIGHT_MS })),
  );
  dispose();
  return { weeks, endMs: period.toMs };
}
