import fc from 'fast-check';
import { expect, it } from 'vitest';
import { confirmationVariables } from '../../../server/domain/email/confirmation-variables.ts';
import { monthlyMinor } from '../../../shared/money.ts';
import { scriptVariables } from '../../../shared/script-variables.ts';
import { confirmationCase } from '../../support/email/confirmation-case.ts';
import { fictitiousCard } from '../../support/workstation/fictitious-cards.ts';

const tax = {
  enabled: true,
  sentence: 'Si vous êtes imposable, une phrase.',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  minYearlyMinor: 4000,
  source: 'x',
};

it('the tax sentence is said of the amount proposed, in the script as in the e-mail of the agreement that follows', () => {
  const frequency = fc.constantFrom('M' as const, 'T' as const, 'S' as const, 'A' as const);
  const amounts = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }));
  fc.assert(
    fc.property(frequency, amounts, fc.boolean(), (periodicity, [old, units], isFree) => {
      const amount = { minor: units * 100, currency: 'EUR' } as const;
      const card = fictitiousCard();
      const offer = { level: '1', amount, words: 'x', rule: 'x' } as const;
      const gift = { ...card.gift, frequency: periodicity, amount: { ...amount, minor: old * 100 } };
      const said = scriptVariables(
        {
          ...card,
          gift,
          asks: isFree ? [] : [offer],
          tax: { sentence: tax.sentence, fromYearlyMinor: tax.minYearlyMinor },
        },
        { agentFirstName: 'Camille', ...(isFree ? { freeMinor: amount.minor } : { proposed: '1' as const }) },
      ).phrase_fiscale;
      const { template: _, ...facts } = confirmationCase('agreement', {
        settings: { tax },
        donor: { gift: { amountMinor: old * 100, currency: 'EUR', frequency: periodicity } },
        call: {
          newMinor: amount.minor,
          newMonthlyMinor: monthlyMinor(amount.minor, periodicity),
          oldMinor: old * 100,
        },
      });
      const written = confirmationVariables({ ...facts, kind: 'agreement' }).PHRASE_FISCALE;
      expect(said).toBe(written ?? '');
      expect(said !== '').toBe((units * 12) / { M: 1, T: 3, S: 6, A: 12 }[periodicity] >= 40);
    }),
  );
});

it('a single gift is judged as it is, on the step that proposes it', () => {
  const card = { ...fictitiousCard(), tax: { sentence: tax.sentence, fromYearlyMinor: 4000 } };
  const said = (proposed: '1' | 'ONE_OFF') =>
    scriptVariables(card, { agentFirstName: 'Camille', proposed }).phrase_fiscale;
  // 15 € a month, and 30 € once.
  expect([said('1'), said('ONE_OFF')]).toEqual([tax.sentence, '']);
});
