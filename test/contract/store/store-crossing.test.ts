import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewOf } from '../../../server/domain/review/review-facts.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import { readCampaignWeek } from '../../../server/steps/indicators/read-campaign-week.ts';
import { type CrossingRequest, readCrossing } from '../../../server/steps/indicators/read-crossing.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { periodOfIsoWeek } from '../../../shared/time.ts';
import { playStory, STORY_NIGHT_MS, STORY_WEEK, storyCampaigns } from '../../support/review/review-story.ts';
import { accountRow, temporaryStore } from '../../support/store/store-rows.ts';

const base = temporaryStore();
const { fr } = storyCampaigns();
const profiles = {
  canal: { label: 'canal de recrutement', column: 'CANAL_RECRUTEMENT', classes: { RUE: ['rue'] } },
} as const;
let lead: AccountRow;
let calls: readonly (CallRow & { readonly segment: string })[];

beforeAll(async () => {
  const campaign = { ...fr, settings: { ...fr.settings, profiles: { ...profiles } as never } };
  await playStory(base.store, campaign, 600);
  lead = accountRow({ id: 'lead-1', role: 'lead', campaigns: [fr.code] });
  await base.store.write(async (rows) => {
    await rows.accounts.insert(lead);
    for (let at = 1; at <= 5; at += 1)
      await rows.accounts.insert(accountRow({ id: `agent-${at}`, role: 'agent', campaigns: [fr.code] }));
  });
  const segments = await base.store.read(
    async (rows) =>
      new Map((await Array.fromAsync(rows.records.each(fr.code))).map((one) => [one.id, one.segment])),
  );
  calls = await base.store.read(async (rows) =>
    (await Array.fromAsync(rows.calls.each(fr.code))).map((call) => ({
      ...call,
      segment: segments.get(call.recordId) ?? '',
    })),
  );
});
afterAll(() => base.dispose());

const clock = { nowMs: () => STORY_NIGHT_MS };
const asked = async (dimensions: readonly string[], change: Partial<CrossingRequest> = {}) =>
  (
    await readCrossing(
      { store: base.store, clock },
      { campaign: fr.code, dimensions, week: STORY_WEEK, account: lead, ...change },
    )
  ).table;

describe('R-75 two dimensions crossed', () => {
  it('are what a recount of the calls one by one says, cell by cell', async () => {
    const { toMs = 0 } = periodOfIsoWeek(STORY_WEEK) ?? {};
    const table = await asked(['profil', 'theme']);
    for (const { name, cells } of table.rows)
      for (const [at, theme] of table.columns.entries()) {
        const own = calls.filter(
          (one) => one.segment === name && (one.theme ?? '') === theme && one.endedAtMs < toMs,
        );
        const useful = own.filter(
          ({ disposition }) => dispositionOf(disposition)?.useful === true && disposition !== 'RP_INDECIS',
        );
        const agreed = own.filter(({ disposition }) => disposition === 'AC_UP');
        if (useful.length >= 5)
          expect(cells[at]?.share).toEqual({ successes: agreed.length, cases: useful.length });
        else expect(cells[at]).toBeNull();
      }
    const reached = calls.filter(({ endedAtMs }) => endedAtMs < toMs);
    expect((await asked(['jour', 'creneau'], { ratio: 'joints' })).whole?.share).toEqual({
      successes: reached.filter(({ disposition }) => disposition !== 'NJ_NRP').length,
      cases: reached.length,
    });
  });

  it('add up to what the review says of the same profiles', async () => {
    const period = periodOfIsoWeek(STORY_WEEK) ?? { fromMs: 0, toMs: 0 };
    const week = await base.store.read(async (rows) => {
      const campaign = await rows.campaigns.byCode(fr.code);
      if (!campaign) throw new Error('the campaign');
      return await readCampaignWeek(rows, { campaign, period, nowMs: STORY_NIGHT_MS });
    });
    const groups = reviewOf(week, []).comparisons.find(({ key }) => key === 'segment-agreed')?.groups;
    const told = (await asked(['profil', 'anciennete'])).rows.map(({ name, whole }) => [name, whole?.share]);
    expect(told).toEqual(groups?.map(({ name, share }) => [name, share]));
  });

  it('are known for every dimension, a declared profile included, with the same total', async () => {
    const whole = (await asked(['profil', 'theme'])).whole;
    for (const key of [
      'tranche',
      'anciennete',
      'creneau',
      'jour',
      'etape',
      'script',
      'equipe',
      'pays',
      'canal',
    ])
      expect([key, (await asked(['theme', key])).whole]).toEqual([key, whole]);
    expect((await asked(['theme', 'canal'])).columns).toEqual(['rue', 'non classé']);
    // Five agents call for this campaign, and the story's calls are those of one of them.
    expect((await asked(['theme', 'equipe'])).columns).toEqual([fr.code]);
  });

  it.each([
    [['profil', 'lune'], 'dimension-unknown'],
    [['profil'], 'dimension-unknown'],
    [['profil', 'profil'], 'dimension-twice'],
  ])('%j is refused: %s', async (dimensions, code) => {
    await expect(asked(dimensions)).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('a measure that does not exist is refused with those that do', async () => {
    await expect(asked(['profil', 'theme'], { ratio: 'ventes' })).rejects.toThrow(
      expect.objectContaining({ code: 'measure-unknown', hint: expect.stringContaining('accords, joints') }),
    );
  });
});
