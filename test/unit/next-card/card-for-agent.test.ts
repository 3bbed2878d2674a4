import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { cardForAgent } from '../../../server/domain/next-card/card-for-agent.ts';
import { paris, USUAL_WINDOWS } from '../../support/call/centre.ts';
import { fictitiousContent, fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { campaignRow, newRecord, settings } from '../../support/store/store-rows.ts';

const rules = callingRules();
const nowMs = paris('2026-11-23T17:05');
const campaign = campaignRow({ settings: settings({ windows: USUAL_WINDOWS }) });
const rowOf = (change = {}) => ({
  ...newRecord({ contactFileId: 1, giftMinor: 1000, monthlyMinor: 1000, ...change }),
  id: 7,
});

function cardFor(donor: Donor = fictitiousDonor(1), own = campaign) {
  const callId = '11111111-1111-4111-8111-111111111111';
  const lease = { callId, grantedAtMs: nowMs, expiresAtMs: nowMs + 600_000 };
  const content = fictitiousContent(donor);
  return cardForAgent({ row: rowOf(), content, campaign: own, lease, history: [], why: '', rules, nowMs });
}

describe('the card', () => {
  it('says how long after an ending the next one is asked for, where the campaign gives time', () => {
    const given = (wrapUpSeconds?: number) => {
      const own = campaignRow({ settings: settings({ windows: USUAL_WINDOWS, wrapUpSeconds }) });
      return cardFor(fictitiousDonor(1), own).campaign.wrapUpSeconds;
    };
    expect([given(), given(0), given(45)]).toEqual([undefined, undefined, 45]);
  });

  it('holds what the call needs and nothing more', () => {
    const donor = {
      ...fictitiousDonor(1),
      birthDate: '1950-01-01',
      infos: ['note interne'],
      mandate: {
        scheme: 'SEPA',
        reference: 'RUM-SECRET',
        creditorIdentifier: 'ICS-SECRET',
        maskedIban: 'FR••606',
      },
      phones: [
        { slot: 'TEL_FIXE', e164: '+33199000001', source: 'DONATEUR', validity: 'NON_TESTE' },
        { slot: 'TEL_MOBILE', e164: '+33639980001', source: 'DONATEUR', validity: 'NON_TESTE' },
        { slot: 'TEL_AUTRE', e164: '+33639980002', source: 'ENRICHI', validity: 'MD' },
      ],
    } as const;
    const card = cardFor(donor);
    expect(JSON.stringify(card)).not.toMatch(/SECRET|1950-01|••|note interne/);
    expect(card.donor.phones.map((phone) => [phone.slot, phone.national])).toEqual([
      ['TEL_MOBILE', '06 39 98 00 01'],
      ['TEL_FIXE', '01 99 00 00 01'],
      ['TEL_AUTRE', '06 39 98 00 02'],
    ]);
    expect(card).toMatchObject({ firstDebitOn: '2027-01-05', gift: { debitDay: 5 } });
    expect(card).not.toHaveProperty('tax');
    expect(card.asks.map((offer) => offer.amount.minor)).toEqual([1500, 1300, 3000]);
  });

  it('holds the tax sentence only inside its dates, with the sum it holds from (docs/rules/tax.md)', () => {
    const tax = {
      enabled: true,
      sentence: 'Si vous êtes imposable…',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      minYearlyMinor: 4000,
      source: 'x',
    };
    const held = (change: object) =>
      cardFor(undefined, campaignRow({ settings: { ...campaign.settings, tax: { ...tax, ...change } } })).tax;
    expect(held({})).toEqual({ sentence: 'Si vous êtes imposable…', fromYearlyMinor: 4000 });
    expect([held({ enabled: false }), held({ validTo: '2026-11-22' })]).toEqual([undefined, undefined]);
  });
});
