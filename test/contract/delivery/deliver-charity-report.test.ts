import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCharts } from '../../../server/charts/worker-charts.ts';
import { readAbout } from '../../../server/domain/review/decision-about.ts';
import { makeCostSheet, readCost } from '../../../server/steps/cost/read-cost.ts';
import {
  type CharityReportDeps,
  deliverCharityReports,
  deliverCharityReportsDue,
} from '../../../server/steps/delivery/deliver-charity-report.ts';
import { readCampaignFigures } from '../../../server/steps/indicators/read-campaign-figures.ts';
import { addDecision, listDecisions } from '../../../server/steps/review/add-decision.ts';
import { deliverReviews, previewReviews } from '../../../server/steps/review/build-review.ts';
import { deliverReviewsDue } from '../../../server/steps/review/deliver-reviews-due.ts';
import { type DeliveryRoom, deliveryRoom } from '../../support/delivery/delivery-room.ts';
import { imagesWithOpenpyxl, type PySheet, readWithOpenpyxl } from '../../support/machine/openpyxl.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { playStory, STORY_NIGHT_MS, STORY_WEEK, storyCampaigns } from '../../support/review/review-story.ts';
import { accountRow } from '../../support/store/store-rows.ts';

const REPORT = 'TESTORG_RAPPORT_2026-S47.xlsx.pgp';
const PAGE = 'TESTORG_REVUE_2026-S47.html.pgp';
const FIGURES = 'TESTORG_REVUE_2026-S47.xlsx.pgp';
const request = { week: STORY_WEEK, actor: 'ops-1' };
const { fr, ch } = storyCampaigns();
const lead = accountRow({ id: 'lead-1', role: 'lead', campaigns: [fr.code] });

let room: DeliveryRoom;
let deps: CharityReportDeps;
const charts = openCharts();

/** Two campaigns of one charity, in euros and in francs, with two weeks of calls and two decisions of the first meeting. */
beforeAll(async () => {
  room = await deliveryRoom(Date.parse('2026-11-16T12:00:00+01:00'));
  deps = { ...room.deps, charts };
  await room.addCampaign(fr);
  await room.addCampaign(ch);
  await playStory(deps.store, fr, 600);
  await playStory(deps.store, ch, 60);
  await deps.store.write((rows) => rows.accounts.insert(lead));
  for (const [about, text] of [
    ['profil:S3', 'Ne plus appeler le profil S3 en premier'],
    ['creneau:soir', 'Appeler davantage le soir <b>'],
  ] as const) {
    room.clock.nowMs += 60_000;
    const subject = readAbout(about);
    if (subject) await addDecision(deps, { campaign: fr.code, about: subject, text, account: lead });
  }
  room.clock.nowMs = STORY_NIGHT_MS;
});
afterAll(async () => {
  await charts.close();
  await room.close();
});

const rowOf = (sheet: PySheet | undefined, label: string, rank = 0) =>
  sheet?.rows.filter((row) => row.some((cell) => cell.value === label))[rank]?.map((cell) => cell.value);

