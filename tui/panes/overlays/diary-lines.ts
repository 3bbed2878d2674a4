import { MOST_OWN, type OwnRecord } from '../../../shared/own-record.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../../screen/line.ts';
import { windowed } from '../../screen/long-list.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText, longDay, shortDay } from '../dates.ts';
import { arrivalLines } from './arrival-lines.ts';
import { namedLines } from './own-record-lines.ts';

const text = PAGES.diary;

function dayOf(atMs: number): Temporal.PlainDate {
  return zoned(atMs, HOUSE_ZONE).toPlainDate();
}

/** « En retard », « Aujourd’hui », « Demain », « mercredi 25 novembre ». */
function dayTitle(atMs: number, nowMs: number): string {
  if (atMs < nowMs) return text.late;
  const days = dayOf(nowMs).until(dayOf(atMs)).days;
  if (days === 0) return text.today;
  return days === 1 ? text.tomorrow : longDay(zoned(atMs, HOUSE_ZONE));
}

/** `18:00`, `18:00 (22:00 là-bas)`, with its day when that is not the title's. */
function hourText({ atMs, zone }: OwnRecord, nowMs: number): string {
  const here = clockText(atMs, HOUSE_ZONE);
  const there = clockText(atMs, zone);
  const isOther = atMs < nowMs && !dayOf(atMs).equals(dayOf(nowMs));
  const day = isOther ? `${shortDay(zoned(atMs, HOUSE_ZONE))} ` : '';
  return `${day}${here}${here === there ? '' : ` ${text.there(there)}`}`;
}

interface Shown {
  readonly lines: readonly Line[];
  /** Line of the chosen one. */
  readonly at: number;
}

function entryLines({ found = [], index, nowMs = 0 }: OverlayOf<'diary'>, width: number): Shown {
  const lines: Line[] = [];
  let title = '';
  let at = 0;
  for (const [rank, one] of found.entries()) {
    const next = dayTitle(one.atMs, nowMs);
    if (next !== title) {
      if (title !== '') lines.push(BLANK);
      lines.push(line(span(next, next === text.late ? 'warn' : 'title')));
    }
    title = next;
    if (rank === index) at = lines.length;
    const mark = (row: number) => span(rank === index && row === 0 ? '▸ ' : '  ', 'key');
    const what = { when: hourText(one, nowMs), more: text.attempts(one.attempts) };
    lines.push(...namedLines(one, what, width - 2).map((each, row) => [mark(row), ...each]));
  }
  if (found.length >= MOST_OWN.callback) lines.push(BLANK, line(span(text.most(found.length), 'faint')));
  return { lines, at };
}

/** The agent's own callbacks by day, late ones first, named: who asked for them, where, what was noted. */
export function diaryLines(state: WorkstationState, overlay: OverlayOf<'diary'>, region: Region): Line[] {
  const { found, problem, index } = overlay;
  const width = region.width - 4;
  if (!found) return indent([BLANK, ...arrivalLines(state, { problem, loading: text.loading, width })], 2);
  if (found.length === 0) return indent([BLANK, line(text.empty)], 2);
  const { lines, at } = entryLines(overlay, width);
  const whyNot = found[index]?.whyNot ?? '';
  const how = line(span(whyNot === '' ? text.how : whyNot, whyNot === '' ? 'faint' : 'warn'));
  // The title of the first day stays in sight with its first callback.
  return indent([how, BLANK, ...windowed(lines, { focus: at <= 1 ? 0 : at, height: region.height - 2 })], 2);
}
