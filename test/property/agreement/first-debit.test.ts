import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FirstDebitQuestion,
  firstDebitFor,
  plannedDebit,
} from '../../../server/domain/agreement/first-debit.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { civilDate } from '../../../shared/time.ts';

const rules = callingRules();
const FIRST_MS = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds;
const LAST_MS = Temporal.Instant.from('2039-12-31T00:00:00Z').epochMilliseconds;
const day = (date: string) => Temporal.PlainDate.from(date);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const SCHEMES = { FR: ['SEPA'], BE: ['SEPA'], CH: ['LSV+', 'CH-DD', 'EBILL', 'QR'] } as const;

const question = fc
  .record({
    country: fc.constantFrom('FR' as const, 'BE' as const, 'CH' as const),
    kind: fc.constantFrom('upgrade' as const, 'reactivation' as const),
    frequency: fc.constantFrom('M' as const, 'T' as const, 'S' as const, 'A' as const),
    toldAtMs: fc.integer({ min: FIRST_MS, max: LAST_MS }),
    debitDay: maybe(fc.integer({ min: 1, max: 31 })),
    lastDebitDays: maybe(fc.integer({ min: 1, max: 1500 })),
    schemeAt: fc.nat(3),
    minDays: fc.integer({ min: 14, max: 30 }),
    processingWorkingDays: fc.integer({ min: 0, max: 10 }),
    emailHoldMinutes: fc.integer({ min: 0, max: 2880 }),
  })
  .map(({ country, kind, frequency, toldAtMs, schemeAt, ...rest }): FirstDebitQuestion => {
    const { debitDay, lastDebitDays, emailHoldMinutes, ...firstDebit } = rest;
    const schemes = SCHEMES[country];
    const last =
      lastDebitDays === undefined
        ? {}
        : { lastDebitOn: day(civilDate(toldAtMs)).subtract({ days: lastDebitDays }).toString() };
    const gift = { amountMinor: 1000, currency: 'EUR', frequency, stopReason: 'IMPAYES', ...last } as const;
    return {
      donor: {
        gift: debitDay === undefined ? gift : { ...gift, debitDay },
        mandate: {
          scheme: schemes[schemeAt % schemes.length] ?? 'SEPA',
          reference: 'R',
          creditorIdentifier: '',
        },
      },
      campaign: { kind, country, settings: { firstDebit, emailHoldMinutes } },
      toldAtMs,
      rules,
    };
  });

/** Moving feasts as date-holidays has them for a country where all are public: our own Easter is checked against it. */
const german = new Holidays('DE', { types: ['public'] });
const feasts = new Map<number, ReadonlySet<string>>();
function feastsOf(year: number): ReadonlySet<string> {
  const known =
    feasts.get(year) ??
    new Set(german.getHolidays(year).map(({ rule, date }) => `${rule} ${date.slice(0, 10)}`));
  feasts.set(year, known);
  return known;
}
const isFeast = (date: string, ...rules: string[]) =>
  rules.some((rule) => feastsOf(day(date).year).has(`${rule} ${date}`));

function isSettled(date: string, scheme: string): boolean {
  if (day(date).dayOfWeek > 5) return false;
  if (isFeast(date, 'easter -2', 'easter 1')) return false;
  if (scheme === 'SEPA') return !['01-01', '05-01', '12-25', '12-26'].includes(date.slice(5));
  if (isFeast(date, 'easter 39', 'easter 50')) return false;
  return !['01-01', '01-02', '08-01', '12-25', '12-26'].includes(date.slice(5));
}

const noticeEnd = ({ campaign, toldAtMs }: FirstDebitQuestion) => {
  const { firstDebit, emailHoldMinutes } = campaign.settings;
  return day(civilDate(toldAtMs + emailHoldMinutes * 60_000 + 48 * 3_600_000)).add({
    days: firstDebit.minDays,
  });
};

describe('the first debit, whatever the day, the country and the periodicity', () => {
  it('leaves the whole notice after the last moment the e-mail may leave, on a day when the banks settle', () => {
    fc.assert(
      fc.property(question, (one) => {
        const on = firstDebitFor(one);
        expect(Temporal.PlainDate.compare(day(on), noticeEnd(one))).toBeGreaterThanOrEqual(0);
        expect(isSettled(on, one.donor.mandate.scheme)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is the donor’s own day, or the first day of settlement after it', () => {
    fc.assert(
      fc.property(question, (one) => {
        const { debitDay } = one.donor.gift;
        fc.pre(debitDay !== undefined);
        let own = day(firstDebitFor(one));
        for (let back = 0; back < 7 && own.day !== Math.min(debitDay ?? 0, own.daysInMonth); back += 1) {
          own = own.subtract({ days: 1 });
          expect(isSettled(own.toString(), one.donor.mandate.scheme)).toBe(false);
        }
        expect(own.day).toBe(Math.min(debitDay ?? 0, own.daysInMonth));
      }),
      { numRuns: 500 },
    );
  });

  it('resumes a stopped gift within a month of the first possible day, whatever its periodicity was', () => {
    fc.assert(
      fc.property(question, fc.constantFrom('M' as const, 'T' as const, 'A' as const), (one, frequency) => {
        const stopped = { ...one, campaign: { ...one.campaign, kind: 'reactivation' as const } };
        const on = firstDebitFor(stopped);
        const { donor } = stopped;
        expect(firstDebitFor({ ...stopped, donor: { ...donor, gift: { ...donor.gift, frequency } } })).toBe(
          on,
        );
        const { debitDay: _day, ...gift } = donor.gift;
        const earliest = day(firstDebitFor({ ...stopped, donor: { ...donor, gift } }));
        expect(earliest.until(day(on)).days).toBeLessThanOrEqual(31 + 7);
      }),
    );
  });

  it('never reuses a mandate that is void on that day, and never comes earlier for a later call', () => {
    fc.assert(
      fc.property(question, fc.integer({ min: 0, max: 60 * 24 * 40 }), (one, minutes) => {
        const on = firstDebitFor(one);
        const later = firstDebitFor({ ...one, toldAtMs: one.toldAtMs + minutes * 60_000 });
        expect(later >= on).toBe(true);
        const stopped = { ...one, campaign: { ...one.campaign, kind: 'reactivation' as const } };
        const planned = plannedDebit(stopped);
        const { lastDebitOn } = one.donor.gift;
        if (planned.mandate !== 'REUTILISER') return;
        expect(
          day(lastDebitOn ?? '')
            .add({ months: 36 })
            .toString() > (planned.on ?? ''),
        ).toBe(true);
      }),
    );
  });
});
