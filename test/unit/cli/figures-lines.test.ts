import { afterAll, beforeAll, expect, it } from 'vitest';
import { figuresLines } from '../../../scripts/commands/figures-lines.ts';
import {
  type CampaignFigures,
  readCampaignFigures,
} from '../../../server/steps/indicators/read-campaign-figures.ts';
import { playStory, STORY_NIGHT_MS, STORY_WEEK, storyCampaigns } from '../../support/review/review-story.ts';
import { accountRow, temporaryStore } from '../../support/store/store-rows.ts';

const { store, dispose } = temporaryStore();
let figures: CampaignFigures;
beforeAll(async () => {
  const { fr } = storyCampaigns();
  await playStory(store, fr, 900);
  const account = accountRow({ id: 'lead-1', role: 'lead', campaigns: [fr.code] });
  const clock = { nowMs: () => STORY_NIGHT_MS };
  figures = await readCampaignFigures({ store, clock }, { campaign: fr.code, week: STORY_WEEK, account });
});
afterAll(() => dispose());

const widest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));
const wordsOf = (lines: readonly string[]) => new Set(lines.join(' ').split(/\s+/));

it.each([80, 100, 160])(
  'R-21 the figures of a campaign pass %i columns nowhere, and lose no word',
  (columns) => {
    const lines = figuresLines(figures, columns);
    expect(widest(lines)).toBeLessThanOrEqual(columns);
    const all = wordsOf(figuresLines(figures, 400));
    expect([...all].filter((word) => !wordsOf(lines).has(word))).toEqual([]);
  },
);

it('R-21 the indicators keep a line each where the terminal is wide enough', () => {
  const table = figuresLines(figures, 160).slice(3, 3 + figures.lines.length);
  for (const [at, [, label = '']] of figures.lines.entries()) expect(table[at]).toContain(label);
});
