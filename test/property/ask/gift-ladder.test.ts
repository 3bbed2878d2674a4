import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askOffers, freeAmountBounds, type LadderQuestion } from '../../../server/domain/ask/gift-ladder.ts';
import { MONTHS } from '../../../server/domain/ask/gift-ladder-terms.ts';
import { settings } from '../../support/store/store-rows.ts';

const target = fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined });
const question = fc
  .record({
    kind: fc.constantFrom('upgrade' as const, 'reactivation' as const),
    amountMinor: fc.integer({ min: 100, max: 90_000 }),
    frequency: fc.constantFrom('M' as const, 'T' as const, 'S' as const, 'A' as const),
    country: fc.constantFrom('FR' as const, 'BE' as const, 'CH' as const),
    maxRatio: fc.double({ min: 1, max: 3, noNaN: true }),
    first: target,
    second: target,
    oneOff: target,
  })
  .map(({ kind, amountMinor, frequency, country, maxRatio, ...targets }): LadderQuestion => {
    const currency = country === 'CH' ? 'CHF' : 'EUR';
    const present = Object.fromEntries(Object.entries(targets).filter(([, value]) => value !== undefined));
    return {
      kind,
      gift: { amountMinor, currency, frequency },
      targets: present,
      settings: settings({ maxRatio }),
      country,
    };
  });

const minorOf = (one: LadderQuestion, level: string) =>
  askOffers(one).find((offer) => offer.level === level)?.amount.minor;

describe('the ask ladder, whatever the gift', () => {
  it('never asks an active donor for the same or less, and M2 stays between', () => {
    fc.assert(
      fc.property(question, (one) => {
        const first = minorOf(one, '1') ?? Number.POSITIVE_INFINITY;
        const second = minorOf(one, '2');
        if (one.kind === 'upgrade') expect(first).toBeGreaterThan(one.gift.amountMinor);
        if (second !== undefined) {
          expect(second).toBeLessThan(first);
          if (one.kind === 'upgrade') expect(second).toBeGreaterThan(one.gift.amountMinor);
        }
      }),
    );
  });

  it('never exceeds the cap (nor +2 a month where the cap is lower) unless the charity imposes it, nor the ceiling', () => {
    fc.assert(
      fc.property(question, (one) => {
        const months = MONTHS[one.gift.frequency];
        const ceiling = one.settings.giftCeilingMinor * months;
        const first = minorOf(one, '1') ?? 0;
        expect(first).toBeLessThanOrEqual(ceiling);
        if (one.kind === 'reactivation' || one.targets.first !== undefined) return;
        const cap = Math.max(
          one.gift.amountMinor * one.settings.maxRatio,
          one.gift.amountMinor + 200 * months + 99,
        );
        expect(first).toBeLessThanOrEqual(cap);
      }),
    );
  });

  it('never asks first of a stopped gift more than 1.6 times the last one', () => {
    fc.assert(
      fc.property(question, (one) => {
        const stopped = { ...one, kind: 'reactivation' as const, targets: {} };
        const first = minorOf(stopped, '1') ?? 0;
        expect(first).toBeLessThanOrEqual(Math.max(1.6 * one.gift.amountMinor, one.gift.amountMinor + 50));
        expect(minorOf(stopped, '2') ?? 0).toBeLessThan(first);
      }),
    );
  });

  it('asks whole units in the donor’s currency, with words and a rule', () => {
    fc.assert(
      fc.property(question, (one) => {
        for (const offer of askOffers({ ...one, targets: {} })) {
          expect(offer.amount.minor % 100).toBe(0);
          expect(offer.amount.currency).toBe(one.gift.currency);
          expect(offer.words).toContain(one.gift.currency === 'CHF' ? 'franc' : 'euro');
          expect(offer.rule).not.toBe('');
        }
      }),
    );
  });

  it('bounds a free amount so that M1 and M2 fit', () => {
    fc.assert(
      fc.property(question, (one) => {
        const { minMinor, maxMinor } = freeAmountBounds(one);
        const first = minorOf(one, '1');
        if (first !== undefined) expect(first).toBeLessThanOrEqual(maxMinor);
        if (one.kind === 'upgrade') expect(minMinor).toBeGreaterThan(one.gift.amountMinor);
      }),
    );
  });
});
