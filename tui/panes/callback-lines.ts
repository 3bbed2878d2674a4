import { wrapText } from '../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE, zoned } from '../../shared/time.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, sideBySide, span } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
import type { Call } from '../state/call/call.ts';
import { callbackAt, callbackProblem, choicesOf, nearestCallback } from '../state/call/callback-form.ts';
import { firstQuarter, openSpans } from '../state/call/callback-time.ts';
import type { CallbackForm } from '../state/call/forms.ts';
import { FRENCH } from '../words/french.ts';
import { clockText, longDay, shortDay, spokenClock } from './dates.ts';
import { fieldLine } from './field-line.ts';

const text = FRENCH.callback;
const COLUMN = 26;
/** Narrower, one span a line (linear mode). */
const NARROW = 61;

function spanLines(call: Call, form: CallbackForm, { width, height }: Region): Line[] {
  const { zone } = call.card.donor;
  const open = openSpans(call.card.callbackSpans, form.nowMs);
  if (open.length === 0) return [line('  ', span(text.none, 'warn'))];
  const items = open.map((one, at) => {
    const day = shortDay(zoned(one.fromMs, zone));
    const from = firstQuarter(one, form.nowMs) ?? one.fromMs;
    const label = `${day}  ${clockText(from, zone)}–${clockText(one.toMs, zone)}`;
    const chosen = at === form.span;
    return line(span(chosen ? '▸ ' : '  ', 'key'), span(label, chosen ? 'selected' : 'plain'));
  });
  const columns = width < NARROW ? 1 : Math.min(3, Math.floor((width - 2) / COLUMN));
  const perColumn = Math.ceil(items.length / columns);
  const blocks = Array.from({ length: columns }, (_, at) =>
    items.slice(at * perColumn, (at + 1) * perColumn),
  );
  const table = sideBySide(blocks, COLUMN).map((one) => [span(' '), ...one]);
  const count = (from: number, to: number) => blocks.flatMap((block) => block.slice(from, to)).length;
  return windowed(table, { focus: Math.max(0, form.span) % perColumn, height, count });
}

/** What to answer, with the moment taken; nothing for an ending that no call follows. */
function answerLines({ closing }: Call, moment: string, width: number): Line[] {
  const again = text.again[closing?.code ?? ''];
  if (again === undefined) return [];
  return wrapText(text.sayIt(again, moment), width - 4).map((one) => line(`  ${one}`));
}

/** The moments that were meant together. */
function choiceLines(call: Call, form: CallbackForm): Line[] {
  const { zone } = call.card.donor;
  const now = callbackAt(form, call);
  return choicesOf(form, call).map((atMs) => {
    const chosen = atMs === now;
    const said = `${longDay(zoned(atMs, zone))} à ${clockText(atMs, zone)}`;
    return line('   ', span(chosen ? '▸ ' : '  ', 'key'), span(said, chosen ? 'selected' : 'plain'));
  });
}

/** The field, what it means in full, and the spans that the rules of the donor's place allow. */
export function callbackLines(call: Call, form: CallbackForm, region: Region): readonly Line[] {
  const { zone } = call.card.donor;
  const atMs = callbackAt(form, call);
  const problem = callbackProblem(form, call);
  const day = (when: number) => longDay(zoned(when, zone));
  const said = (when: number) => `${day(when)} à ${clockText(when, zone)}`;
  const meaning =
    problem === undefined && atMs !== undefined
      ? span(text.meaning(said(atMs)), 'amount')
      : span(problem ?? '', 'warn');
  const nearest = nearestCallback(form, call);
  const elsewhere = zone === HOUSE_ZONE ? '' : `  ${text.zone(zone)}`;
  const head = [
    line(span(`  ${text.field}  `, 'faint'), ...fieldLine(form.field, { width: 40, focused: true })),
    line('  ', meaning),
    ...(atMs === undefined || problem !== undefined
      ? []
      : answerLines(call, `${day(atMs)} à ${spokenClock(atMs, zone)}`, region.width)),
    line(
      span(`  ${nearest === undefined ? text.example : text.nearest(said(nearest))}${elsewhere}`, 'faint'),
    ),
  ];
  const roomy = region.height >= 14;
  const gap = roomy ? [BLANK] : [];
  const choices = choiceLines(call, form);
  if (choices.length > 0)
    return [...gap, ...head, BLANK, line(span(`  ${text.choices}`, 'faint')), ...choices];
  const title = roomy ? [BLANK, line(span(`  ${text.spans}`, 'faint'))] : [];
  const rest = region.height - gap.length - head.length - title.length;
  return [...gap, ...head, ...title, ...spanLines(call, form, { width: region.width, height: rest })];
}
