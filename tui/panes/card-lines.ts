import { asksSomething } from '../../shared/campaign-kind.ts';
import { saidName } from '../../shared/identity.ts';
import { cells } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { fitRow, fitSides, type Item, item } from '../screen/fit.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, marked, span } from '../screen/line.ts';
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

/** Who, and which number: the number whole, then the name, then that there are others. */
function whoLine(call: Call, width: number): Line {
  const { card } = call;
  const dialled = facts.phoneFacts(call).find((phone) => phone.dialled);
  const others = card.donor.phones.length - 1;
  const number = line(span('▸ ', 'key'), span(dialled?.text ?? text.noPhone, 'strong'));
  const known = dialled ? [{ shown: [...number, span(` ${dialled.remark}`, 'faint')], worth: 3 }] : [];
  const left = [item(span(saidName(card.donor), 'strong'), 8, 12), item(facts.placeOf(call), 2, 9)];
  const right = [[...known, ...item(number, 9)], item(span(others > 0 ? `(+${others})` : '', 'faint'), 5)];
  return fitSides({ left, right, between: '  ' }, width);
}

/** A gift that stopped: the last one, the stop and what the mandate allows; what was given in all is in the thanks. */
function stoppedLine(call: Call, width: number): Line {
  const { whole, short } = facts.stopTexts(call.card);
  const last = line(span(`${text.last} `, 'faint'), span(facts.giftText(call), 'amount'));
  const stop: Item = [...item(whole, 5), ...item(short, 8)];
  return fitRow([item(last, 9), stop, item(facts.mandateText(call.card), 9)], width);
}

/** Since when they support the charity, where nothing is asked: no amount is needed, none is shown. */
function supportText(call: Call): string {
  const { from, years } = facts.sinceText(call.card);
  return from === '' ? '' : `${text.support} ${from} ${years}`.trim();
}

/** The gift and its day of debit stay; since when, what was given so far and in how many gifts go, in the order of use. */
function giftLine(call: Call, width: number): Line {
  const { from, years } = facts.sinceText(call.card);
  const { sum, gifts } = facts.cumulated(call);
  const amount = span(facts.giftText(call), 'amount');
  const since: Item = [
    ...(years === '' ? [] : [{ shown: line(amount, ` ${from} ${years}`), worth: 2 }]),
    ...(from === '' ? [] : [{ shown: line(amount, ` ${from}`), worth: 4 }]),
    { shown: [amount], worth: 9 },
  ];
  const given: Item = [...(gifts === '' ? [] : item(joined([sum, gifts]), 1)), ...item(sum, 3)];
  return fitRow([since, given, item(debitDay(call), 8)], width);
}

/** How to write to them, and the calls before this one. */
function writtenLine(call: Call, width: number): Line {
  const { card, note } = call;
  const email = facts.fieldNow(call, 'EMAIL');
  const street = facts.addressLines(call).slice(0, -1).join(', ') || `${text.address} : ${text.noAddress}`;
  const tries = text.attempts(card.attempts);
  const last = card.lastCall ? facts.lastCallText(card) : '';
  const [elsewhere = ''] = facts.elsewhereTexts(card);
  const left = [
    item(span(card.donor.npai ? text.npai : '', 'warn'), 8),
    item(email === '' ? span(`${text.email} : ${text.noEmail}`, 'warn') : email, 7, 16),
    item(street, 4, 12),
    item(span(elsewhere === '' ? '' : `${text.elsewhere} ${elsewhere}`, 'faint'), 3, 18),
    item(span(note === '' ? '' : `${text.note} : ${note}`, 'faint'), 2, 14),
  ];
  const before: Item = [
    ...(last === '' ? [] : item(span(joined([tries, last]), 'faint'), 3)),
    ...item(span(tries, 'faint'), 5),
  ];
  return fitSides({ left, right: [before] }, width);
}

function compactGift(call: Call, width: number): Line {
  if (!asksSomething(call.card.campaign.kind)) return clipLine(line(supportText(call)), width);
  return call.card.gift.stopped ? stoppedLine(call, width) : giftLine(call, width);
}

/** Four lines for 80×24: who and which number; the gift; how to write, and tries; why this card. */
function compactLines(call: Call, width: number): Line[] {
  const inner = width - 2;
  const gift = compactGift(call, inner);
  const rows = [whoLine(call, inner), gift, writtenLine(call, inner)];
  return [...rows, clipLine(line(span(call.card.why, 'faint')), inner)].map((one) => [span(' '), ...one]);
}

function debitDay(call: Call): string {
  const { debitDay: day } = call.card.gift;
  return day === undefined ? '' : facts.paymentWords(call.card).onDay(day);
}

function heading(title: string, corrected = false): Line {
  return line(span(` ${title}`, 'faint'), span(corrected ? `  ${text.corrected}` : '', 'good'));
}

