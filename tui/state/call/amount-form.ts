import { type AmountBounds, amountProblem, FAR_ABOVE, isFarAbove } from '../../../shared/amount-bounds.ts';
import { readAmountText } from '../../../shared/amount-text.ts';
import type { AskLevel } from '../../../shared/call-outcome.ts';
import type { Country } from '../../../shared/country.ts';
import { formatMoney, type Money, money } from '../../../shared/money.ts';
import { FRENCH } from '../../words/french.ts';
import { textField } from '../text-field.ts';
import { type Call, offerOf } from './call.ts';
import type { AmountForm } from './forms.ts';

/** In minor units what the text says without a doubt; undefined for anything else. */
export function parseAmount(text: string): number | undefined {
  return readAmountText(text)?.minor;
}

/** As it is typed in that country, without its currency: `12,50`, `12.50`. */
function amountText(amount: Money, country: Country): string {
  return formatMoney(amount, country).replace(/[^\d.,]/g, '');
}

/** What to type instead of a text that is no amount. */
export function amountExample({ card }: Call): string {
  const { currency } = card.gift.amount;
  return FRENCH.amount.notAnAmount(amountText(money(1250, currency), card.campaign.country));
}

/** The amounts that the arrows offer, in order. */
export function proposals(call: Call, purpose: AmountForm['purpose']): readonly Money[] {
  const levels = purpose === 'agreement' ? (['1', '2'] as const) : (['ONE_OFF'] as const);
  return levels.flatMap((level) => offerOf(call.card, level)?.amount ?? []);
}

/** Starts from what was agreed already, else from the first proposal; an amount that the donor names starts empty. */
export function openAmountForm(
  call: Call,
  purpose: AmountForm['purpose'],
  options: { answer?: string; empty?: boolean } = {},
): AmountForm {
  const known = purpose === 'agreement' ? call.agreed?.amount : call.oneOff;
  const start = options.empty ? undefined : (known ?? proposals(call, purpose)[0]);
  const field = textField(start ? amountText(start, call.card.campaign.country) : '', {
    max: 10,
    proposed: start !== undefined,
  });
  return {
    kind: 'amount',
    purpose,
    field,
    ...(options.answer === undefined ? {} : { answer: options.answer }),
  };
}

/** The next proposal up or down. */
export function moveProposal(form: AmountForm, call: Call, by: number): AmountForm {
  const offered = proposals(call, form.purpose);
  const now = offered.findIndex((one) => one.minor === parseAmount(form.field.text));
  const next = offered[now < 0 ? 0 : Math.min(offered.length - 1, Math.max(0, now + by))];
  return next
    ? { ...form, field: textField(amountText(next, call.card.campaign.country), { max: 10, proposed: true }) }
    : form;
}

export function amountOf(form: AmountForm, call: Call): Money | undefined {
  const { currency } = call.card.gift.amount;
  const written = readAmountText(form.field.text);
  if (written === undefined || (written.currency ?? currency) !== currency) return undefined;
  return { minor: written.minor, currency };
}

/** Why that amount cannot be taken, in French; undefined when it can. */
export function typedAmountProblem(form: AmountForm, call: Call): string | undefined {
  const amount = amountOf(form, call);
  if (!amount) return amountExample(call);
  return amountProblem(amount, boundsOf(call, form.purpose), call.card.campaign.country);
}

/** From what to what that amount may go, as the server will judge it. */
export function boundsOf({ card }: Call, purpose: AmountForm['purpose']): AmountBounds {
  return purpose === 'agreement' ? card.freeAmount : card.giftAmount;
}

/** Why an amount that may be taken is asked about first, in French: it is far above what was proposed. */
export function amountDoubt(form: AmountForm, call: Call): string | undefined {
  const amount = amountOf(form, call);
  const proposed = proposals(call, form.purpose);
  if (!amount || !isFarAbove(amount, proposed)) return undefined;
  const highest = proposed.reduce((high, one) => (one.minor > high.minor ? one : high));
  return FRENCH.amount.farAbove(FAR_ABOVE, formatMoney(highest, call.card.campaign.country));
}

/** Which proposal that amount is: the second one only if it was made; else the donor named it. */
export function levelOf(call: Call, amount: Money): AskLevel {
  const made = (mark: 'ask-1' | 'ask-2') =>
    call.path.some((step) => call.script.nodes[step.node]?.marks.includes(mark));
  if (offerOf(call.card, '1')?.amount.minor === amount.minor && made('ask-1')) return '1';
  if (offerOf(call.card, '2')?.amount.minor === amount.minor && made('ask-2')) return '2';
  return 'LIBRE';
}
