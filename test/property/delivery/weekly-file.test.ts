import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weeklyFile } from '../../../server/domain/delivery/weekly-file.ts';
import { WEEKLY_CODES, type WeeklyFact } from '../../../server/domain/delivery/weekly-file-lines.ts';
import { DISPOSITIONS, dispositionOf } from '../../../shared/dispositions.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';
import { agreementsOf } from '../../support/review/agreement-fact.ts';

const CODES = DISPOSITIONS.filter((row) => row.scope.includes('u') && row.isFinal).map((row) => row.code);

const anyFact = fc
  .record({
    code: fc.constantFrom(...CODES, ...WEEKLY_CODES),
    callId: fc.uuid(),
    oldMinor: fc.integer({ min: 100, max: 50_000 }),
    rise: fc.integer({ min: 1, max: 50_000 }),
    endedAtMs: fc.integer({ min: 1_700_000_000_000, max: 1_700_600_000_000 }),
    donor: fc.integer({ min: 1, max: 99 }),
  })
  .map(({ code, callId, oldMinor, rise, endedAtMs, donor }): WeeklyFact => {
    const row = dispositionOf(code);
    return {
      call: {
        callId,
        campaign: 'UPG-FR-26',
        disposition: code,
        endedAtMs,
        changed: false,
        askLevel: row?.agreement ? '1' : null,
        oldMinor: row?.agreement ? oldMinor : null,
        newMinor: row?.agreement ? oldMinor + rise : null,
        oneOffMinor: row?.oneOff ? rise : null,
        currency: 'EUR',
        firstDebitOn: null,
      },
      donor: fictitiousDonor(donor),
      confirmation: undefined,
    };
  });

const campaign = { code: 'UPG-FR-26', kind: 'upgrade', country: 'FR' } as const;
const build = (facts: readonly WeeklyFact[]) =>
  weeklyFile({ campaign, week: '2026-W47', facts, agreements: agreementsOf(facts), createdAtMs: 0 });
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('R-20 the weekly file of any week of calls', () => {
  it('sums to the agreements and one-off gifts, on its lines and in CONTROLE', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), (facts) => {
        const { mandates, oneOffs, spec } = build(facts);
        const agreements = facts.filter(({ call }) => dispositionOf(call.disposition)?.agreement);
        const delta = sum(agreements.map(({ call }) => (call.newMinor ?? 0) - (call.oldMinor ?? 0)));
        const total = sum(agreements.map(({ call }) => call.newMinor ?? 0));
        expect(sum(mandates.map((line) => line.newMinor - line.oldMinor))).toBe(delta);
        expect(sum(oneOffs.map((line) => line.oneOffMinor))).toBe(
          sum(facts.map(({ call }) => call.oneOffMinor ?? 0)),
        );
        const [control] = spec.sheets[2]?.rows ?? [];
        expect(control?.slice(1, 4)).toEqual([agreements.length, { minor: delta }, { minor: total }]);
      }),
    );
  });

  it('has one line per agreement or gift, and nothing of any other call', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), (facts) => {
        const { mandates, oneOffs } = build(facts);
        const expected = facts
          .filter(({ call }) => WEEKLY_CODES.includes(call.disposition))
          .map(({ call }) => call.callId);
        expect([...mandates, ...oneOffs].map((line) => line.callId).sort()).toEqual(expected.sort());
      }),
    );
  });

  it('is the same whatever the order of the calls', () => {
    const distinct = fc.uniqueArray(anyFact, { maxLength: 30, selector: ({ call }) => call.callId });
    fc.assert(
      fc.property(distinct, (facts) => {
        expect(workbookText(build([...facts].reverse()).spec)).toBe(workbookText(build(facts).spec));
      }),
    );
  });
});
