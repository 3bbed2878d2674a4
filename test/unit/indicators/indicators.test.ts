import { describe, expect, it } from 'vitest';
import { agreementSums, NO_AGREEMENTS } from '../../../server/domain/indicators/agreement-sums.ts';
import { figureText } from '../../../server/domain/indicators/indicator-figures.ts';
import { indicatorLine, indicators } from '../../../server/domain/indicators/indicators.ts';
import { reportLines } from '../../../server/domain/report/report-workbook.ts';
import { agreementFact } from '../../support/review/agreement-fact.ts';
import { EMPTY_SPAN, workedExample } from '../../support/review/worked-example.ts';

const EXAMPLE = indicators(workedExample());

function value(key: string, all = EXAMPLE): string {
  const line = indicatorLine(all, key);
  if (!line) throw new Error(`no line ${key}`);
  return figureText(line.cumulated, { currency: 'EUR', country: 'FR' });
}

describe('R-21 the worked example of docs/rules/indicators.md, to the last digit', () => {
  it.each([
    ['agreements', '11'],
    ['oneOffs', '3'],
    ['refusals', '23'],
    ['pitchedRefusals', '17'],
    ['unheardRefusals', '4'],
    ['objections', '1'],
    ['stopRequests', '1'],
    ['useful', '38'],
    ['pitched', '31'],
    ['neutral', '1'],
    ['failed', '34'],
    ['open', '22'],
    ['processed', '72'],
    ['agreementRate', '28,9 %'],
    ['agreementOnPitched', '35,5 %'],
    ['processedRate', '76,6 %'],
    ['processedOnDelivered', '72,0 %'],
    ['pitchRate', '43,1 %'],
    ['usefulRate', '52,8 %'],
    ['usefulOnDelivered', '38,0 %'],
    ['pitchedPerHour', '5,6'],
    ['hours', '5,5 h'],
    ['averageAmount', '4,36 €'],
    ['amountSum', '48 €'],
    ['initialAverage', '10,91 €'],
    ['initialSum', '120 €'],
    ['fileAverage', '10,51 €'],
    ['newAverage', '15,27 €'],
    ['newSum', '168 €'],
    ['upliftRate', '40,0 %'],
    ['wrongRecipientRate', '12,5 %'],
    ['wrongPersonRate', '4,2 %'],
  ])('%s is %s', (key, expected) => expect(value(key)).toBe(expected));

  it('is the golden text', async () => {
    const lines = reportLines(workedExample(), EXAMPLE);
    const text = lines.map(([number, label, week, total, target, distance]) =>
      [`${(number ?? '').padStart(2)} ${label}: ${week} | ${total}`, target && `objectif ${target}`, distance]
        .filter(Boolean)
        .join(' · '),
    );
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot('../../golden/indicators/worked-example.txt');
  });

  it('numbers the indicators 1 to 14 and details CU, failures and refusals by code', () => {
    expect(EXAMPLE.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    const sums = EXAMPLE.filter((one) => one.detail.length > 0).map((one) => [
      one.number,
      one.detail.reduce((sum, line) => sum + line.cumulated, 0),
    ]);
    expect(sums).toEqual([
      [2, 23],
      [3, 38],
      [4, 34],
    ]);
  });
});

describe('rules of docs/rules/indicators.md', () => {
  it('R-10 says the distance to target, on the line that carries the target', () => {
    const distances = EXAMPLE.flatMap((one) => [one, ...one.companions])
      .filter((line) => line.target)
      .map((line) => [line.key, line.target?.scaled, line.distance?.scaled]);
    expect(distances).toEqual([
      ['agreementRate', 300, -11],
      ['processedOnDelivered', 750, -30],
      ['usefulRate', 500, 28],
      ['averageAmount', 400, 36],
    ]);
  });

  it('prints « n. d. » for a zero denominator, never 0 %', () => {
    const empty = indicators({
      ...workedExample(),
      delivered: 0,
      callable: 0,
      fileRecords: 0,
      fileMonthlyMinor: 0,
      period: EMPTY_SPAN,
      cumulated: EMPTY_SPAN,
    });
    for (const key of ['agreementRate', 'processedRate', 'pitchedPerHour', 'averageAmount', 'upliftRate']) {
      expect(value(key, empty)).toBe('n. d.');
    }
    expect(value('agreements', empty)).toBe('0');
    expect(indicatorLine(empty, 'agreementRate')?.distance?.scaled).toBeNull();
  });

  it('counts a cancellation in its own week and leaves CU as it was', () => {
    const example = workedExample();
    const cancelled = { count: 1, oldMonthlyMinor: 1_000, newMonthlyMinor: 1_500 };
    const week = { ...EMPTY_SPAN, agreements: { ...NO_AGREEMENTS, cancelled } };
    const since = {
      ...example.cumulated.agreements,
      cancelled,
      closed: { ...NO_AGREEMENTS.closed, effective: 10, cancelled: 1 },
      closedCancelled: new Map([['AC_UP', 1]]),
    };
    const all = indicators({
      ...example,
      period: week,
      cumulated: { ...example.cumulated, agreements: since },
    });
    expect(indicatorLine(all, 'agreements')?.period.scaled).toBe(-1);
    expect(value('agreements', all)).toBe('10');
    expect(value('given', all)).toBe('11');
    expect(value('useful', all)).toBe('38');
    expect(value('averageAmount', all)).toBe('4,30 €');
    const detail = all.find((one) => one.number === 3)?.detail ?? [];
    expect(detail.filter(({ code }) => code === 'AC_UP' || code === 'ANNULE')).toEqual([
      { code: 'AC_UP', label: 'Accord augmentation du prélèvement', period: 0, cumulated: 10 },
      { code: 'ANNULE', label: 'Accord annulé depuis', period: 0, cumulated: 1 },
    ]);
    expect(detail.reduce((sum, line) => sum + line.cumulated, 0)).toBe(38);
  });

  it('keeps agreements awaiting a signature out of #1 and in CU, and EF_CLOTURE out of T', () => {
    const cumulated = {
      ...EMPTY_SPAN,
      closed: new Map([
        ['AC_RE', 2],
        ['AC_RE_SIGN', 1],
        ['EF_CLOTURE', 5],
      ]),
      agreements: agreementSums(
        ['AC_RE', 'AC_RE', 'AC_RE_SIGN'].map((disposition) => agreementFact({ disposition })),
        { fromMs: 0, toMs: 1 },
        [],
      ),
    };
    const all = indicators({ ...workedExample(), kind: 'reactivation', cumulated });
    expect(
      ['agreements', 'awaitingSignature', 'useful', 'processed', 'endedUnprocessed', 'open'].map((key) =>
        value(key, all),
      ),
    ).toEqual(['2', '1', '3', '3', '5', '86']);
    expect(value('upliftRate', all)).toBe('n. d.');
  });

  it('follows the definitions of the campaign: T as attempted, CU on delivered', () => {
    const all = indicators({
      ...workedExample(),
      definitions: { processed: 'ATTEMPTED', usefulBase: 'DELIVERED' },
    });
    expect(value('processed', all)).toBe('80');
    expect(value('processedOnDelivered', all)).toBe('80,0 %');
    expect(indicatorLine(all, 'usefulRate')?.target).toBeUndefined();
    expect(indicatorLine(all, 'usefulOnDelivered')?.distance?.scaled).toBe(-120);
  });

  it('shows Swiss amounts in CHF', () => {
    const all = indicators({ ...workedExample(), country: 'CH', currency: 'CHF' });
    const line = indicatorLine(all, 'averageAmount');
    expect(line && figureText(line.cumulated, { currency: 'CHF', country: 'CH' })).toBe('4.36 CHF');
  });
});
