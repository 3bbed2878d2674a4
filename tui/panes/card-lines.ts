import { saidName } from '../../shared/identity.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, span, spread } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import type { Call } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';
import * as facts from './card-facts.ts';

const text = FRENCH.card;

function wrapped(content: string, width: number, tone: Tone = 'plain'): Line[] {
  return wrapText(content, width).map((one) => line(' ', span(one, tone)));
}

/** « ' · ' » between the parts that are there. */
function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

function phoneSpans(call: Call): Line[] {
  const phones = facts.phoneFacts(call);
  if (phones.length === 0) return [line(' ', span(text.noPhone, 'warn'))];
  return phones.map((phone) =>
    line(
      span(phone.dialled ? ' ▸ ' : '   ', 'key'),
      span(phone.text, phone.dialled ? 'strong' : 'plain'),
      span(`  ${phone.remark}`, 'faint'),
    ),
  );
}

/** Four lines for 80×24: who and which number; the gift; how to write, and tries; why this card. Numbers stay whole. */
function compactLines(call: Call, width: number): Line[] {
  const { card } = call;
  const dialled = facts.phoneFacts(call).find((phone) => phone.dialled);
  const others = card.donor.phones.length - 1;
  const number = line(
    span('  ▸ ', 'key'),
    span(dialled?.text ?? text.noPhone, 'strong'),
    span(`${dialled ? ` ${dialled.remark}` : ''}${others > 0 ? ` (+${others})` : ''} `, 'faint'),
  );
  const who = line(span(` ${saidName(card.donor)}`, 'strong'), span(`  ${facts.placeOf(call)}`));
  const email = facts.fieldNow(call, 'EMAIL');
  const street = facts.addressLines(call).slice(0, -1).join(', ') || `${text.address} : ${text.noAddress}`;
  const written = line(
    span(card.donor.npai ? ` ${text.npai} · ` : ' ', 'warn'),
    span(email === '' ? `${text.email} : ${text.noEmail}` : email, email === '' ? 'warn' : 'plain'),
    span(` · ${street}`),
    span(call.note === '' ? '' : ` · ${text.note} : ${call.note}`, 'faint'),
  );
  const tries = joined([text.attempts(card.attempts), card.lastCall ? facts.lastCallText(card) : '']);
  const gift = joined([facts.sinceText(card), facts.cumulatedText(call), debitDay(call)]);
  return [
    spread(who, number, width),
    line(' ', span(facts.giftText(call), 'amount'), ` ${gift}`),
    spread(written, line(span(`  ${tries} `, 'faint')), width),
    line(span(` ${card.why}`, 'faint')),
  ];
}

function debitDay(call: Call): string {
  const { debitDay: day } = call.card.gift;
  return day === undefined ? '' : text.debitDay(day);
}

function heading(title: string, corrected = false): Line {
  return line(span(` ${title}`, 'faint'), span(corrected ? `  ${text.corrected}` : '', 'good'));
}

function giftBlock(call: Call): Line[] {
  const { gift } = call.card;
  const monthly = gift.frequency === 'M' ? '' : text.monthly(facts.say(gift.monthly, call));
  const rest = [joined([monthly, facts.sinceText(call.card)]), facts.cumulatedText(call), debitDay(call)];
  return [
    heading(text.now),
    line(' ', span(facts.giftText(call), 'amount')),
    ...rest.filter((one) => one !== '').map((one) => line(` ${one}`)),
  ];
}

function contactBlock(call: Call, width: number): Line[] {
  const { card } = call;
  const email = facts.fieldNow(call, 'EMAIL');
  const address = facts.addressLines(call);
  return [
    heading(text.phones),
    ...phoneSpans(call),
    BLANK,
    heading(text.address, facts.isCorrected(call, [...facts.ADDRESS_FIELDS, 'CP', 'VILLE'])),
    ...(card.donor.npai ? [line(' ', span(text.npai, 'warn'))] : []),
    ...(address.length > 0
      ? address.flatMap((one) => wrapped(one, width))
      : [line(' ', span(text.noAddress, 'warn'))]),
    BLANK,
    heading(text.email, facts.isCorrected(call, ['EMAIL'])),
    ...(email === '' ? [line(' ', span(text.noEmail, 'warn'))] : wrapped(email, width)),
  ];
}

function fullLines(call: Call, width: number): Line[] {
  const { card } = call;
  const inner = width - 2;
  const note = call.note === '' ? [] : [BLANK, heading(text.note), ...wrapped(call.note, inner)];
  return [
    ...wrapped(saidName(card.donor), inner, 'strong'),
    line(span(` ${joined([text.attempts(card.attempts), facts.lastCallText(card)])}`, 'faint')),
    BLANK,
    ...giftBlock(call),
    BLANK,
    ...contactBlock(call, inner),
    BLANK,
    heading(text.why),
    ...wrapped(card.why, inner),
    ...note,
  ];
}

/** Blank lines are given up, last first, when the card is taller than its pane. */
function squeezed(lines: readonly Line[], height: number): readonly Line[] {
  let excess = lines.length - height;
  return lines
    .toReversed()
    .filter((one) => one.length > 0 || excess-- <= 0)
    .toReversed();
}

export function cardLines(call: Call, region: Region): readonly Line[] {
  return region.height < 10
    ? compactLines(call, region.width)
    : squeezed(fullLines(call, region.width), region.height);
}
