import { readAmountText } from '../../../shared/amount-text.ts';
import type { AskLevel } from '../../../shared/call-outcome.ts';
import { formatMoney, type Money } from '../../../shared/money.ts';
import { FRENCH } from '../../words/french.ts';
import { textField } from '../text-field.ts';
import { type Call, offerOf } from './call.ts';
import type { AmountForm } from './forms.ts';

/** Ceiling of the contract (`call-outcome.ts`), in minor units. */
const MAX_MINOR = 10_000_000;

/** In minor units what the text says without a doubt; undefined for anything else. */
export function parseAmount(text: string): number | undefined {
  return readAmountText(text)?.minor;
}

function amountText(amount: Money): string {
  const cents = amount.minor % 100;
  return `${Math.floor(amount.minor / 100)}${cents === 0 ? '' : `,${String(cents).padStart(2, '0')}`}`;
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
  const field = textField(start ? amountText(start) : '', { max: 10, proposed: start !== undefined });
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
  return next ? { ...form, field: textField(amountText(next), { max: 10, proposed: true }) } : form;
}

export function amountOf(form: AmountForm, call: Call): Money | undefined {
  const { currency } = call.card.gift.amount;
  const written = readAmountText(form.field.text);
  if (written === undefined || (written.currency ?? currency) !== currency) return undefined;
  return { minor: written.minor, currency };
}

/** Why that amount cannot be taken, in French; undefined when it can. */
export function amountProblem(form: AmountForm, call: Call): string | undefined {
  const amount = amountOf(form, call);
  if (!amount) return FRENCH.amount.notAnAmount;
  if (amount.minor <= 0 || amount.minor > MAX_MINOR) return FRENCH.amount.outOfBounds;
  if (form.purpose === 'one-off') return undefined;
  const { minMinor, maxMinor, currency } = call.card.freeAmount;
  const say = (minor: number) => formatMoney({ minor, currency }, call.card.campaign.country);
  if (amount.minor < minMinor) return FRENCH.amount.tooLow(say(minMinor));
  if (amount.minor > maxMinor) return FRENCH.amount.tooHigh(say(maxMinor));
  return undefined;
}

/** Which proposal that amount is: the second one only if it was made; else the donor named it. */
export function levelOf(call: Call, amount: Money): AskLevel {
  const made = (mark: 'ask-1' | 'ask-2') =>
    call.path.some((step) => call.script.nodes[step.node]?.marks.includes(mark));
  if (offerOf(call.card, '1')?.amount.minor === amount.minor && made('ask-1')) return '1';
  if (offerOf(call.card, '2')?.amount.minor === amount.minor && made('ask-2')) return '2';
  return 'LIBRE';
}