describeWith('openpyxl')('R-21 the weekly report of all campaigns', () => {
  it('leaves once a week for the charity, with the pictures of every campaign', async () => {
    const [first] = await deliverCharityReports(deps, request);
    expect(first).toMatchObject({
      kind: 'charity-report',
      rows: 2,
      state: 'delivered',
      alreadyDelivered: false,
    });
    const sent = room.uploads();
    expect(await deliverCharityReports(deps, request)).toMatchObject([{ alreadyDelivered: true }]);
    expect(await deliverCharityReportsDue(deps, { actor: 'system' })).toEqual({ delivered: 1, failed: 0 });
    expect(room.delivered()).toContain('TESTORG_RAPPORT_2026-S46.xlsx.pgp');
    expect(await deliverCharityReportsDue(deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
    expect(room.uploads()).toBeGreaterThan(sent);

    const images = imagesWithOpenpyxl(await room.openDelivered(REPORT));
    expect(images.map(({ sheet }) => sheet)).toEqual([...Array(5).fill(fr.code), ...Array(5).fill(ch.code)]);
    expect(images.every(({ png, column, alt }) => png && column > 5 && alt.length > 40)).toBe(true);
  });

  it('adds up by country and by currency, never euros and francs', async () => {
    const [summary, figures, french, swiss] = readWithOpenpyxl(await room.openDelivered(REPORT));
    const sheets = [summary, figures, french, swiss].map((sheet) => sheet?.name);
    expect(sheets).toEqual(['SYNTHESE', 'INDICATEURS', fr.code, ch.code]);
    const header = summary?.rows[0]?.map((cell) => cell.value) ?? [];
    const at = (name: string) => header.indexOf(name);
    const [euros, francs, all] = [
      rowOf(summary, 'Total EUR'),
      rowOf(summary, 'Total CHF'),
      rowOf(summary, 'Toutes campagnes (effectifs)'),
    ];
    expect([euros?.[at('Livrées')], francs?.[at('Livrées')], all?.[at('Livrées')]]).toEqual([600, 60, 660]);
    const uplift = at('Hausses mensuelles');
    expect(euros?.[uplift]).toEqual(rowOf(summary, 'Total FR')?.[uplift]);
    expect(all?.slice(uplift)).toEqual(all?.slice(uplift).map(() => null));
    const indicative = at('Indicatif en EUR par mois');
    expect(francs?.[indicative]).toBeCloseTo(1.05 * Number(francs?.[uplift]), 2);
    expect(euros?.[indicative]).toBeNull();
    const columns = figures?.rows[0]?.map((cell) => cell.value) ?? [];
    expect(columns.slice(2)).toEqual([
      ...[
        `${fr.code} (EUR)`,
        `${ch.code} (CHF)`,
        'Total FR (EUR)',
        'Total CH (CHF)',
        'Total EUR',
        'Total CHF',
      ],
    ]);
    const numbers = figures?.rows.map((row) => row[0]?.value).filter((value) => typeof value === 'number');
    const fourteen = Array.from({ length: 14 }, (_, i) => i + 1);
    expect(numbers).toEqual([...fourteen, ...fourteen]);
  });

  it('holds the 14 indicators as numbers, the forecast and the details', async () => {
    const [, , french] = readWithOpenpyxl(await room.openDelivered(REPORT));
    const numbered = french?.rows.filter((row) => typeof row[0]?.value === 'number') ?? [];
    expect(numbered.map((row) => row[0]?.value)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
    const rate = numbered[5] ?? [];
    expect(rate.slice(3).map(({ kind, format }) => [kind, format])).toEqual([
      ['n', '0.0%'],
      ['n', '0.0%'],
      ['n', '0.0%'],
      ['n', '+0.0" pts";-0.0" pts"'],
    ]);
    const { indicators } = await readCampaignFigures(deps, {
      campaign: fr.code,
      week: STORY_WEEK,
      account: lead,
    });
    expect(numbered[0]?.[4]?.value).toBe(indicators[0]?.cumulated.scaled);
    for (const label of [
      'Au rythme actuel',
      'Confirmés en moins de 48 h',
      'Contacts utiles : détail',
      'Tentatives épuisées (EF_EPUISE)',
    ])
      expect(rowOf(french, label)).toBeDefined();
  });
});

describe('R-22 the review pack', () => {
  it('is the golden page: gaps, comparisons, measures, decisions, next steps', async () => {
    const [page] = await previewReviews(deps, request);
    const html = (page?.html ?? '')
      .replace(/<style>.*?<\/style>/s, '<style>…</style>')
      .replaceAll(/base64,[^"]+/g, 'base64,…')
      .replaceAll('><', '>\n<');
    await expect(html).toMatchFileSnapshot('../../golden/review/page.html');
    expect(html).not.toContain('<b>');
    expect(html.match(/<img /g)).toHaveLength(10);
    expect(html).not.toMatch(/https?:|<script/);
  });

  it('leaves as a page and its figures, once', async () => {
    const [first] = await deliverReviews(deps, { ...request, charity: 'TESTORG' });
    expect(first).toMatchObject({
      page: { kind: 'review', alreadyDelivered: false },
      figures: { kind: 'review-figures', alreadyDelivered: false },
    });
    const [preview] = await previewReviews(deps, request);
    expect(Buffer.from(await room.openDelivered(PAGE)).toString('utf8')).toBe(preview?.html);
    const book = await room.reader.read(await room.openDelivered(FIGURES));
    expect(book.name).toBe('OBJECTIFS');
    const uploads = room.uploads();
    expect(await deliverReviews(deps, request)).toMatchObject([
      { page: { alreadyDelivered: true }, figures: { alreadyDelivered: true } },
    ]);
    expect(room.uploads()).toBe(uploads);
  });

  describeWith('openpyxl')('and another program opens its figures', () => {
    it('with their pictures beside them', async () => {
      const images = imagesWithOpenpyxl(await room.openDelivered(FIGURES));
      expect(images.map(({ sheet }) => sheet)).toEqual(Array(4).fill('CROISEMENTS'));
      expect(images.every(({ png, column, alt }) => png && column > 8 && alt.length > 100)).toBe(true);
    });
  });

  it('leaves by the schedule where a campaign says so, once a week, sealed like the rest', async () => {
    expect(await deliverReviewsDue(deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
    const review = { day: 1, hour: 8 };
    const row = await deps.store.read((rows) => rows.campaigns.byCode(fr.code));
    const script = await deps.store.read((rows) => rows.campaigns.script(fr.code, fr.scriptVersion));
    if (!row || !script) throw new Error('the campaign and its script');
    await deps.store.write((rows) =>
      rows.campaigns.save({ ...row, settings: { ...row.settings, review } }, script),
    );
    const before = room.clock.nowMs;
    // The week of the other tests left by command.
    expect(await deliverReviewsDue(deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
    room.clock.nowMs = Date.parse('2026-11-30T08:00:00+01:00');
    expect(await deliverReviewsDue(deps, { actor: 'system' })).toEqual({ delivered: 1, failed: 0 });
    const uploads = room.uploads();
    expect(await deliverReviewsDue(deps, { actor: 'system' })).toEqual({ delivered: 0, failed: 0 });
    expect(room.uploads()).toBe(uploads);
    expect(
      Buffer.from(await room.openDelivered('TESTORG_REVUE_2026-S48.html.pgp')).toString('utf8'),
    ).toContain('Revue hebdomadaire');
    room.clock.nowMs = before;
  });

  it('refuses a running week, and a charity without campaign', async () => {
    const refused = (change: object) => deliverReviews(deps, { ...request, ...change });
    await expect(refused({ week: '2026-W48' })).rejects.toMatchObject({ code: 'week-not-over' });
    await expect(refused({ charity: 'AUTRE' })).rejects.toMatchObject({ code: 'charity-without-campaign' });
  });
});

describe('R-22 decisions', () => {
  it('are listed in order, for the leads of the campaign, and noted without their words', async () => {
    const listed = await listDecisions(deps, { campaign: fr.code, account: lead });
    expect(listed.map(({ aboutText }) => aboutText)).toEqual(['profil S3', 'créneau soir']);
    const entries = (await deps.store.read(async (rows) => await Array.fromAsync(rows.audit.each()))).filter(
      (row) => row.action === 'decision.added',
    );
    expect(entries.map(({ detail }) => detail)).toEqual([{ about: 'segment' }, { about: 'slot' }]);
    expect(JSON.stringify(entries)).not.toContain('appeler');
    await expect(listDecisions(deps, { campaign: ch.code, account: lead })).rejects.toThrow(
      expect.objectContaining({ code: 'campaign-unknown' }),
    );
  });

  it('are never about a person’s health or account', async () => {
    const add = (text: string) =>
      addDecision(deps, { campaign: fr.code, about: { kind: 'general', value: '' }, text, account: lead });
    await expect(add('Rappeler la personne séropositive de mardi')).rejects.toThrow(
      expect.objectContaining({ code: 'decision-text' }),
    );
  });
});

describe('R-70 the cost of the week', () => {
  it('rests on the figures of the report: agreements and contacts under the rates, the fixed amount once', async () => {
    const figures = await readCampaignFigures(deps, { campaign: fr.code, week: STORY_WEEK, account: lead });
    const cost = await readCost(deps, { campaign: fr.code, week: STORY_WEEK, account: lead });
    const agreements = figures.indicators[0]?.period.scaled ?? 0;
    const all = figures.indicators[0]?.cumulated.scaled ?? 0;
    expect(agreements).toBeGreaterThan(0);
    const line = (of: typeof cost.period, label: string) => of.lines.find((one) => one.label === label);
    expect(line(cost.period, 'Accords nets')).toMatchObject({
      quantity: agreements,
      amountMinor: 500 * agreements,
    });
    expect(line(cost.cumulated, 'Accords nets')).toMatchObject({ quantity: all, amountMinor: 500 * all });
    expect(line(cost.period, 'Mise en place')).toBeUndefined();
    expect(line(cost.cumulated, 'Mise en place')).toMatchObject({ amountMinor: 100_000 });
    // Two of the three weeks are over.
    expect(cost.plan?.expectedSeconds).toBe((200 * 3600 * 14) / 20);
  });

  it('is a workbook of the same bytes twice; a campaign without rates has none, nor one of others', async () => {
    const asked = { campaign: fr.code, week: STORY_WEEK, account: lead };
    const sheet = await makeCostSheet(deps, asked);
    expect(sheet.name).toBe('couts-TEST-UP-FR-2026-W47.xlsx');
    expect(await makeCostSheet(deps, asked)).toEqual(sheet);
    const swiss = { ...lead, campaigns: [ch.code] };
    await expect(readCost(deps, { campaign: ch.code, account: swiss })).rejects.toThrow(/pas de tarifs/);
    await expect(readCost(deps, { campaign: fr.code, account: swiss })).rejects.toThrow(/n’existe pas/);
  });
});
