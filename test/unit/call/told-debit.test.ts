import { describe, expect, it } from 'vitest';
import { decideCall } from '../../../server/domain/call/call-result.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { RegularGift } from '../../../server/domain/donor.ts';
import { cardForAgent } from '../../../server/domain/next-card/card-for-agent.ts';
import { paris, USUAL_WINDOWS } from '../../support/call/centre.ts';
import { outcomeFor, testScript } from '../../support/campaign/centre-script.ts';
import { fictitiousContent, fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { campaignRow, newRecord, settings } from '../../support/store/store-rows.ts';

const rules = callingRules();
const nowMs = paris('2026-11-23T17:05');
const row = { ...newRecord({ contactFileId: 1, giftMinor: 1000, monthlyMinor: 1000 }), id: 7 };
const campaignOf = (kind: 'upgrade' | 'reactivation') =>
  campaignRow({ kind, settings: settings({ kind, windows: USUAL_WINDOWS }) });

/** The card as it was served then, and what a yes recorded at `nowMs` keeps. */
function told(grantedAtMs: number, gift: Partial<RegularGift>, kind: 'upgrade' | 'reactivation' = 'upgrade') {
  const donor = fictitiousDonor(1);
  const content = fictitiousContent({ ...donor, gift: { ...donor.gift, ...gift } });
  const campaign = campaignOf(kind);
  const callId = '11111111-1111-4111-8111-111111111111';
  const lease = { callId, grantedAtMs, expiresAtMs: nowMs + 600_000 };
  const card = cardForAgent({ row, content, campaign, lease, history: [], why: '', rules, nowMs });
  const record = () => {
    const outcome = outcomeFor(card, 'AC_UP', {
      agreement: { askLevel: '1', newAmount: { minor: 1500, currency: 'EUR' }, readBackYes: true },
    });
    const decision = decideCall({
      ...{ row, content, campaign, script: testScript, history: [], outcome, agent: 'agent-1' },
      ...{ startedAtMs: grantedAtMs, nowMs, rules },
    });
    if (decision.kind === 'refused') throw new Error(decision.problems.join(' '));
    return decision.effect.call.firstDebitOn;
  };
  return { card, record };
}

describe('the first debit that a donor is told', () => {
  it('is recorded as the card said it, even when the call ends on another day', () => {
    // Served on Sunday before midnight: the weekly file of the 25th, the notice until the 8th. From Monday on: the 9th.
    const { card, record } = told(paris('2026-11-22T23:20'), { debitDay: 8 });
    expect(card.firstDebitOn).toBe('2026-12-08');
    expect(record()).toBe('2026-12-08');
    expect(told(nowMs, { debitDay: 8 }).record()).toBe('2027-01-08');
  });

  it('is counted again when the outcome comes more than a day late: the notice would be short', () => {
    const { card, record } = told(paris('2026-11-20T17:05'), { debitDay: 7 });
    expect(card.firstDebitOn).toBe('2026-12-07');
    expect(record()).toBe('2027-01-07');
  });

  it('is none before a new mandate is signed, and stays the same day while the card is shown', () => {
    const gift = { stopReason: 'IMPAYES', lastDebitOn: '2024-01-05' } as const;
    expect(told(nowMs, gift, 'reactivation').card).toMatchObject({
      gift: { stopped: { mandate: 'NOUVEAU_SIGNATURE' } },
    });
    expect(told(nowMs, gift, 'reactivation').card).not.toHaveProperty('firstDebitOn');
    const { card } = told(nowMs, { ...gift, lastDebitOn: '2024-01-06' }, 'reactivation');
    expect(card).toMatchObject({ firstDebitOn: '2027-01-05', gift: { stopped: { mandate: 'REUTILISER' } } });
  });
});
