import type { NodeMark } from '../../shared/call-script.ts';
import { asksSomething } from '../../shared/campaign-kind.ts';
import { isMarkOfKind, requiredMarks } from '../../shared/script-marks.ts';
import { progressOf } from '../../shared/script-progress.ts';
import { fitRow, item } from '../screen/fit.ts';
import { type Line, line, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import { FRENCH } from '../words/french.ts';

const COURSE: readonly NodeMark[] = [
  'thanks',
  'impact',
  'challenge',
  'stop-reason',
  'ask-1',
  'ask-2',
  'ask-one-off',
  'coordinates',
  'read-back',
  'email-announced',
];

function isSaid(call: Call, mark: NodeMark): boolean {
  const progress = progressOf(call.script, call.path);
  if (mark === 'stop-reason') return progress.whyStopped;
  return mark === 'read-back' ? progress.readBack.size > 0 : progress.said.has(mark);
}

/** The marks of the script, said or still to say: the contract of the call at a glance (F-02). */
export function courseLines(call: Call): Line[] {
  const needed = call.wanted === undefined ? [] : requiredMarks(call.wanted, call.script.kind);
  const course = COURSE.filter((mark) => isMarkOfKind(mark, call.script.kind));
  return course.map((mark) => {
    const label = FRENCH.script.marks[mark];
    if (isSaid(call, mark)) return line(span('  ✓ ', 'good'), label);
    return needed.includes(mark)
      ? line(span('  ▸ ', 'warn'), span(label, 'warn'))
      : line(span('  · ', 'faint'), span(label, 'faint'));
  });
}

/** In a row: what a refusal needs, or, where nothing is asked, what a thank-you needs. */
const SHORT_COURSE: readonly NodeMark[] = ['thanks', 'ask-1', 'ask-one-off', 'coordinates', 'read-back'];
const SHORT_THANKS: readonly NodeMark[] = ['thanks', 'impact', 'coordinates'];

/** The marks of the call in a row: said ones ticked. The earliest goes first where there is no room. */
export function courseLine(call: Call, width: number): Line {
  const marks = asksSomething(call.script.kind) ? SHORT_COURSE : SHORT_THANKS;
  const items = marks.map((mark, at) => {
    const said = isSaid(call, mark);
    return item(span(`${said ? '✓' : '·'} ${FRENCH.script.marks[mark]}`, said ? 'good' : 'faint'), at);
  });
  const [loose, tight] = [fitRow(items, width - 2, '  '), fitRow(items, width - 2, ' ')];
  return [span(' '), ...(loose.at(-1)?.text === '…' ? tight : loose)];
}
