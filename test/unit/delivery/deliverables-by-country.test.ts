import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { urgentFile } from '../../../server/domain/delivery/urgent-file.ts';
import { weeklyFile } from '../../../server/domain/delivery/weekly-file.ts';
import { forecast } from '../../../server/domain/indicators/indicator-forecast.ts';
import { reportWorkbook } from '../../../server/domain/report/report-workbook.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { returnFacts, urgentFacts, weeklyFacts } from '../../support/campaign/country-facts.ts';
import {
  CAMPAIGN_FOLDERS,
  type CampaignFolder,
  loadedCampaign,
} from '../../support/campaign/reference-campaigns.ts';
import { gatheredReturn } from '../../support/delivery/gathered-return.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';
import { agreementsOf } from '../../support/review/agreement-fact.ts';
import { workedExample } from '../../support/review/worked-example.ts';

const WEEK = '2026-W47';
const END_MS = Date.parse('2026-11-23T00:00:00+01:00');

const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

const settingsOf = (folder: CampaignFolder) => loadedCampaign(folder).settings;

function weekly(folder: CampaignFolder) {
  return weeklyFile({
    campaign: settingsOf(folder),
    week: WEEK,
    facts: weeklyFacts(folder),
    agreements: agreementsOf(weeklyFacts(folder)),
    createdAtMs: END_MS,
  });
}

function report(folder: CampaignFolder) {
  const settings = settingsOf(folder);
  const { kind, country, targets, definitions } = settings;
  const codes = new Map([['AC_UP', kind === 'upgrade' ? 'AC_UP' : 'AC_RE']]);
  const example = workedExample();
  const closed = new Map([...example.period.closed].map(([code, n]) => [codes.get(code) ?? code, n]));
  const span = { ...example.period, closed };
  const currency = country === 'CH' ? ('CHF' as const) : ('EUR' as const);
  const own = { kind, country, currency, targets, definitions };
  const input = { ...example, ...own, period: span, cumulated: span };
  const dates = { starts: '2026-11-02', ends: '2026-11-29', asOf: '2026-11-16' };
  return reportWorkbook({
    campaign: settings,
    week: WEEK,
    input,
    forecast: forecast(input, dates),
    calls: { period: closed, cumulated: closed },
    createdAtMs: END_MS,
  });
}

describe.each(CAMPAIGN_FOLDERS)('what %s delivers, to the last cell', (folder) => {
  const golden = (name: string) => `../../golden/deliverables/${folder}/${name}.txt`;
  const settings = settingsOf(folder);

  it('R-20 weekly mandates', async () => {
    await expect(workbookText(weekly(folder).spec)).toMatchFileSnapshot(golden('mandats'));
  });

  it('the daily urgent file', async () => {
    const spec = urgentFile({
      campaign: settings,
      day: '2026-11-18',
      facts: urgentFacts(folder),
      createdAtMs: END_MS,
    });
    await expect(workbookText(spec)).toMatchFileSnapshot(golden('urgent'));
  });

  it('R-23 the final return', async () => {
    const spec = await gatheredReturn(returnFacts(folder), {
      campaign: settings.code,
      delivered: 5,
      rejected: 1,
      createdAtMs: END_MS,
    });
    await expect(workbookText(spec)).toMatchFileSnapshot(golden('retour'));
  });

  it('R-21 the 14 indicators', async () => {
    await expect(workbookText(report(folder))).toMatchFileSnapshot(golden('indicateurs'));
  });

  it('the same week built again gives the same bytes, whatever the order of its facts', async () => {
    const facts = [...weeklyFacts(folder)].reverse();
    const again = weeklyFile({
      campaign: settings,
      week: WEEK,
      facts,
      agreements: agreementsOf(facts),
      createdAtMs: END_MS,
    });
    const sha256 = async (spec: typeof again.spec) =>
      createHash('sha256')
        .update(await workbooks.writer.write(spec))
        .digest('hex');
    expect(await sha256(again.spec)).toBe(await sha256(weekly(folder).spec));
  });

  it('says its own country and currency, and no other', () => {
    const text = [weekly(folder).spec, report(folder)].map(workbookText).join('\n');
    const isSwiss = settings.country === 'CH';
    expect(/\bCHF\b/.test(text)).toBe(isSwiss);
    expect(/\bEUR\b/.test(text)).toBe(!isSwiss);
    expect(/\bRUM\b/.test(text)).toBe(!isSwiss);
    expect(/\bREF_AUTORISATION\b/.test(text)).toBe(isSwiss);
  });
});
