import type { Objection } from '../../../shared/call-aids.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, sideBySide, span } from '../../screen/line.ts';
import { windowed } from '../../screen/long-list.ts';
import { heardIn } from '../../state/call/heard-objections.ts';
import { OBJECTION_LETTERS, objectionsOf } from '../../state/overlays/objections.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { arrivalLines } from './arrival-lines.ts';

const text = PAGES.objections;
const LIST = 40;
/** Narrower, the answer stands under the list (linear mode). */
const NARROW = 70;

function spoken(label: string, said: string, width: number): Line[] {
  return [line(span(label, 'faint')), ...wrapText(said, width).map((one) => line(span(one, 'strong')))];
}

function detail(one: Objection, width: number): Line[] {
  const tone = one.next === 'stop' ? 'warn' : 'good';
  return [
    ...spoken(text.listen, one.listen, width),
    BLANK,
    ...spoken(text.answer, one.answer, width),
    BLANK,
    ...wrapText(text.next[one.next], width).map((piece) => line(span(piece, tone))),
  ];
}

function listLines(state: WorkstationState, index: number, height: number): Line[] {
  const heard = state.stage.at === 'call' ? heardIn(state.stage.call) : new Set<string>();
  const items = objectionsOf(state).map(({ id, label }, at) =>
    line(
      span(OBJECTION_LETTERS[at] ?? ' ', 'key'),
      span(heard.has(id) ? ' ✓ ' : '   ', 'good'),
      span(label, at === index ? 'selected' : 'plain'),
    ),
  );
  return windowed(items, { focus: index, height });
}

/** The list on the left; on the right what to say first, the facts, and whether the call goes on. */
export function objectionLines(
  state: WorkstationState,
  overlay: OverlayOf<'objections'>,
  region: Region,
): Line[] {
  const width = region.width - 4;
  const all = objectionsOf(state);
  const one = all[overlay.index];
  if (!state.aids?.aids) {
    const arrival = { problem: state.aids?.problem, loading: PAGES.knowledge.loading, width };
    return indent([BLANK, ...arrivalLines(state, arrival)], 2);
  }
  if (!one) return indent([BLANK, line(text.empty)], 2);
  const how = line(span(text.how, 'faint'));
  const list = listLines(state, overlay.index, region.height - 2);
  if (region.width < NARROW) return indent([how, BLANK, ...list, BLANK, ...detail(one, width)], 2);
  const blocks = [list, detail(one, Math.min(60, width - LIST))];
  return indent([how, BLANK, ...sideBySide(blocks, LIST)], 2);
}
