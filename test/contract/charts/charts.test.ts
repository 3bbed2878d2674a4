import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSvg } from '../../../server/charts/draw-chart.ts';
import { openCharts } from '../../../server/charts/worker-charts.ts';
import { type CampaignWeek, campaignCharts } from '../../../server/domain/report/campaign-week.ts';
import type { ChartSpec } from '../../../server/domain/report/charts-style.ts';
import { titleLines } from '../../../server/domain/report/charts-style.ts';
import { readCampaignWeek } from '../../../server/steps/indicators/read-campaign-week.ts';
import { periodOfIsoWeek } from '../../../shared/time.ts';
import { playStory, STORY_NIGHT_MS, STORY_WEEK, storyCampaigns } from '../../support/review/review-story.ts';
import { temporaryStore } from '../../support/store/store-rows.ts';

const charts = openCharts();
afterAll(() => charts.close());

let full: readonly ChartSpec[];
let empty: readonly ChartSpec[];

/** The story’s French campaign, and the same without a single record. */
beforeAll(async () => {
  const base = temporaryStore();
  const { fr, ch } = storyCampaigns();
  await playStory(base.store, fr, 900);
  await playStory(base.store, ch, 0);
  const period = periodOfIsoWeek(STORY_WEEK) ?? { fromMs: 0, toMs: 0 };
  const week = (campaign: typeof fr): Promise<CampaignWeek> =>
    base.store.read((rows) => readCampaignWeek(rows, { campaign, period, nowMs: STORY_NIGHT_MS }));
  full = campaignCharts(await week(fr));
  empty = campaignCharts(await week(ch));
  base.dispose();
});

/** Width, height and how many different values the packed pixels hold. */
function readPng(png: Uint8Array): { width: number; height: number; values: number } {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  const packed: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const isPixels = bytes.subarray(at + 4, at + 8).toString('latin1') === 'IDAT';
    if (isPixels) packed.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const values = new Set(inflateSync(Buffer.concat(packed))).size;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), values };
}

describe('the pictures of a campaign', () => {
  it('are five, whose title says the finding', () => {
    expect(full.map(({ key, title }) => [key, title])).toMatchInlineSnapshot(`
      [
        [
          "avancement",
          "62,3 % des fiches livrées sont traitées ; au rythme actuel 89,0 % à la fin, 14,0 points au-dessus de l’objectif de 75,0 %",
        ],
        [
          "entonnoir",
          "900 fiches livrées, 67 accords : 7,4 % des fiches livrées",
        ],
        [
          "creneaux",
          "On joint le mieux le vendredi soir (46,4 %), le moins le vendredi matin (9,1 %)",
        ],
        [
          "themes",
          "Thème PROXIMITE : 33,3 % d’accords sur les contacts argumentés, contre 17,5 % pour DEPISTAGE",
        ],
        [
          "freins",
          "Pourquoi la demande est refusée : « moyens financiers » d’abord, 25,8 % (50) sur 194 appels finis par un refus",
        ],
      ]
    `);
    expect(empty.map(({ key, title }) => [key, title])).toMatchInlineSnapshot(`
      [
        [
          "avancement",
          "Aucune prévision : campagne non commencée, ou rien de livré",
        ],
        [
          "entonnoir",
          "Aucune fiche livrée encore",
        ],
        [
          "creneaux",
          "Trop peu d’appels pour comparer les créneaux (n = 0)",
        ],
        [
          "themes",
          "Aucun accord encore : rien à comparer entre thèmes et montants",
        ],
      ]
    `);
  });

  it('are the golden drawings', async () => {
    for (const spec of full) {
      const svg = (await drawSvg(spec.vegaLite)).replaceAll('><', '>\n<');
      await expect(`${svg}\n`).toMatchFileSnapshot(`../../golden/charts/${spec.key}.svg`);
    }
  });

  it('are PNGs of twice their size, not blank, the same at every drawing, even of nothing', async () => {
    const all = [...full, ...empty];
    const first = await Promise.all(all.map((spec) => charts.png(spec)));
    const second = await Promise.all(full.map((spec) => charts.png(spec)));
    for (const [at, png] of first.entries()) {
      const { width, height, values } = readPng(png);
      expect([width, height]).toEqual([2 * (all[at]?.widthPx ?? 0), 2 * (all[at]?.heightPx ?? 0)]);
      expect(values).toBeGreaterThan(20);
    }
    const hash = (png: Uint8Array) => createHash('sha256').update(png).digest('hex');
    expect(second.map(hash)).toEqual(first.slice(0, full.length).map(hash));
    expect(await charts.svg(full[0] as ChartSpec)).toBe(await drawSvg((full[0] as ChartSpec).vegaLite));
  });

  it('a broken drawing fails alone, and the next one is drawn', async () => {
    const spec = full[0] as ChartSpec;
    const broken = { ...spec, vegaLite: { mark: 'nothing' } as unknown as ChartSpec['vegaLite'] };
    await expect(charts.png(broken)).rejects.toThrow('chart avancement');
    expect((await charts.png(spec)).length).toBeGreaterThan(10_000);
  });

  it('write decimals with a comma and names in French', async () => {
    const svg = (await Promise.all(full.map((spec) => drawSvg(spec.vegaLite)))).join('');
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
    expect(texts).toEqual(expect.arrayContaining(['après-midi', 'samedi', 'Contacts utiles', '1er montant']));
    for (const text of texts) expect(text).not.toMatch(/\d\.\d/);
  });
});

describe('titles', () => {
  it('break in lines of about the same length, never before a sign that French keeps with its word', () => {
    const lines = titleLines(
      'On joint le mieux le samedi après-midi (25,1 %), le moins le lundi matin (8,8 %) : n = 3',
    );
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toMatch(/^[%:;!?»]/);
    expect(titleLines('Court')).toEqual(['Court']);
  });
});
