import type { Diary } from '../../../shared/diary.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { BLANK, type Line, line, span } from '../../screen/line.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { FRENCH } from '../../words/french.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText } from '../dates.ts';
import { arrivalLines } from './arrival-lines.ts';
import { myDayFigures } from './my-day-lines.ts';

const text = PAGES.shiftEnd;

function tomorrowLines({ atMs: promised, nowMs }: Diary): Line[] {
  const day = (atMs: number) => zoned(atMs, HOUSE_ZONE).toPlainDate();
  const wanted = day(nowMs).add({ days: 1 });
  const tomorrow = promised.filter((atMs) => day(atMs).equals(wanted));
  const late = promised.filter((atMs) => atMs < nowMs).length;
  const first = tomorrow[0];
  const when = first === undefined ? '' : ` ${text.first(clockText(first, HOUSE_ZONE))}`;
  return [
    line(`${text.tomorrow(tomorrow.length)}${when}`),
    ...(late > 0 ? [line(span(text.late(late), 'warn'))] : []),
  ];
}

/** What leaving now would lose or give back. */
function unsavedLines({ stage, practice }: WorkstationState, width: number): Line[] {
  const warnings = [
    ...(stage.at === 'saving' ? [text.unsent] : []),
    ...(stage.at === 'call' && !practice ? [text.card] : []),
    ...(stage.at === 'call' && stage.call.note !== '' ? [text.note] : []),
  ];
  if (warnings.length === 0) return [line(span(text.nothing, 'good'))];
  return [
    line(span(text.unsaved, 'strong')),
    ...warnings.flatMap((one) => wrapText(one, width)).map((one) => line(span(one, 'warn'))),
  ];
}

/** The day in short, thanks, what is not finished, tomorrow's callbacks; leaving takes its own key. */
export function shiftEndLines(
  state: WorkstationState,
  { day, diary, problem }: OverlayOf<'shift-end'>,
  width: number,
): Line[] {
  const arrival = arrivalLines(state, { problem, loading: text.loading, width });
  return [
    line(span(text.title, 'title'), ` — ${text.thanks(state.agentFirstName)}`),
    BLANK,
    // First what leaving would lose, then the key that leaves: a small screen cuts from below.
    ...unsavedLines(state, width),
    line(span('o', 'key'), `  ${text.leave}    `, span('n', 'key'), `  ${text.stay}`),
    BLANK,
    ...(diary ? tomorrowLines(diary) : []),
    ...(day ? myDayFigures(day).filter((one) => one !== BLANK) : arrival),
    ...(day || state.line === 'connected' ? [] : [line(span(FRENCH.line.lost, 'faint'))]),
  ];
}
