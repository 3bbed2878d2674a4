import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type GapFacts, gapsToDate, roundedTogether } from '../../../server/domain/indicators/gap-parts.ts';

const percent = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);

const factsGiven: fc.Arbitrary<GapFacts> = fc
  .record({
    delivered: fc.integer({ min: 0, max: 1_000_000 }),
    treatedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    usefulShare: fc.double({ min: 0, max: 1, noNaN: true }),
    agreedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    meanMinor: fc.integer({ min: -500, max: 20_000 }),
    targets: fc.record({
      processed: percent,
      useful: percent,
      agreements: percent,
      averageMinor: fc.integer({ min: 1, max: 5_000 }),
    }),
    usefulBase: fc.constantFrom('PROCESSED' as const, 'DELIVERED' as const),
    totalDays: fc.integer({ min: 1, max: 200 }),
    elapsedDays: fc.integer({ min: 1, max: 250 }),
  })
  .map(({ treatedShare, usefulShare, agreedShare, meanMinor, ...rest }) => {
    const treated = Math.floor(rest.delivered * treatedShare);
    const useful = Math.floor(treated * usefulShare);
    const agreements = Math.floor(useful * agreedShare);
    return { ...rest, treated, useful, agreements, amountMinor: agreements * meanMinor };
  });

const sumOf = (parts: readonly { readonly value: number }[]) =>
  parts.reduce((sum, one) => sum + one.value, 0);

it('R-22 the parts of a gap add up to it exactly, in agreements and in money', () => {
  fc.assert(
    fc.property(factsGiven, (facts) => {
      const gaps = gapsToDate(facts);
      expect(gaps).toBeDefined();
      if (!gaps) return;
      expect(gaps.agreements.actual).toBe(facts.agreements * 10);
      expect(gaps.amount.actual).toBe(facts.amountMinor);
      for (const gap of [gaps.agreements, gaps.amount]) {
        expect(sumOf(gap.parts)).toBe(gap.gap);
        expect(gap.actual - gap.expected).toBe(gap.gap);
      }
    }),
  );
});

it('R-10 what is expected is the product of the targets, at the share of the calendar elapsed', () => {
  fc.assert(
    fc.property(factsGiven, (facts) => {
      const { delivered, targets, usefulBase } = facts;
      fc.pre(usefulBase === 'PROCESSED' || targets.processed > 0);
      const share = Math.min(1, facts.elapsedDays / facts.totalDays);
      const useful =
        usefulBase === 'PROCESSED'
          ? delivered * (targets.processed / 100) * (targets.useful / 100)
          : delivered * (targets.useful / 100);
      const expected = useful * share * ((targets.agreements ?? 0) / 100);
      const gaps = gapsToDate(facts);
      expect(Math.abs((gaps?.agreements.expected ?? 0) - 10 * expected)).toBeLessThan(0.51);
      expect(Math.abs((gaps?.amount.expected ?? 0) - (targets.averageMinor ?? 0) * expected)).toBeLessThan(
        0.51,
      );
    }),
  );
});

it('each factor at its target leaves no part to it', () => {
  const exact: GapFacts = {
    delivered: 1000,
    treated: 750,
    useful: 375,
    agreements: 75,
    amountMinor: 30_000,
    targets: { processed: 75, useful: 50, agreements: 20, averageMinor: 400 },
    usefulBase: 'PROCESSED',
    elapsedDays: 28,
    totalDays: 28,
  };
  const parts = (change: Partial<GapFacts>) =>
    gapsToDate({ ...exact, ...change })?.amount.parts.map(({ value }) => value);
  expect(parts({})).toEqual([0, 0, 0, 0]);
  // 50 records fewer, each worth 0.5 × 0.2 × 4 €; what follows stays in proportion.
  expect(parts({ treated: 700, useful: 350, agreements: 70, amountMinor: 28_000 })).toEqual([-2000, 0, 0, 0]);
  expect(parts({ useful: 300, agreements: 60, amountMinor: 24_000 })).toEqual([0, -6000, 0, 0]);
  expect(parts({ agreements: 60, amountMinor: 24_000 })).toEqual([0, 0, -6000, 0]);
  expect(parts({ amountMinor: 24_000 })).toEqual([0, 0, 0, -6000]);
  expect(gapsToDate({ ...exact, elapsedDays: 0 })).toBeUndefined();
});

it('rounding together keeps each part within one of its value and the sum right', () => {
  const part = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 6 }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      (parts, under) => {
        const rounded = roundedTogether(parts, under);
        for (const [at, value] of rounded.entries()) {
          const off = BigInt(value) * under - (parts[at] ?? 0n);
          expect(off > -under && off < under).toBe(true);
        }
        const off =
          2n * (BigInt(rounded.reduce((a, b) => a + b, 0)) * under - parts.reduce((a, b) => a + b, 0n));
        expect(off > -under && off <= under).toBe(true);
      },
    ),
  );
});
