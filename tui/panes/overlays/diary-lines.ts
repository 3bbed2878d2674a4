import type { Diary, DiaryEntry } from '../../../shared/diary.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { shortLabelOf } from '../../keys/disposition-keys.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../../screen/line.ts';
import { scrolledText } from '../../screen/long-list.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText, longDay } from '../dates.ts';
import { arrivalLines } from './arrival-lines.ts';

const text = PAGES.diary;

function dayOf(atMs: number): Temporal.PlainDate {
  return zoned(atMs, HOUSE_ZONE).toPlainDate();
}

/** « En retard », « Aujourd’hui », « Demain », « mercredi 25 novembre ». */
function dayTitle({ atMs }: DiaryEntry, nowMs: number): string {
  if (atMs < nowMs) return text.late;
  const days = dayOf(nowMs).until(dayOf(atMs)).days;
  if (days === 0) return text.today;
  return days === 1 ? text.tomorrow : longDay(zoned(atMs, HOUSE_ZONE));
}

function entryLine(entry: DiaryEntry, { width, late }: { width: number; late: boolean }): Line[] {
  const day = late ? `${longDay(zoned(entry.atMs, HOUSE_ZONE))} ` : '';
  const here = clockText(entry.atMs, HOUSE_ZONE);
  const there = clockText(entry.atMs, entry.zone);
  const elsewhere = here === there ? '' : `  ${text.there(there)}`;
  const head = `  ${day}${here}${elsewhere}  `;
  const label = entry.disposition === '' ? text.title : shortLabelOf(entry.disposition);
  const about = `${label} · ${text.attempts(entry.attempts)} · ${entry.campaign}`;
  return wrapText(about, width - head.length).map((one, at) =>
    line(span(at === 0 ? head : ' '.repeat(head.length), late ? 'warn' : 'strong'), one),
  );
}

function entryLines({ entries, nowMs, more }: Diary, width: number): Line[] {
  const lines: Line[] = [];
  let title = '';
  for (const entry of entries) {
    const next = dayTitle(entry, nowMs);
    if (next !== title) {
      if (title !== '') lines.push(BLANK);
      lines.push(line(span(next, next === text.late ? 'warn' : 'title')));
    }
    title = next;
    lines.push(...entryLine(entry, { width, late: next === text.late }));
  }
  return more > 0 ? [...lines, BLANK, line(span(`  ${text.more(more)}`, 'faint'))] : lines;
}

/** The agent's own callbacks by day, late ones first; names stay closed until the card comes. */
export function diaryLines(
  state: WorkstationState,
  { diary, problem, scroll }: OverlayOf<'diary'>,
  region: Region,
): Line[] {
  const width = region.width - 4;
  if (!diary) return indent([BLANK, ...arrivalLines(state, { problem, loading: text.loading, width })], 2);
  if (diary.entries.length === 0) return indent([BLANK, line(text.empty)], 2);
  const all = entryLines(diary, width);
  const height = region.height - 2;
  return indent([line(span(text.names, 'faint')), BLANK, ...scrolledText(all, { scroll, height })], 2);
}
