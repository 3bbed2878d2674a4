import type { TypedField } from '../../shared/call-outcome.ts';
import type { Card, CardPhone } from '../../shared/card.ts';
import type { PaymentWords } from '../../shared/language/language-pack.ts';
import { HOUSE_LANGUAGE, languagePack } from '../../shared/language/languages.ts';
import { formatMoney, type Money } from '../../shared/money.ts';
import { stopFacts } from '../../shared/stop-reasons.ts';
import { type CivilDate, civilDate, zoned } from '../../shared/time.ts';
import type { Call } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';

/** Facts of a card as the agent reads them, corrections of this call included. */

/** The value as it stands: corrected in this call, or as received. */
export function fieldNow(call: Call, name: TypedField): string {
  return call.corrections[name] ?? call.card.donor.fields[name];
}

export function isCorrected(call: Call, names: readonly TypedField[]): boolean {
  return names.some((name) => call.corrections[name] !== undefined);
}

export const ADDRESS_FIELDS = ['ADR_L2', 'ADR_L3', 'ADR_L4', 'ADR_L5'] as const;

export function addressLines(call: Call): string[] {
  const street = ADDRESS_FIELDS.map((name) => fieldNow(call, name));
  return [...street, placeOf(call)].filter((part) => part !== '');
}

export function placeOf(call: Call): string {
  return `${fieldNow(call, 'CP')} ${fieldNow(call, 'VILLE')}`.trim();
}

export function say(amount: Money, call: Call): string {
  return formatMoney(amount, call.card.campaign.country);
}

export function giftText(call: Call): string {
  const { gift } = call.card;
  return `${say(gift.amount, call)} ${FRENCH.frequency[gift.frequency]}`;
}

/** « mars 2025 » */
function monthText(date: CivilDate): string {
  return languagePack(HOUSE_LANGUAGE).speech.date(date).split(' ').slice(1).join(' ');
}

/** « arrêté en mars 2025 (rejet bancaire) », and with the month in digits; both '' for a gift that runs. */
export function stopTexts({ gift: { stopped } }: Card): { readonly whole: string; readonly short: string } {
  if (stopped === undefined) return { whole: '', short: '' };
  const why = stopFacts(stopped.reason).label;
  const { on = '' } = stopped;
  return {
    whole: FRENCH.card.stopped(on && monthText(on), why),
    short: FRENCH.card.stoppedShort(on && `${on.slice(5, 7)}/${on.slice(0, 4)}`, why),
  };
}

/** « mandat à vérifier »; '' for a gift that runs. */
export function mandateText({ gift: { stopped } }: Card): string {
  return stopped === undefined ? '' : FRENCH.card.mandate[stopped.mandate];
}

/** « depuis mars 2019 », « (7 ans) »; '' for what is not known. */
export function sinceText(card: Card): { readonly from: string; readonly years: string } {
  const { since } = card.gift;
  if (since === undefined) return { from: '', years: '' };
  const today = Temporal.PlainDate.from(civilDate(card.nowMs, card.donor.zone));
  const { years } = Temporal.PlainDate.from(since).until(today, { largestUnit: 'years' });
  return {
    from: FRENCH.card.since(monthText(since)),
    years: years > 0 ? `(${years} an${years > 1 ? 's' : ''})` : '',
  };
}

/** How the gift is paid, in the words of the donor's country. */
export function paymentWords({ campaign, gift }: Card): PaymentWords {
  return languagePack(HOUSE_LANGUAGE).speech.payment(gift.scheme, campaign.country);
}

/** What was given so far, and in how many gifts; '' for what is not known. */
export function cumulated(call: Call): { readonly sum: string; readonly gifts: string } {
  const { cumulated: sum, giftCount } = call.card.gift;
  if (!sum) return { sum: '', gifts: '' };
  return { sum: say(sum, call), gifts: giftCount === undefined ? '' : FRENCH.card.gifts(giftCount) };
}

function dayText(card: Card, atMs: number): string {
  const at = zoned(atMs, card.donor.zone);
  return `${String(at.day).padStart(2, '0')}/${String(at.month).padStart(2, '0')}`;
}

export function lastCallText(card: Card): string {
  if (!card.lastCall) return FRENCH.card.never;
  return `${dayText(card, card.lastCall.atMs)} ${card.lastCall.label}`;
}

/** The last call for another campaign of the charity, `Réactivation, 12/11 Ne répond pas`; '' for none. */
export function elsewhereTexts(card: Card): readonly string[] {
  return (card.elsewhere ?? []).map(({ atMs, name, label }) =>
    [`${name ?? FRENCH.card.otherCampaign},`, dayText(card, atMs), label ?? ''].filter(Boolean).join(' '),
  );
}

export interface PhoneFact {
  readonly slot: CardPhone['slot'];
  readonly text: string;
  readonly remark: string;
  readonly dialled: boolean;
}

/** Numbers in calling order; the one dialled is marked. */
export function phoneFacts(call: Call): PhoneFact[] {
  return call.card.donor.phones.map((phone) => {
    const { slot } = phone;
    const corrected = call.corrections[slot];
    const state = corrected === undefined ? FRENCH.card.validity[phone.validity] : FRENCH.card.corrected;
    // Its source is told to whoever asks, the household's too.
    const found = [phone.toConfirm ? FRENCH.card.toConfirm : '', phone.origin ?? '']
      .filter(Boolean)
      .join(', ');
    const remark = [FRENCH.card.phoneShort[slot], state, corrected === undefined ? found : '']
      .filter((part) => part !== '')
      .join(', ');
    return { slot, text: corrected || phone.national, remark, dialled: slot === call.phoneSlot };
  });
}
