import { describe, expect, it } from 'vitest';
import { firstDebitFor, plannedDebit } from '../../../server/domain/agreement/first-debit.ts';
import { mandateAction } from '../../../server/domain/agreement/mandate-action.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { RegularGift } from '../../../server/domain/donor.ts';
import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { DebitScheme } from '../../../shared/debit.ts';
import type { StopReason } from '../../../shared/stop-reasons.ts';
import { paris } from '../../support/call/centre.ts';

const rules = callingRules();
type Gift = Pick<RegularGift, 'frequency'> & Partial<RegularGift>;
interface Place {
  readonly kind?: CampaignKind;
  readonly country?: Country;
  readonly scheme?: DebitScheme;
  readonly processingWorkingDays?: number;
  readonly emailHoldMinutes?: number;
}

function question(called: string, gift: Gift, place: Place = {}) {
  const { kind = 'upgrade', country = 'FR', scheme = 'SEPA' } = place;
  const { processingWorkingDays = 5, emailHoldMinutes = 30 } = place;
  const firstDebit = { minDays: 14, processingWorkingDays };
  return {
    donor: {
      gift: { amountMinor: 1000, currency: 'EUR', ...gift },
      mandate: { scheme, reference: '++00RUM1', creditorIdentifier: '' },
    },
    campaign: { kind, country, settings: { firstDebit, emailHoldMinutes } },
    toldAtMs: paris(called),
    rules,
  } as const;
}
const firstDebit = (called: string, gift: Gift, place?: Place) =>
  firstDebitFor(question(called, gift, place));

describe('first debit at the new amount (docs/rules/direct-debit.md)', () => {
  it.each([
    // Monday: Wednesday of next week is 2 December, + 5 working days = 9 December; the notice ends on the 9th too.
    ['2026-11-23T17:05', 10, '2026-12-10'],
    ['2026-11-23T17:05', 9, '2026-12-09'],
    ['2026-11-23T17:05', 8, '2027-01-08'],
    // Sunday call: the e-mail may leave until Tuesday 1 December, + 14 = 15 December is the later one.
    ['2026-11-29T12:00', 14, '2027-01-14'],
    ['2026-11-29T12:00', 15, '2026-12-15'],
    // 25 December and 1 January are no working days.
    ['2026-12-14T17:05', 31, '2026-12-31'],
    // A Saturday moves to Monday.
    ['2026-12-17T17:05', 30, '2027-02-01'],
    ['2026-12-21T17:05', 5, '2027-02-05'],
    ['2026-12-21T17:05', 13, '2027-01-13'],
  ])('called %s, debited on the %s: %s', (called, debitDay, expected) => {
    expect(firstDebit(called, { frequency: 'M', debitDay })).toBe(expected);
  });

  it('takes the last day of a shorter month, and the earliest bank day without a debit day', () => {
    expect(firstDebit('2027-03-01T17:05', { frequency: 'M', debitDay: 31 })).toBe('2027-03-31');
    expect(firstDebit('2028-02-01T17:05', { frequency: 'M', debitDay: 31 })).toBe('2028-02-29');
    expect(firstDebit('2026-11-23T17:05', { frequency: 'M' })).toBe('2026-12-09');
  });

  it('counts the notice from the latest moment the e-mail may leave, its hold included', () => {
    const gift = { frequency: 'M' } as const;
    const noProcessing = { processingWorkingDays: 0 };
    // Sunday 29 November, 12:00 + 30 min + 48 h = 1 December.
    expect(firstDebit('2026-11-29T12:00', gift, noProcessing)).toBe('2026-12-15');
    expect(firstDebit('2026-11-29T12:00', gift, { ...noProcessing, emailHoldMinutes: 24 * 60 })).toBe(
      '2026-12-16',
    );
    // The e-mail of a call at 23:50 may leave after midnight.
    expect(firstDebit('2026-11-29T23:50', gift, noProcessing)).toBe('2026-12-16');
  });

  it('falls on a day when banks of the scheme settle, in each country', () => {
    const christmas = { frequency: 'M', debitDay: 25 } as const;
    expect(firstDebit('2026-11-23T17:05', christmas, { country: 'BE' })).toBe('2026-12-28');
    const second = { frequency: 'M', debitDay: 2 } as const;
    expect(firstDebit('2027-12-01T17:05', second, { country: 'BE' })).toBe('2028-01-03');
    // 6 May 2027, Ascension: banks of the Eurosystem settle, Swiss ones do not.
    const ascension = { frequency: 'M', debitDay: 6 } as const;
    expect(firstDebit('2027-04-10T17:05', ascension, { country: 'BE' })).toBe('2027-05-06');
    expect(firstDebit('2027-04-10T17:05', ascension, { country: 'CH', scheme: 'LSV+' })).toBe('2027-05-07');
    // 1 May is one of TARGET's alone.
    const may = { frequency: 'M', debitDay: 1 } as const;
    expect(firstDebit('2029-04-02T17:05', may, { country: 'BE' })).toBe('2029-05-02');
    expect(firstDebit('2029-04-02T17:05', may, { country: 'CH', scheme: 'CH-DD' })).toBe('2029-05-01');
  });

  it('follows the cycle of a running gift that is not monthly', () => {
    const quarterly = { frequency: 'T', debitDay: 5, lastDebitOn: '2026-10-05' } as const;
    expect(firstDebit('2026-11-23T17:05', quarterly)).toBe('2027-01-05');
    expect(firstDebit('2026-11-23T17:05', { frequency: 'A', debitDay: 5, startedOn: '2019-03-05' })).toBe(
      '2027-03-05',
    );
    expect(firstDebit('2026-11-23T17:05', { frequency: 'T', debitDay: 15 })).toBe('2026-12-15');
  });

  it('resumes a stopped gift at the next possible day, not at its old anniversary', () => {
    const yearly = { frequency: 'A', debitDay: 10, lastDebitOn: '2025-11-20' } as const;
    expect(firstDebit('2026-11-12T17:05', yearly)).toBe('2027-11-10');
    expect(firstDebit('2026-11-12T17:05', yearly, { kind: 'reactivation' })).toBe('2026-12-10');
  });
});

