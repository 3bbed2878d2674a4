import { describe, expect, it } from 'vitest';
import { firstDebitOn } from '../../../server/domain/agreement/first-debit.ts';
import { mandateAction } from '../../../server/domain/agreement/mandate-action.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { paris } from '../../support/call/centre.ts';

const rules = callingRules();
type Gift = Parameters<typeof firstDebitOn>[0]['gift'];
const firstDebit = (called: string, gift: Gift, processingWorkingDays = 5) =>
  firstDebitOn({
    callAtMs: paris(called),
    gift,
    minDays: 14,
    processingWorkingDays,
    isHoliday: (date) => rules.holidayOn('FR', date) !== undefined,
  });

describe('first debit at the new amount (docs/rules/direct-debit.md)', () => {
  it.each([
    // Monday: Wednesday of next week is 2 December, + 5 working days = 9 December; call + 14 = 7 December.
    ['2026-11-23T17:05', 10, '2026-12-10'],
    ['2026-11-23T17:05', 9, '2026-12-09'],
    ['2026-11-23T17:05', 8, '2027-01-08'],
    // Sunday call late in the week: call + 14 = 13 December is the later one.
    ['2026-11-29T12:00', 12, '2027-01-12'],
    ['2026-11-29T12:00', 13, '2026-12-13'],
    // 25 December and 1 January are no working days.
    ['2026-12-14T17:05', 31, '2026-12-31'],
    ['2026-12-17T17:05', 30, '2027-01-30'],
    ['2026-12-21T17:05', 6, '2027-02-06'],
    ['2026-12-21T17:05', 13, '2027-01-13'],
  ])('called %s, debited on the %s: %s', (called, debitDay, expected) => {
    expect(firstDebit(called, { frequency: 'M', debitDay })).toBe(expected);
  });

  it('takes the last day of a shorter month, and the earliest date without a debit day', () => {
    expect(firstDebit('2027-02-01T17:05', { frequency: 'M', debitDay: 31 })).toBe('2027-02-28');
    expect(firstDebit('2026-11-23T17:05', { frequency: 'M' })).toBe('2026-12-09');
    expect(firstDebit('2026-11-23T17:05', { frequency: 'M' }, 0)).toBe('2026-12-07');
  });

  it('follows the cycle of a gift that is not monthly', () => {
    const quarterly = { frequency: 'T', debitDay: 5, lastDebitOn: '2026-10-05' } as const;
    expect(firstDebit('2026-11-23T17:05', quarterly)).toBe('2027-01-05');
    expect(firstDebit('2026-11-23T17:05', { frequency: 'A', debitDay: 5, startedOn: '2019-03-05' })).toBe(
      '2027-03-05',
    );
    expect(firstDebit('2026-11-23T17:05', { frequency: 'T', debitDay: 15 })).toBe('2026-12-15');
  });
});

describe('what to do with the mandate (docs/rules/direct-debit.md)', () => {
  const mandate = { scheme: 'SEPA', reference: '++00RUM1' } as const;
  const today = '2026-11-23';
  const resume = (stopReason?: string, lastDebitOn?: string) =>
    mandateAction({
      kind: 'reactivation',
      gift: { ...(stopReason ? { stopReason } : {}), ...(lastDebitOn ? { lastDebitOn } : {}) },
      mandate,
      today,
    });

  it('reuses a running mandate, and checks what is no debit order', () => {
    expect(mandateAction({ kind: 'upgrade', gift: {}, mandate, today })).toBe('REUTILISER');
    const ebill = { scheme: 'EBILL', reference: 'x' } as const;
    expect(mandateAction({ kind: 'upgrade', gift: {}, mandate: ebill, today })).toBe('A_VERIFIER');
  });
  it.each([
    ['DEMANDE', '2026-01-05', 'NOUVEAU_SIGNATURE'],
    ['COMPTE_CLOS', '2026-01-05', 'NOUVEAU_SIGNATURE'],
    ['IMPAYES', '2026-01-05', 'REUTILISER'],
    ['IMPAYES', '2023-11-23', 'NOUVEAU_SIGNATURE'],
    ['IMPAYES', '2023-11-24', 'REUTILISER'],
    ['IMPAYES', undefined, 'A_VERIFIER'],
    ['REJET_BANCAIRE', '2026-01-05', 'A_VERIFIER'],
    [undefined, '2026-01-05', 'A_VERIFIER'],
  ])('stopped by %s, last debit %s: %s', (reason, last, expected) => {
    expect(resume(reason, last)).toBe(expected);
  });
});
