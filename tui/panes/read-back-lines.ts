import { amountInWords, listenerOf } from '../../shared/amount-words.ts';
import { dispositionOf, isAwaitingSignature } from '../../shared/dispositions.ts';
import { languagePack } from '../../shared/language/languages.ts';
import type { Money } from '../../shared/money.ts';
import { fill } from '../../shared/screen/cells.ts';
import type { CivilDate } from '../../shared/time.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';
import { fieldNow, giftText, say, stopTexts } from './card-facts.ts';

const text = FRENCH.readBack;

function row(label: string, value: string, tone: 'plain' | 'amount' = 'plain'): Line {
  return line(span(`  ${fill(label, 22)}`, 'faint'), span(value, tone));
}

/** No day before a signature, even when the card had one: the donor may ask for a new mandate. */
function firstDebitOf({ card, closing }: Call): CivilDate | undefined {
  const disposition = dispositionOf(closing?.code ?? '');
  return disposition && isAwaitingSignature(disposition) ? undefined : card.firstDebitOn;
}

/** « Reprise à 15 €, après signature » beside the last gift, or the new amount beside the one that runs. */
function agreedRows(call: Call, amount: Money): Line[] {
  const { card } = call;
  const { stopped, frequency } = card.gift;
  const said = `${say(amount, call)} (${amountInWords(amount, listenerOf(card))}) ${FRENCH.frequency[frequency]}`;
  const on = firstDebitOf(call);
  const when = on === undefined ? text.afterSignature : languagePack(card.campaign.language).speech.date(on);
  if (stopped === undefined)
    return [row(text.newAmount, said, 'amount'), row(text.instead, giftText(call)), row(text.first, when)];
  return [
    row(text.resumed, on === undefined ? `${said}, ${text.signedFirst}` : said, 'amount'),
    row(text.last, `${giftText(call)}, ${stopTexts(card).whole}`),
    row(text.first, when),
  ];
}

function giftRows(call: Call): Line[] {
  const { agreed, oneOff, closing, card } = call;
  if (oneOff && closing && dispositionOf(closing.code)?.form === 'one-off')
    return [row(text.gift, `${say(oneOff, call)} (${amountInWords(oneOff, listenerOf(card))})`, 'amount')];
  if (!agreed) return [];
  return [...agreedRows(call, agreed.amount), row('', text.free)];
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
