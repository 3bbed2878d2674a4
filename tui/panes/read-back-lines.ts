import { amountInWords, listenerOf } from '../../shared/amount-words.ts';
import { dispositionOf, isAwaitingSignature } from '../../shared/dispositions.ts';
import { languagePack } from '../../shared/language/languages.ts';
import { fill } from '../../shared/screen/cells.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';
import { fieldNow, giftText, say } from './card-facts.ts';

const text = FRENCH.readBack;

function row(label: string, value: string, tone: 'plain' | 'amount' = 'plain'): Line {
  return line(span(`  ${fill(label, 22)}`, 'faint'), span(value, tone));
}

/** No day before a signature, even when the card had one: the donor may ask for a new mandate. */
function firstText({ card, closing }: Call): string {
  const disposition = dispositionOf(closing?.code ?? '');
  if (card.firstDebitOn === undefined || (disposition && isAwaitingSignature(disposition)))
    return text.afterSignature;
  return languagePack(card.campaign.language).speech.date(card.firstDebitOn);
}

function giftRows(call: Call): Line[] {
  const { agreed, oneOff, closing, card } = call;
  if (oneOff && closing && dispositionOf(closing.code)?.form === 'one-off')
    return [row(text.gift, `${say(oneOff, call)} (${amountInWords(oneOff, listenerOf(card))})`, 'amount')];
  if (!agreed) return [];
  const per = FRENCH.frequency[card.gift.frequency];
  return [
    row(
      text.newAmount,
      `${say(agreed.amount, call)} (${amountInWords(agreed.amount, listenerOf(card))}) ${per}`,
      'amount',
    ),
    row(text.instead, giftText(call)),
    row(text.first, firstText(call)),
    row('', text.free),
  ];
}

/** What the donor heard and agreed to, once more before it is saved; the mandate's reference is never shown. */
export function readBackLines(call: Call, region: Region): readonly Line[] {
  const email = fieldNow(call, 'EMAIL');
  const gap = region.height >= 11 ? [BLANK] : [];
  return [
    ...gap,
    ...giftRows(call),
    row(text.email, email === '' ? text.noEmail : text.emailTo(email)),
    BLANK,
    line(`  ${text.question}`),
    line('  ', span('o', 'key'), `  ${text.yes}`),
    line('  ', span('n', 'key'), `  ${text.no}`),
  ];
}
