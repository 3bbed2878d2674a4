import { describe, expect, it } from 'vitest';
import { askOffers, freeAmountBounds, type LadderQuestion } from '../../../server/domain/ask/gift-ladder.ts';
import { settings } from '../../support/store/store-rows.ts';

/** The table of docs/rules/asks.md#ladder. */
const LADDER = [
  { below: 8, first: 4, second: 2 },
  { below: 13, first: 5, second: 3 },
  { below: 20, first: 6, second: 4 },
  { below: 30, first: 8, second: 5 },
  { below: 50, first: 10, second: 6 },
  { first: 15, second: 10 },
];
function question(amount: number, change: Partial<LadderQuestion> = {}): LadderQuestion {
  return {
    kind: 'upgrade',
    gift: { amountMinor: Math.round(amount * 100), currency: 'EUR', frequency: 'M' },
    targets: {},
    settings: settings({ ladder: LADDER }),
    country: 'FR',
    ...change,
  };
}
const gift = (amount: number, frequency: 'M' | 'T' | 'S' | 'A', currency: 'EUR' | 'CHF' = 'EUR') => ({
  amountMinor: amount * 100,
  currency,
  frequency,
});
const asked = (one: LadderQuestion) =>
  Object.fromEntries(askOffers(one).map((offer) => [offer.level, offer.amount.minor / 100]));

describe('the ask ladder of an upgrade (R-04, docs/rules/asks.md#ladder)', () => {
  it.each([
    [3, { 1: 5, 2: 4, ONE_OFF: 15 }],
    [5, { 1: 8, 2: 7, ONE_OFF: 20 }],
    [7.5, { 1: 12, 2: 10, ONE_OFF: 25 }],
    [10, { 1: 15, 2: 13, ONE_OFF: 30 }],
    [12.5, { 1: 18, 2: 16, ONE_OFF: 35 }],
    [15, { 1: 21, 2: 19, ONE_OFF: 35 }],
    [20, { 1: 28, 2: 25, ONE_OFF: 50 }],
    [30, { 1: 40, 2: 36, ONE_OFF: 60 }],
    [50, { 1: 65, 2: 60, ONE_OFF: 90 }],
  ])('%s € a month', (amount, expected) => {
    expect(asked(question(amount))).toEqual(expected);
  });

  it('asks in the donor’s own periodicity', () => {
    expect(asked(question(0, { gift: gift(30, 'T') }))).toEqual({ 1: 45, 2: 39, ONE_OFF: 30 });
    expect(asked(question(0, { gift: gift(120, 'A') }))).toEqual({ 1: 180, 2: 156, ONE_OFF: 30 });
  });

  it('explains itself (F-03)', () => {
    expect(askOffers(question(10))).toEqual([
      {
        level: '1',
        amount: { minor: 1500, currency: 'EUR' },
        words: 'quinze euros',
        rule: 'don de 8 à 12 € : +5 €',
      },
      {
        level: '2',
        amount: { minor: 1300, currency: 'EUR' },
        words: 'treize euros',
        rule: 'don de 8 à 12 € : +3 €',
      },
      {
        level: 'ONE_OFF',
        amount: { minor: 3000, currency: 'EUR' },
        words: 'trente euros',
        rule: '6 mois de +5 €, au moins 15 €',
      },
    ]);
    const rules = (one: LadderQuestion) => askOffers(one).map((offer) => offer.rule);
    expect(rules(question(5))[0]).toBe('don de moins de 8 € : +4 €, limité à 1,6 fois le don');
    expect(rules(question(60))[0]).toBe('don de 50 € et plus : +15 €');
    expect(rules(question(0, { gift: gift(30, 'T') }))[0]).toBe(
      'don de 8 à 12 € : +15 € par trimestre (5 € par mois)',
    );
  });

  it('says francs as the canton does', () => {
    const swiss = question(0, {
      gift: gift(75, 'M', 'CHF'),
      country: 'CH',
      canton: 'VD',
      targets: { first: 8000 },
    });
    expect(askOffers(swiss)[0]).toMatchObject({
      amount: { minor: 8000, currency: 'CHF' },
      words: 'huitante francs',
    });
  });

  it('lets the charity impose its amounts, never below the gift', () => {
    const targets = { first: 2000, second: 1700, oneOff: 5000 };
    expect(asked(question(10, { targets }))).toEqual({ 1: 20, 2: 17, ONE_OFF: 50 });
    expect(askOffers(question(10, { targets }))[0]?.rule).toBe('montant fixé par l’association');
    expect(asked(question(10, { targets: { first: 900, second: 1600 } }))).toMatchObject({ 1: 15, 2: 13 });
  });

  it('leaves the one-off out when the campaign has none, and M1 at the ceiling', () => {
    const own = settings({ ladder: LADDER, giftCeilingMinor: 5500 });
    expect(asked(question(50, { settings: { ...own, oneOff: { ...own.oneOff!, enabled: false } } }))).toEqual(
      {
        1: 55,
        2: 54,
      },
    );
  });

  it('bounds what the donor may name', () => {
    expect(freeAmountBounds(question(10))).toEqual({ minMinor: 1100, maxMinor: 10_000, currency: 'EUR' });
    expect(freeAmountBounds(question(0, { gift: gift(30, 'T') }))).toMatchObject({
      minMinor: 3100,
      maxMinor: 30_000,
    });
    expect(freeAmountBounds(question(500))).toMatchObject({ maxMinor: 100_000 });
  });
});

describe('the ask of a reactivation (docs/rules/asks.md#ladder)', () => {
  const lapsed = (amount: number, change: Partial<LadderQuestion> = {}) =>
    asked(question(amount, { kind: 'reactivation', ...change }));
  it('asks the last gift, at least 10, then three quarters of it, at least 8', () => {
    expect(lapsed(20)).toEqual({ 1: 20, 2: 15, ONE_OFF: 40 });
    expect(lapsed(0, { gift: gift(30, 'T') })).toEqual({ 1: 30, 2: 24, ONE_OFF: 20 });
  });
  it('never asks first more than 1.6 times the last gift, and says so; then the last gift itself', () => {
    expect(lapsed(5)).toEqual({ 1: 8, 2: 5, ONE_OFF: 15 });
    const quarterly = question(0, { kind: 'reactivation', gift: gift(8, 'T') });
    expect(asked(quarterly)).toMatchObject({ 1: 12, 2: 8 });
    expect(
      askOffers(quarterly)
        .map(({ rule }) => rule.replaceAll(/\s/g, ' '))
        .slice(0, 2),
    ).toEqual(['dernier don, au moins 30 €, limité à 1,6 fois le dernier don', 'dernier don']);
    expect(lapsed(0, { gift: gift(75, 'A') })).toMatchObject({ 1: 120, 2: 96 });
    expect(lapsed(0, { gift: gift(74, 'A') })).toMatchObject({ 1: 118, 2: 74 });
  });
  it('keeps the least amount whatever the last gift where the charity says so', () => {
    const terms = { leastFirst: 10, leastSecond: 8, secondShare: 0.75, maxRatio: 20 };
    expect(lapsed(5, { settings: settings({ reactivation: terms }) })).toMatchObject({ 1: 10, 2: 8 });
  });
  it('takes imposed amounts', () => {
    expect(lapsed(20, { targets: { first: 1200, second: 900 } })).toMatchObject({ 1: 12, 2: 9 });
  });
});
