import { amountInWords, listenerOf } from '../../shared/amount-words.ts';
import { asksCoordinates } from '../../shared/coordinates-asked.ts';
import { dispositionLabel } from '../../shared/disposition-labels.ts';
import { dispositionOf, isAwaitingSignature } from '../../shared/dispositions.ts';
import { languagePack } from '../../shared/language/languages.ts';
import type { Money } from '../../shared/money.ts';
import { fill } from '../../shared/screen/cells.ts';
import { isRoomy } from '../../shared/screen/step-room.ts';
import { progressOf } from '../../shared/script-progress.ts';
import type { CivilDate } from '../../shared/time.ts';
import type { Region } from '../screen/layout.ts';
import { type Line, line, span } from '../screen/line.ts';
import { type Call, currentNode } from '../state/call/call.ts';
import { heardReason } from '../state/call/heard-reason.ts';
import { FRENCH } from '../words/french.ts';
import { fieldNow, giftText, paymentWords, say, stopTexts } from './card-facts.ts';

const text = FRENCH.receipt;

function row(label: string, value: string, tone: 'plain' | 'amount' = 'plain'): Line {
  return line(span(`  ${fill(label, 20)}`, 'faint'), span(value, tone));
}

function endsHere(call: Call): readonly string[] {
  return currentNode(call).answers.flatMap((answer) => answer.ends ?? []);
}

/** No day before a signature, even when the card had one: the donor may ask for a new mandate. */
function firstDebitOf(call: Call): CivilDate | undefined {
  const isToSign = endsHere(call).every((code) => {
    const disposition = dispositionOf(code);
    return disposition !== undefined && isAwaitingSignature(disposition);
  });
  return isToSign ? undefined : call.card.firstDebitOn;
}

function inWords(amount: Money, call: Call): string {
  return `${say(amount, call)} (${amountInWords(amount, listenerOf(call.card))})`;
}

/** « Reprise à 15 €, après signature » beside the last gift, or the new amount beside the one that runs. */
function agreedRows(call: Call, amount: Money, region: Region): Line[] {
  const { card } = call;
  const { stopped, frequency } = card.gift;
  const said = `${inWords(amount, call)} ${FRENCH.frequency[frequency]}`;
  const on = firstDebitOf(call);
  const when = on === undefined ? text.afterSignature : languagePack(card.campaign.language).speech.date(on);
  const first = row(paymentWords(card).first, when);
  if (stopped !== undefined) {
    const last = row(text.last, `${giftText(call)}, ${stopTexts(card).whole}`);
    const resumed = on === undefined ? `${said}, ${text.signedFirst}` : said;
    return [row(text.resumed, resumed, 'amount'), ...(isRoomy(region) ? [last] : []), first];
  }
  if (isRoomy(region)) return [row(text.newAmount, said, 'amount'), row(text.instead, giftText(call)), first];
  return [row(text.newAmount, `${said}, ${text.insteadOf(giftText(call))}`, 'amount'), first];
}

/** On a conclusion whose keys answer about the contact data: the reason that they record, heard in the talk. */
function reasonLines(call: Call): readonly Line[] {
  const isAsked = currentNode(call).marks.includes('coordinates');
  const codes = [...new Set(endsHere(call))].filter(asksCoordinates);
  if (!isAsked || codes.length === 0) return [];
  const code =
    call.wanted !== undefined && codes.includes(call.wanted) ? call.wanted : heardReason(call, codes);
  const label =
    code === undefined ? FRENCH.endings.noReason : dispositionLabel(code, call.card.campaign.country);
  return [row(FRENCH.endings.reason, label, code === undefined ? 'plain' : 'amount')];
}

/**
 * What the person said yes to, on the conclusion that records it, or the reason of a refusal: a receipt, which asks
 * nothing. Empty anywhere else, and without the yes of the read-back. The mandate’s reference is never shown.
 */
export function receiptLines(call: Call, region: Region): readonly Line[] {
  const { agreed, oneOff } = call;
  const { readBack } = progressOf(call.script, call.path);
  const forms = new Set(endsHere(call).map((code) => dispositionOf(code)?.form));
  const email = fieldNow(call, 'EMAIL');
  const confirmed = row(text.email, email === '' ? text.noEmail : text.emailTo(email));
  if (oneOff && forms.has('one-off') && readBack.has('one-off'))
    return [row(text.gift, inWords(oneOff, call), 'amount'), confirmed];
  if (forms.has('plain')) return reasonLines(call);
  if (!agreed || !forms.has('agreement') || !readBack.has('agreement')) return [];
  return [...agreedRows(call, agreed.amount, region), confirmed];
}
