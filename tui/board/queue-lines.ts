import { type BoardCampaign, type BoardFigure, DAY_PART_NAME, DAY_PARTS } from '../../shared/floor-board.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { cellsOf, type Line, line, type Span, span } from '../screen/line.ts';
import { type BoardState, selectedCampaign } from './board-state.ts';
import { BOARD } from './french-board.ts';

const { queue: words } = BOARD;
const INDENT = '     ';
/** Lines of counts at most: the rest is in `plateau floor --once`. */
const MOST_LINES = 3;

/** The lines of each campaign, kept together. */
export function queueBlocks(state: BoardState, width: number): readonly (readonly Line[])[] {
  const chosen = selectedCampaign(state)?.code;
  return (state.board?.campaigns ?? []).map((one) => {
    const isChosen = state.focus === 'queues' && one.code === chosen;
    const figures = state.targets.find((target) => target.campaign === one.code)?.figures ?? [];
    return [...headLines(one, isChosen, width), ...figureLines(figures, width)];
  });
}

/** Code and state, then why nobody gets a card, or else what there is to call. */
function headLines(one: BoardCampaign, isChosen: boolean, width: number): readonly Line[] {
  const isOpen = one.state === 'open';
  // Paused: the reason says it.
  const status = one.paused ? '' : `${isOpen ? words.open : words.closed}  `;
  const head = [
    span(isChosen ? ' ▸ ' : '   ', 'key'),
    span(one.code, isChosen ? 'strong' : 'plain'),
    span(`  ${status}`, 'faint'),
  ];
  if (!isOpen) return [head];
  const isEmpty = one.whyEmpty !== null;
  const text = one.whyEmpty === null ? countsOf(one) : one.paused ? one.whyEmpty : words.empty(one.whyEmpty);
  const [first = '', ...rest] = wrapText(text, width - cellsOf(head) - 1);
  const tone = isEmpty ? 'warn' : 'plain';
  return [
    [...head, span(first, tone)],
    ...rest.slice(0, MOST_LINES - 1).map((next) => line(INDENT, span(next, tone))),
  ];
}

function countsOf(one: BoardCampaign): string {
  const parts = DAY_PARTS.filter((part) => one.byPart[part] > 0)
    .map((part) => `${DAY_PART_NAME[part]} ${one.byPart[part]}`)
    .join(', ');
  return [
    words.callable(one.callable) + (parts === '' ? '' : ` (${parts})`),
    ...(one.given > 0 ? [words.given(one.given)] : []),
    ...(one.callbacks > 0 ? [words.callbacks(one.callbacks)] : []),
    ...(one.resting > 0 ? [words.resting(one.resting)] : []),
    ...(one.leased > 0 ? [words.leased(one.leased)] : []),
    ...(one.present === 0 ? [words.nobody] : []),
  ].join(' · ');
}

/** Against their targets, as many a line as fit. */
function figureLines(figures: readonly BoardFigure[], width: number): readonly Line[] {
  const lines: Span[][] = [];
  let room = 0;
  for (const figure of figures) {
    const shown = figureSpans(figure);
    const cells = shown.reduce((sum, one) => sum + one.text.length, 0);
    const last = lines.at(-1);
    if (last && cells + 3 <= room) {
      last.push(span(' · ', 'faint'), ...shown);
      room -= cells + 3;
      continue;
    }
    lines.push([span(INDENT), ...shown]);
    room = width - INDENT.length - cells - 1;
  }
  return lines;
}

function figureSpans({ label, cumulated, target, distance, isReached }: BoardFigure): readonly Span[] {
  const mark = isReached ? `${BOARD.figures.reached} ` : `${distance} `;
  return [
    span(`${label} `, 'faint'),
    span(`${cumulated} `, 'plain'),
    span(`${BOARD.figures.target(target)} `, 'faint'),
    span(mark.trimEnd(), isReached ? 'good' : 'warn'),
  ];
}
