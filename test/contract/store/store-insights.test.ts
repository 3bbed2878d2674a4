import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { readCampaignFigures } from '../../../server/steps/indicators/read-campaign-figures.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { cardOf, openCentre, USUAL_WINDOWS } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { storySettings } from '../../support/review/review-story.ts';
import {
  accountRow,
  agreementRow,
  CAMPAIGN,
  callRow,
  importRecords,
  NOW_MS,
  temporaryStore,
} from '../../support/store/store-rows.ts';

const HOUR = 3_600_000;
const START = NOW_MS - (NOW_MS % HOUR);
const always = { fromMs: 0, toMs: NOW_MS * 2 };

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

describe('counts for pictures and review', () => {
  it('sum calls and closings by hour, profiles and talks, within their span', async () => {
    const [one = 0, two = 0, three = 0] = await importRecords(base.store, [
      { segment: 'S1', monthlyMinor: 799 },
      { segment: 'S1', monthlyMinor: 800, seniority: 3 },
      { segment: 'S2', monthlyMinor: 5000 },
    ]);
    await base.store.write(async (rows) => {
      await rows.calls.insert(callRow({ recordId: one, endedAtMs: START }));
      await rows.calls.insert(callRow({ recordId: one, endedAtMs: START + HOUR - 1 }));
      await rows.calls.insert(agreementRow({ recordId: two, endedAtMs: START + HOUR, theme: 'A' }));
      await rows.records.update(two, { state: 'closed', disposition: 'AC_UP', closedAtMs: START + HOUR });
      await rows.records.update(three, {
        state: 'closed',
        disposition: 'EF_MD',
        closedAtMs: START + 2 * HOUR,
      });
    });
    await base.store.read(async ({ insights }) => {
      expect(await insights.called(CAMPAIGN, START + HOUR)).toBe(1);
      expect(await insights.called(CAMPAIGN, always.toMs)).toBe(2);
      expect(await insights.callsByHour(CAMPAIGN, always)).toEqual([
        { hourStartMs: START, disposition: 'NJ_NRP', count: 2 },
        { hourStartMs: START + HOUR, disposition: 'AC_UP', count: 1 },
      ]);
      expect(await insights.closingsByHour(CAMPAIGN, { fromMs: 0, toMs: START + 2 * HOUR })).toEqual([
        { hourStartMs: START + HOUR, disposition: 'AC_UP', count: 1 },
      ]);
      expect(await insights.profiles(CAMPAIGN, START + 2 * HOUR)).toEqual([
        { segment: 'S1', band: 0, disposition: null, count: 1 },
        { segment: 'S1', band: 1, disposition: 'AC_UP', count: 1 },
        { segment: 'S2', band: 5, disposition: null, count: 1 },
      ]);
      expect(await insights.talks(CAMPAIGN, { fromMs: START + HOUR, toMs: always.toMs })).toEqual([
        { segment: 'S1', band: 1, seniority: 3, theme: 'A', disposition: 'AC_UP', calls: 1 },
      ]);
    });
  });
});

describe('the theme in force', () => {
  it('is kept on the lease when the card is served, on a lease that ended, and stays when the campaign changes it', async () => {
    const centre = await openCentre({ records: 2, settings: storySettings({ windows: USUAL_WINDOWS }) });
    try {
      const [agent, other] = centre.agents;
      if (!agent || !other) throw new Error('two agents');
      const card = await cardOf(centre, agent);
      const [first, second] = centre.campaign.settings.themes;
      if (!first || !second) throw new Error('two themes');
      await centre.store.write(
        async (rows) =>
          await rows.campaigns.save(
            { ...centre.campaign, settings: { ...centre.campaign.settings, themes: [second, first] } },
            (await rows.campaigns.script(centre.campaign.code, centre.campaign.scriptVersion)) as never,
          ),
      );
      await serveNextCard(centre, other);
      const themeOf = (callId: string | undefined) =>
        centre.store.read(
          async (rows) =>
            ((await rows.records.leaseOfCall(callId ?? '')) ?? (await rows.records.endedLease(callId ?? '')))
              ?.theme,
        );
      const late = await centre.store.read((rows) => rows.records.leaseOfAgent(other.id));
      expect([await themeOf(card.callId), await themeOf(late?.callId)]).toEqual([first.code, second.code]);
      await centre.store.write((rows) => rows.records.releaseLease(card.callId));
      expect(await themeOf(card.callId)).toBe(first.code);
      // A late save of the first card: the call bears the theme that its agent read.
      await recordCall(centre, { agent, outcome: outcomeFor(card, 'RA_MOYENS') });
      expect(await centre.store.read(async (rows) => (await rows.calls.byId(card.callId))?.theme)).toBe(
        first.code,
      );
    } finally {
      centre.close();
    }
  });
});

describe('R-10 the forecast', () => {
  const DAY = 24 * HOUR;
  const noon = Date.parse('2026-11-24T12:00:00+01:00');
  const settings = storySettings({ starts: '2026-11-23', ends: '2026-12-02' });
  const view = { campaign: CAMPAIGN, account: accountRow({ role: 'lead' }) };
  const figures = (nowMs: number) =>
    readCampaignFigures({ store: base.store, clock: { nowMs: () => nowMs } }, view);

  it('goes by the days that are done, and by what was closed on them', async () => {
    const ids = await importRecords(base.store, [{}, {}, {}, {}], { settings });
    const close = (record: number, closedAtMs: number) =>
      base.store.write(async (rows) => {
        const change = { state: 'closed', disposition: 'EF_MD', closedAtMs } as const;
        await rows.records.update(ids[record] ?? 0, change);
      });
    await close(0, noon - DAY);
    // Today's work counts in the figures, and in the forecast of tomorrow only.
    await close(1, noon - HOUR);
    expect(await figures(noon)).toMatchObject({
      forecast: { elapsedDays: 1, totalDays: 10, processedAtEnd: 4 },
    });
    expect((await figures(noon - DAY)).forecast).toBeNull();
    const treated = (await figures(noon)).lines.find(([, label]) => label === 'Fiches traitées');
    expect(treated?.slice(2, 4)).toEqual(['2', '2']);
  });

  it('stops when the campaign is closed; the week before it was closed keeps its own', async () => {
    await importRecords(base.store, [{}], { settings });
    const nextWeek = noon + 7 * DAY;
    await base.store.write((rows) => rows.campaigns.close(CAMPAIGN, nextWeek - HOUR));
    expect((await figures(nextWeek)).forecast).toBeNull();
    const clock = { nowMs: () => nextWeek };
    const before = await readCampaignFigures({ store: base.store, clock }, { ...view, week: '2026-W48' });
    expect(before.forecast).toMatchObject({ elapsedDays: 7, totalDays: 10 });
  });
});
