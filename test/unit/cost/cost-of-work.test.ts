import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratesSchema } from '../../../server/domain/campaign/rates.ts';
import { costOf, hoursPlan } from '../../../server/domain/cost/cost-of-work.ts';
import { type CampaignCost, costRows } from '../../../server/domain/cost/cost-workbook.ts';
import { spanFacts } from '../../../server/domain/indicators/indicators.ts';
import { workedExample } from '../../support/review/worked-example.ts';

const RATES = ratesSchema.parse({
  vatPercent: 20,
  hourMinor: 3250,
  usefulContactMinor: 150,
  agreementMinor: 400,
  fixed: [{ label: 'Mise en place et formation', amountMinor: 150_000 }],
  plannedHours: 900,
});

describe('R-70 what a campaign costs', () => {
  it('is computed from the worked example of the indicators, to the centime', () => {
    const input = workedExample();
    const { seconds, useful, netAgreements } = spanFacts(input, input.cumulated);
    expect({ hours: seconds / 3600, useful, netAgreements }).toEqual({
      ...{ hours: 5.5, useful: 38, netAgreements: 11 },
    });
    const cost = costOf(RATES, { seconds, usefulContacts: useful, agreements: netAgreements }, 'with-fixed');
    // 5.5 h × 32.50 = 178.75 ; 38 × 1.50 = 57 ; 11 × 4 = 44 ; 1,500 once: 1,779.75, tax 355.95.
    expect(cost.lines.map(({ amountMinor }) => amountMinor)).toEqual([17_875, 5_700, 4_400, 150_000]);
    expect(cost).toMatchObject({ netMinor: 177_975, vatMinor: 35_595, grossMinor: 213_570 });
    // 1,779.75 ÷ 38 = 46.835… ; ÷ 11 = 161.795…
    expect(cost).toMatchObject({ perUsefulContactMinor: 4_684, perAgreementMinor: 16_180 });
  });

  it('leaves out what is not invoiced, and says no cost per contact where there was none', () => {
    const hourly = ratesSchema.parse({ vatPercent: 7.7, hourMinor: 3000, currency: 'CHF' });
    const cost = costOf(hourly, { seconds: 1800, usefulContacts: 0, agreements: 0 }, 'with-fixed');
    expect(cost.lines.map(({ label }) => label)).toEqual(['Heures de production']);
    // 15.00 at 7.7 %: 1.155, half up.
    expect(cost).toMatchObject({ netMinor: 1_500, vatMinor: 116, perUsefulContactMinor: null });
    expect(cost.perAgreementMinor).toBeNull();
  });

  it('gives back an agreement that is cancelled, and never counts a fixed amount twice', () => {
    const week = { seconds: 0, usefulContacts: 0, agreements: -2 };
    expect(costOf(RATES, week, 'without-fixed')).toMatchObject({ netMinor: -800, vatMinor: -160 });
  });

  it('adds up: lines to the total, total and tax to the whole, whatever was done', () => {
    const work = fc.record({
      seconds: fc.nat(40_000_000),
      usefulContacts: fc.nat(50_000),
      agreements: fc.integer({ min: -50, max: 20_000 }),
    });
    fc.assert(
      fc.property(work, fc.constantFrom('with-fixed' as const, 'without-fixed' as const), (done, fixed) => {
        const cost = costOf(RATES, done, fixed);
        expect(cost.lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(cost.netMinor);
        expect(cost.netMinor + cost.vatMinor).toBe(cost.grossMinor);
        expect(Number.isSafeInteger(cost.grossMinor)).toBe(true);
      }),
    );
  });

  it('sets the hours against the plan, day by day, never beyond the last', () => {
    expect(hoursPlan(RATES, 36_000, { elapsed: 9, total: 90 })).toEqual({
      ...{ plannedSeconds: 3_240_000, expectedSeconds: 324_000, workedSeconds: 36_000, gapSeconds: -288_000 },
    });
    expect(hoursPlan(RATES, 0, { elapsed: 120, total: 90 })?.expectedSeconds).toBe(3_240_000);
    const { plannedHours: _, ...unplanned } = RATES;
    expect(hoursPlan(unplanned, 0, { elapsed: 1, total: 90 })).toBeUndefined();
  });

  it('is told line by line: quantity, amount, totals, cost of a contact and of an agreement, plan', () => {
    const done = { seconds: 5400, usefulContacts: 12, agreements: 3 };
    const cost: CampaignCost = {
      ...{ campaign: 'ESSAI', name: 'Essai', currency: 'EUR', vatPercent: 8.1, week: '2026-W47' },
      isRunning: false,
      period: costOf(RATES, done, 'without-fixed'),
      cumulated: costOf(RATES, done, 'with-fixed'),
      plan: hoursPlan(RATES, 5400, { elapsed: 1, total: 90 }) ?? null,
    };
    const told = costRows(cost).map(({ label, unit, period, cumulated }) => [label, unit, period, cumulated]);
    expect(told).toEqual([
      ['Heures de production, quantité', 'hours', 1.5, 1.5],
      ['Heures de production, montant', 'amount', 4875, 4875],
      ['Contacts utiles, quantité', 'count', 12, 12],
      ['Contacts utiles, montant', 'amount', 1800, 1800],
      ['Accords nets, quantité', 'count', 3, 3],
      ['Accords nets, montant', 'amount', 1200, 1200],
      ['Mise en place et formation', 'amount', null, 150_000],
      ['Total hors taxe', 'amount', 7875, 157_875],
      ['TVA 8,1 %', 'amount', 1575, 31_575],
      ['Total toutes taxes comprises', 'amount', 9450, 189_450],
      ['Coût d’un contact utile, hors taxe', 'amount', 656, 13_156],
      ['Coût d’un accord, hors taxe', 'amount', 2625, 52_625],
      ['Heures prévues en tout', 'hours', null, 900],
      ['Heures prévues à ce jour', 'hours', null, 10],
      ['Heures faites', 'hours', null, 1.5],
      ['Écart au plan', 'hours', null, -8.5],
    ]);
  });
});
