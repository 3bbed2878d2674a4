import { wrapText } from '../../shared/screen/wrap-text.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { fieldLine } from '../panes/field-line.ts';
import { rule } from '../panes/rule.ts';
import { BLANK, clipLine, type Line, line, span } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
import { BOARD_ACTIONS, boardContext } from './board-actions.ts';
import type { BoardState } from './board-state.ts';
import { BOARD } from './french-board.ts';

const MOST_CHOICES = 6;
const WIDE = 100;

/** What is asked, what was said, and the keys that work now. */
export function bottomLines(state: BoardState): readonly Line[] {
  return [...overlayLines(state), rule(state.size.columns), saidLine(state), keyBar(state)];
}

function overlayLines({ overlay, board, size }: BoardState): readonly Line[] {
  const width = size.columns;
  if (overlay?.kind === 'ask') {
    const field = fieldLine(overlay.field, { width: width - 4, focused: true });
    return [
      rule(width, BOARD.ask.title(overlay.ask)),
      ...wrapText(BOARD.ask.hint(overlay.ask), width - 2).map((text) => line(span(` ${text}`, 'faint'))),
      line(span(' > ', 'key'), ...field),
    ];
  }
  if (overlay?.kind !== 'campaigns') return [];
  const choices = (board?.campaigns ?? []).map(({ code }, at): Line => {
    const mark = overlay.chosen.includes(code) ? '[x]' : '[ ]';
    const isHere = at === overlay.at;
    return line(span(isHere ? ' ▸ ' : '   ', 'key'), span(`${mark} ${code}`, isHere ? 'strong' : 'plain'));
  });
  return [
    rule(width, BOARD.ask.choose(overlay.login)),
    ...windowed(choices, { focus: overlay.at, height: MOST_CHOICES }),
  ];
}

function saidLine({ said, size }: BoardState): Line {
  return said ? clipLine(line(span(` ${said.text}`, said.tone)), size.columns) : BLANK;
}

/** As many as fit, in the order of the table; one that cannot be done now is dimmed, and says why when pressed. */
function keyBar(state: BoardState): Line {
  const context = boardContext(state);
  const isWide = state.size.columns >= WIDE;
  const shown = BOARD_ACTIONS.filter(
    (one) => one.label !== undefined && one.in.includes(context) && (isWide || !one.isExtra),
  );
  const spans = shown.flatMap((one) => {
    const isOff = one.whyNot?.(state) !== undefined;
    const key = keyLabel(one.keys[0] ?? '');
    return [span(` ${key}`, isOff ? 'faint' : 'key'), span(` ${one.label} `, isOff ? 'faint' : 'plain')];
  });
  return clipLine(line(...spans), state.size.columns - 1);
}
