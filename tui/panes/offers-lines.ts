import { amountInWords, listenerOf } from '../../shared/amount-words.ts';
import { asksSomething } from '../../shared/campaign-kind.ts';
import type { AskOffer } from '../../shared/card.ts';
import type { Money } from '../../shared/money.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { taxSentenceOf } from '../../shared/tax-sentence.ts';
import { fitRow, type Item } from '../screen/fit.ts';
import type { Layout, Region } from '../screen/layout.ts';
import { BLANK, cellsOf, clipLine, type Line, line, type Span, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import { isStopped } from '../state/call/no-more-asks.ts';
import { FRENCH } from '../words/french.ts';
import { say } from './card-facts.ts';
import { courseLine, courseLines } from './course.ts';
import { rule } from './rule.ts';

const text = FRENCH.offers;

/** An amount with what it is; its words go where there is no room for them. */
function amountItem(amount: Line, words: string, worth: number): Item {
  return [
    { shown: [...amount, span(` ${words} `)], worth },
    { shown: [...amount, span(' ')], worth: 9 },
  ];
}

function offerSpans(offer: AskOffer, call: Call): Span[] {
  return [span(` ${text.levels[offer.level]} `, 'faint'), span(say(offer.amount, call), 'amount')];
}

/** What has been agreed so far in this call, a line each. */
function settled(call: Call): Item[] {
  const { agreed, oneOff } = call;
  const one = (title: string, amount: Money, worth: number) =>
    amountItem(
      [span(` ✓ ${title} `, 'good'), span(say(amount, call), 'amount')],
      amountInWords(amount, listenerOf(call.card)),
      worth,
    );
  return [
    ...(agreed ? [one(text.agreed, agreed.amount, 2)] : []),
    ...(oneOff ? [one(text.oneOff, oneOff, 1)] : []),
  ];
}

function freeLine(call: Call): Line {
  const { minMinor, maxMinor, currency } = call.card.freeAmount;
  const money = (minor: number) => say({ minor, currency }, call);
  return line(span(` ${text.free(money(minMinor), money(maxMinor))}`, 'faint'));
}

/** The proposals in a row: every amount whole, words as far as they fit, those of the first proposal last to go. */
function offersRow(call: Call, width: number): Line {
  const { asks } = call.card;
  const items = asks.map((offer, at) =>
    amountItem([span('─', 'rule'), ...offerSpans(offer, call)], offer.words, asks.length - at),
  );
  const row = fitRow(items, width, '');
  return [...row, span('─'.repeat(Math.max(0, width - cellsOf(row))), 'rule')];
}

/** Two lines for 80×24: the amounts as a rule under the script; what was settled, or why the first amount. */
function compactLines(call: Call, width: number): Line[] {
  const { asks } = call.card;
  const done = settled(call);
  const below =
    done.length > 0
      ? fitRow(done, width, '')
      : clipLine(line(span(` ${asks[0]?.rule ?? ''}`, 'faint')), width - 1);
  return [asks.length === 0 ? rule(width, text.none) : offersRow(call, width), below];
}

/** One line each, with the rung that explains it (F-03) beside or under it. */
function fullOffers(call: Call, width: number): Line[] {
  const { asks } = call.card;
  if (asks.length === 0) return [line(span(` ${text.none}`, 'faint'))];
  return asks.flatMap((offer) => {
    const head = fitRow([amountItem(offerSpans(offer, call), offer.words, 1)], width, '');
    const why = span(`  ${offer.rule}`, 'faint');
    if (cellsOf([...head, why]) <= width || offer.rule === '') return [[...head, why]];
    return [head, ...wrapText(offer.rule, width - 4).map((one) => line(span(`    ${one}`, 'faint')))];
  });
}

function taxLines(call: Call, width: number): Line[] {
  const { tax, asks, gift } = call.card;
  const first = { minor: asks[0]?.amount.minor ?? 0, frequency: gift.frequency };
  const sentence = taxSentenceOf(tax, first);
  return sentence === '' ? [] : wrapText(sentence, width - 2).map((one) => line(span(` ${one}`, 'faint')));
}

/** What was agreed first; then the proposals, as fully as the height allows. */
function sized(call: Call, { width, height }: Region): readonly Line[] {
  const done = settled(call).map((one) => fitRow([one], width, ''));
  const full = fullOffers(call, width - 1);
  const tax = taxLines(call, width);
  const free = freeLine(call);
  const plain = call.card.asks.map((offer) =>
    fitRow([amountItem(offerSpans(offer, call), offer.words, 1)], width, ''),
  );
  const ways = [
    [...full, free, ...tax],
    [...full, free],
    [...plain, free],
    [offersRow(call, width), free],
  ];
  const room = height - done.length;
  return [...done, ...(ways.find((one) => one.length <= room) ?? [offersRow(call, width)])];
}

function courseColumn(call: Call): Line[] {
  return [line(span(` ${FRENCH.script.course}`, 'title')), ...courseLines(call)];
}

function columnLines(call: Call, { width, height }: Region): Line[] {
  const course = courseColumn(call);
  const offers = sized(call, { width, height: height - course.length - 2 });
  return [BLANK, ...offers, BLANK, ...course];
}

/** After a stop nothing is offered any more, and nothing that was is shown. */
function stoppedLines(call: Call, { width }: Region, kind: Layout['kind']): Line[] {
  const words = call.stopped === undefined ? text.stopped : text.arrived[call.stopped.kind];
  const tone = call.stopped === undefined ? 'warn' : 'bad';
  if (kind === 'compact') return [rule(width, words, tone)];
  const said = line(span(` ${words}`, tone));
  if (kind !== 'three') return [said, courseLine(call, width)];
  return [BLANK, said, BLANK, ...courseColumn(call)];
}

/** Nothing is asked in that campaign: the course of the call, and not a word of an offer. */
function thanksLines(call: Call, { width }: Region, kind: Layout['kind']): Line[] {
  if (kind === 'three') return [BLANK, ...courseColumn(call)];
  const course = courseLine(call, width);
  return kind === 'compact' ? [rule(width, text.nothingAsked), course] : [course];
}

/** What stands over the offers. */
export function offersTitle(call: Call | undefined): string {
  return call && !asksSomething(call.card.campaign.kind) ? text.nothingAsked : text.title;
}

export function offersLines(call: Call, region: Region, kind: Layout['kind']): readonly Line[] {
  if (isStopped(call)) return stoppedLines(call, region, kind);
  if (!asksSomething(call.card.campaign.kind)) return thanksLines(call, region, kind);
  if (kind === 'compact') return compactLines(call, region.width);
  if (kind === 'three') return columnLines(call, region);
  const offers = sized(call, { width: region.width, height: region.height - 1 });
  return [...offers, courseLine(call, region.width)];
}