describe('what to do with the mandate (docs/rules/direct-debit.md)', () => {
  const mandate = { scheme: 'SEPA', reference: '++00RUM1' } as const;
  const debitOn = '2026-12-10';
  const resume = (stopReason?: StopReason, lastDebitOn?: string) =>
    mandateAction({
      kind: 'reactivation',
      gift: { ...(stopReason ? { stopReason } : {}), ...(lastDebitOn ? { lastDebitOn } : {}) },
      mandate,
      debitOn,
    });

  it('reuses a running mandate, and checks what is no debit order', () => {
    expect(mandateAction({ kind: 'upgrade', gift: {}, mandate, debitOn })).toBe('REUTILISER');
    const ebill = { scheme: 'EBILL', reference: 'x' } as const;
    expect(mandateAction({ kind: 'upgrade', gift: {}, mandate: ebill, debitOn })).toBe('A_VERIFIER');
  });
  it.each([
    ['DEMANDE', '2026-01-05', 'NOUVEAU_SIGNATURE'],
    ['COMPTE_CLOS', '2026-01-05', 'NOUVEAU_SIGNATURE'],
    ['IMPAYES', '2026-01-05', 'REUTILISER'],
    ['IMPAYES', '2023-12-10', 'NOUVEAU_SIGNATURE'],
    ['IMPAYES', '2023-12-11', 'REUTILISER'],
    ['IMPAYES', undefined, 'A_VERIFIER'],
    ['REJET_BANCAIRE', '2026-01-05', 'A_VERIFIER'],
    [undefined, '2026-01-05', 'A_VERIFIER'],
  ] as const)('stopped by %s, last debit %s: %s', (reason, last, expected) => {
    expect(resume(reason, last)).toBe(expected);
  });

  it('judges the 36 months on the first debit, not on the day of the call, and tells no day before a signature', () => {
    // Called on 12 November 2026: the mandate still lives, but no longer on 10 December.
    const gift = { frequency: 'A', debitDay: 10, lastDebitOn: '2023-11-20', stopReason: 'IMPAYES' } as const;
    const planned = (lastDebitOn: string) =>
      plannedDebit(question('2026-11-12T17:05', { ...gift, lastDebitOn }, { kind: 'reactivation' }));
    expect(planned('2023-11-20')).toEqual({ mandate: 'NOUVEAU_SIGNATURE', on: undefined });
    expect(planned('2023-12-10')).toEqual({ mandate: 'NOUVEAU_SIGNATURE', on: undefined });
    expect(planned('2023-12-11')).toEqual({ mandate: 'REUTILISER', on: '2026-12-10' });
  });
});
