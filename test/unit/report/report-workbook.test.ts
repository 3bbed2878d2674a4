import { describe, expect, it } from 'vitest';
import {
  nameWithCampaign,
  reportFileName,
  returnFileName,
} from '../../../server/domain/files/delivery-names.ts';
import { forecast } from '../../../server/domain/indicators/indicator-forecast.ts';
import { reportWorkbook } from '../../../server/domain/report/report-workbook.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';
import { EMPTY_SPAN, workedExample } from '../../support/review/worked-example.ts';

const DATES = { starts: '2026-11-02', ends: '2026-11-29', asOf: '2026-11-16' };

describe('R-21 the weekly report', () => {
  it('is the golden workbook: one sheet per topic, numbers as numbers', async () => {
    const input = workedExample();
    const calls = {
      period: new Map([['AC_UP', 11]]),
      cumulated: new Map([
        ['AC_UP', 11],
        ['NJ_NRP', 40],
      ]),
    };
    const spec = reportWorkbook({
      campaign: { code: 'UPG-FR-26', name: 'Fidèles 2026' },
      week: '2026-W46',
      input,
      forecast: forecast(input, DATES),
      calls,
      createdAtMs: 0,
    });
    await expect(workbookText(spec)).toMatchFileSnapshot('../../golden/indicators/report.txt');
  });

  it('is named beside the mandates', () => {
    const named = { kind: 'reactivation', country: 'BE', charity: 'ASSO' } as const;
    expect(reportFileName(named, '2026-W46')).toBe('ASSO_INDICATEURS_REA_BE_2026-S46.xlsx');
    expect(returnFileName(named, '2026-12-18')).toBe('ASSO_RETOUR_REA_BE_20261218.xlsx');
    expect(returnFileName(named, '2026-12-18', true)).toBe('ASSO_RETOUR-PROVISOIRE_REA_BE_20261218.xlsx');
    expect(nameWithCampaign('ASSO_RETOUR_REA_BE_20261218.xlsx', 'REA-BE-2')).toBe(
      'ASSO_RETOUR_REA_BE_20261218_REA-BE-2.xlsx',
    );
  });
});

describe('R-10 the forecast', () => {
  it('goes on at the current pace, never beyond the callable records', () => {
    const now = forecast(workedExample(), DATES);
    expect(now).toMatchObject({
      elapsedDays: 14,
      totalDays: 28,
      processedAtEnd: 94,
      agreementsAtEnd: 14,
      agreementsWanted: 11,
    });
    expect(now?.processedRateAtEnd.scaled).toBe(940);
  });

  it('names the target that lags most, T ÷ L by its forecast', () => {
    expect(forecast(workedExample(), DATES)?.mainGap?.key).toBe('agreementRate');
    const slow = forecast({ ...workedExample(), delivered: 1000 }, DATES);
    expect(slow?.mainGap?.key).toBe('processedOnDelivered');
  });

  it('says how many records a day reach the target', () => {
    expect(forecast(workedExample(), DATES)?.perDayToTarget).toBe(1);
    expect(forecast({ ...workedExample(), delivered: 90 }, DATES)?.perDayToTarget).toBe(0);
    expect(forecast(workedExample(), { ...DATES, asOf: '2027-01-04' })?.perDayToTarget).toBeNull();
  });

  it('says nothing before the first day, and zero of zero calls', () => {
    expect(forecast(workedExample(), { ...DATES, asOf: '2026-11-02' })).toBeUndefined();
    expect(forecast({ ...workedExample(), cumulated: EMPTY_SPAN }, DATES)?.agreementsAtEnd).toBe(0);
  });
});