/** Each number whole on a line of its own; what is known of it follows where there is room, else under it. */
function phoneLines(call: Call, width: number): Line[] {
  const phones = facts.phoneFacts(call);
  if (phones.length === 0) return [line(' ', span(text.noPhone, 'warn'))];
  return phones.flatMap((phone) => {
    const number = line(
      span(phone.dialled ? ' ▸ ' : '   ', 'key'),
      span(phone.text, phone.dialled ? 'strong' : 'plain'),
    );
    if (cells(phone.text) + cells(phone.remark) + 5 <= width)
      return [[...number, span(`  ${phone.remark}`, 'faint')]];
    const under = wrapText(phone.remark, width - 5).map((one) => line('     ', span(one, 'faint')));
    return [number, ...under];
  });
}

/** The number that the donor sees on theirs. */
function shownLines(call: Call, width: number): Line[] {
  const { shownNumber } = call.card.campaign;
  return shownNumber === undefined ? [] : wrapped(text.shownNumber(shownNumber), width, 'faint');
}

/** A part of the card, told under its heading; `worth`: the one worth least is shortened first on a low screen. */
interface Block {
  readonly lines: readonly Line[];
  readonly worth: number;
}

function giftBlock(call: Call, width: number): Block {
  const { gift } = call.card;
  if (!asksSomething(call.card.campaign.kind)) return { lines: wrapped(supportText(call), width), worth: 5 };
  const { from, years } = facts.sinceText(call.card);
  const { sum, gifts } = facts.cumulated(call);
  const monthly = gift.frequency === 'M' ? '' : text.monthly(facts.say(gift.monthly, call));
  const { stopped } = gift;
  const state = stopped ? [facts.stopTexts(call.card).whole, facts.mandateText(call.card)] : [debitDay(call)];
  const rest = [...state, joined([monthly, `${from} ${years}`.trim()]), joined([sum, gifts])];
  const lines = [
    heading(stopped ? text.last : text.now),
    ...wrapped(facts.giftText(call), width, 'amount'),
    ...rest.filter((one) => one !== '').flatMap((one) => wrapped(one, width)),
  ];
  return { lines, worth: 5 };
}

function contactBlocks(call: Call, width: number): Block[] {
  const { card } = call;
  const email = facts.fieldNow(call, 'EMAIL');
  const address = facts.addressLines(call);
  return [
    { worth: 9, lines: [heading(text.phones), ...phoneLines(call, width), ...shownLines(call, width)] },
    {
      worth: 4,
      lines: [
        heading(text.address, facts.isCorrected(call, [...facts.ADDRESS_FIELDS, 'CP', 'VILLE'])),
        ...(card.donor.npai ? wrapped(text.npai, width, 'warn') : []),
        ...(address.length > 0
          ? address.flatMap((one) => wrapped(one, width))
          : [line(' ', span(text.noAddress, 'warn'))]),
      ],
    },
    {
      worth: 6,
      lines: [
        heading(text.email, facts.isCorrected(call, ['EMAIL'])),
        ...(email === '' ? [line(' ', span(text.noEmail, 'warn'))] : wrapped(email, width)),
      ],
    },
  ];
}

function elsewhereBlocks(card: Call['card'], width: number): Block[] {
  const told = facts.elsewhereTexts(card);
  if (told.length === 0) return [];
  return [{ worth: 3, lines: [heading(text.elsewhere), ...told.flatMap((one) => wrapped(one, width))] }];
}

function blocksOf(call: Call, width: number): Block[] {
  const { card } = call;
  const who = [
    ...wrapped(saidName(card.donor), width, 'strong'),
    ...wrapped(joined([text.attempts(card.attempts), facts.lastCallText(card)]), width, 'faint'),
  ];
  const blocks = [
    { worth: 8, lines: who },
    giftBlock(call, width),
    ...contactBlocks(call, width),
    ...elsewhereBlocks(card, width),
    { worth: 1, lines: [heading(text.why), ...wrapped(card.why, width)] },
  ];
  if (call.note === '') return blocks;
  return [...blocks, { worth: 2, lines: [heading(text.note), ...wrapped(call.note, width)] }];
}

/** The block without its last line, which « … » stands for; its first line always stays. */
function lower({ lines, worth }: Block, width: number): Block {
  const kept = lines.slice(0, -1);
  const last = kept.at(-1) ?? BLANK;
  const shown = [...kept.slice(0, -1), marked(last, width)];
  return { lines: shown, worth: shown.length === 1 ? Number.POSITIVE_INFINITY : worth };
}

/**
 * The card in its pane: blank lines between its parts while they fit, then the parts worth least shortened line by line.
 */
function fullLines(call: Call, { width, height }: Region): readonly Line[] {
  let blocks: readonly Block[] = blocksOf(call, width - 2);
  const size = () => blocks.reduce((sum, one) => sum + one.lines.length, 0);
  for (;;) {
    const least = Math.min(...blocks.map((one) => one.worth));
    if (size() <= height || !Number.isFinite(least)) break;
    blocks = blocks.map((one) => (one.worth === least ? lower(one, width) : one));
  }
  let blanks = height - size();
  return blocks.flatMap(({ lines }, at) => (at > 0 && blanks-- > 0 ? [BLANK, ...lines] : lines));
}

export function cardLines(call: Call, region: Region): readonly Line[] {
  return region.height < 10 ? compactLines(call, region.width) : fullLines(call, region);
}
