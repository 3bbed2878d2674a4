import { amountInWords, listenerOf } from '../../shared/amount-words.ts';
import type { AskOffer } from '../../shared/card.ts';
import type { Money } from '../../shared/money.ts';
import { cells } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import type { Layout, Region } from '../screen/layout.ts';
import { BLANK, type Line, line, type Span, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import { isStopped } from '../state/call/no-more-asks.ts';
import { FRENCH } from '../words/french.ts';
import { say } from './card-facts.ts';
import { courseLine, courseLines } from './course.ts';
import { rule } from './rule.ts';

const text = FRENCH.offers;

function spoken(amount: Money, call: Call): string {
  return amountInWords(amount, listenerOf(call.card));
}

function offerSpans(offer: AskOffer, call: Call): Span[] {
  return [
    span(` ${text.levels[offer.level]} `, 'faint'),
    span(say(offer.amount, call), 'amount'),
    span(` ${offer.words}`),
  ];
}

/** What has been agreed so far in this call. */
function settled(call: Call): Line[] {
  const { agreed, oneOff } = call;
  const one = (title: string, amount: Money) =>
    line(span(` ✓ ${title} `, 'good'), span(say(amount, call), 'amount'), ` ${spoken(amount, call)}`);
  return [
    ...(agreed ? [one(text.agreed, agreed.amount)] : []),
    ...(oneOff ? [one(text.oneOff, oneOff)] : []),
  ];
}

function freeText(call: Call): string {
  const { minMinor, maxMinor, currency } = call.card.freeAmount;
  return text.free(say({ minor: minMinor, currency }, call), say({ minor: maxMinor, currency }, call));
}

/** Two lines for 80×24: the amounts as a rule under the script; what was settled, or why the first amount. */
function compactLines(call: Call, width: number): Line[] {
  const { asks } = call.card;
  if (asks.length === 0) return [rule(width, text.none)];
  const amounts = asks.flatMap((offer) => [span('─', 'rule'), ...offerSpans(offer, call), span(' ')]);
  const rest = width - amounts.reduce((sum, piece) => sum + cells(piece.text), 0);
  const done = settled(call);
  return [
    [...amounts, span('─'.repeat(Math.max(0, rest)), 'rule')],
    done.length > 0 ? done.flat() : line(span(` ${asks[0]?.rule ?? ''}`, 'faint')),
  ];
}

/** One line each, with the rung that explains it (F-03). */
function fullOffers(call: Call, width: number): Line[] {
  const { asks } = call.card;
  if (asks.length === 0) return [line(span(` ${text.none}`, 'faint'))];
  return asks.flatMap((offer) => {
    const head = offerSpans(offer, call);
    const rule = `   ${offer.rule}`;
    const together = [...head, span(rule, 'faint')];
    const length = together.reduce((sum, piece) => sum + piece.text.length, 0);
    return length <= width || offer.rule === ''
      ? [together]
      : [head, line(span(`    ${offer.rule}`, 'faint'))];
  });
}

function taxLines(call: Call, width: number): Line[] {
  const { taxSentence } = call.card;
  return taxSentence === ''
    ? []
    : wrapText(taxSentence, width - 2).map((one) => line(span(` ${one}`, 'faint')));
}

function columnLines(call: Call, width: number): Line[] {
  return [
    BLANK,
    ...fullOffers(call, width - 1),
    line(span(` ${freeText(call)}`, 'faint')),
    ...settled(call),
    BLANK,
    ...taxLines(call, width),
    BLANK,
    line(span(` ${FRENCH.script.course}`, 'title')),
    ...courseLines(call),
  ];
}

/** After a stop nothing is offered any more, and nothing that was is shown. */
function stoppedLines(call: Call, region: Region, kind: Layout['kind']): Line[] {
  const words = call.objected === undefined ? text.stopped : text.objected;
  if (kind === 'compact') return [rule(region.width, words)];
  const said = line(span(` ${words}`, 'warn'));
  if (kind !== 'three') return [said, courseLine(call)];
  return [BLANK, said, BLANK, line(span(` ${FRENCH.script.course}`, 'title')), ...courseLines(call)];
}

export function offersLines(call: Call, region: Region, kind: Layout['kind']): readonly Line[] {
  if (isStopped(call)) return stoppedLines(call, region, kind);
  if (kind === 'compact') return compactLines(call, region.width);
  if (kind === 'three') return columnLines(call, region.width);
  const offers = [
    ...fullOffers(call, region.width - 1),
    line(span(` ${freeText(call)}`, 'faint')),
    ...settled(call),
    ...taxLines(call, region.width),
  ];
  return [...offers.slice(0, region.height - 1), courseLine(call)];
}
