import { amountProblem } from '../../../shared/amount-bounds.ts';
import { asksRise } from '../../../shared/campaign-kind.ts';
import { type Disposition, dispositionOf } from '../../../shared/dispositions.ts';
import { formatMoney, money, monthlyMinor } from '../../../shared/money.ts';
import { firstDebitFor, toldDebitOn } from '../agreement/first-debit.ts';
import { freeAmountBounds, giftBounds, ladderOf } from '../ask/gift-ladder.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { Donor } from '../donor.ts';
import type { CalledCampaign, GiftColumns, QueuedRecord } from '../next-card/next-card-record.ts';
import type { CorrectedAmounts } from './corrected-call.ts';

/** True for a call that has an amount to correct or to cancel: an agreement, signed or not, or a one-off gift. */
export function isCorrectable(disposition: string): boolean {
  const form = dispositionOf(disposition)?.form;
  return form === 'agreement' || form === 'one-off';
}

export interface AmountQuestion {
  readonly disposition: string;
  /** The right amount, minor units, in the donor's own periodicity. */
  readonly minor: number;
  /** The call as it stands: its own amounts or the last corrected ones. */
  readonly now: CorrectedAmounts;
  readonly record: Pick<GiftColumns, 'frequency' | 'currency'> & Pick<QueuedRecord, 'canton'>;
  readonly donor: Donor;
  readonly campaign: CalledCampaign;
  readonly rules: CallingRules;
  /** When the correction is made: pre-notification runs again from the rectification (docs/rules/direct-debit.md). */
  readonly atMs: number;
  /** The new mandate that it waited for is signed: its debits have a day. */
  readonly isSigned: boolean;
}

export type AmountDecision =
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'accepted'; readonly amounts: CorrectedAmounts };

/** The amounts that a correction sets, or why not; the bounds are those of the call itself. Pure. */
export function decideAmount(question: AmountQuestion): AmountDecision {
  const isOneOff = dispositionOf(question.disposition)?.form === ('one-off' satisfies Disposition['form']);
  const problem = isOneOff ? oneOffProblem(question) : agreementProblem(question);
  if (problem !== undefined) return { kind: 'refused', problem };
  const { disposition, minor, record, donor, campaign, rules, atMs, isSigned } = question;
  if (isOneOff) {
    const none = { newMinor: null, newMonthlyMinor: null, firstDebitOn: null };
    return { kind: 'accepted', amounts: { ...none, oneOffMinor: minor } };
  }
  const firstDebitOn = firstDebitFor({ donor, campaign, toldAtMs: atMs, rules });
  const amounts = {
    newMinor: minor,
    newMonthlyMinor: monthlyMinor(minor, record.frequency),
    oneOffMinor: null,
    firstDebitOn: isSigned ? firstDebitOn : toldDebitOn({ disposition, firstDebitOn }),
  };
  return { kind: 'accepted', amounts };
}

function agreementProblem(question: AmountQuestion): string | undefined {
  const { minor, now, record, donor, campaign } = question;
  if (minor === now.newMinor) return 'C’est déjà le montant enregistré.';
  const { minMinor, maxMinor } = freeAmountBounds(ladderOf(record, donor, campaign));
  // A ladder's least step is a whole unit; a correction may be any real increase.
  const least = asksRise(campaign.kind) ? donor.gift.amountMinor + 1 : minMinor;
  if (minor >= least && minor <= Math.max(maxMinor, now.newMinor ?? 0)) return undefined;
  return `Le montant corrigé dépasse le don d’avant l’appel, jusqu’à ${say(maxMinor, question)}.`;
}

function oneOffProblem(question: AmountQuestion): string | undefined {
  const { minor, now, campaign, record } = question;
  if (minor === now.oneOffMinor) return 'C’est déjà le montant enregistré.';
  const bounds = giftBounds(campaign.settings, record.currency);
  return amountProblem(money(minor, record.currency), bounds, campaign.country);
}

/** The bound is the campaign's, or a round multiple: no gift of a donor is told in a refusal. */
function say(minor: number, { record, campaign }: AmountQuestion): string {
  return formatMoney(money(minor, record.currency), campaign.country);
}
