import { cells } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE } from '../../shared/time.ts';
import { tableOf } from '../keys/chosen-keys.ts';
import { shortLabelOf } from '../keys/disposition-keys.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { withKeys } from '../keys/named-keys.ts';
import { FRENCH_OUTBOX } from '../outbox/french-outbox.ts';
import { fitRow, fitSides, type Item, item } from '../screen/fit.ts';
import { cellsOf, type Line, line, type Span, span } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import type { Notice, NoticeTone } from '../state/notice.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { PAGES } from '../words/french-pages.ts';
import { clockText } from './dates.ts';
import { lineText } from './line-text.ts';

/** Between the parts of a notice. */
const PART = ' · ';
/** Cells between what happened and what waits. */
const BETWEEN = 3;

const TONES: Record<NoticeTone, Tone> = { info: 'plain', refusal: 'warn', success: 'good', alert: 'warn' };

/** What the lead said and nobody looked at yet; it stays until the list is opened. */
function unreadSpan({ unread = 0, chosenKeys }: WorkstationState): Span {
  if (unread === 0) return span('');
  const messages = tableOf(chosenKeys).find((one) => one.id === 'messages');
  const key = messages?.bindings[0]?.key ?? '';
  return span(`${PAGES.messages.unread(unread)} : ${keyLabel(key)}`, 'key');
}

/** A callback whose hour came during this call or pause; it stays until the next card. */
function dueSpan({ promised, chosenKeys }: WorkstationState): Span {
  if (!promised?.isDue) return span('');
  const diary = tableOf(chosenKeys).find((one) => one.id === 'diary');
  const mark = PAGES.diary.dueMark(clockText(promised.atMs, HOUSE_ZONE));
  return span(`${mark} : ${keyLabel(diary?.bindings[0]?.key ?? '')}`, 'key');
}

/** What waits, worth most last: it stays when what just happened is long. */
function right(state: WorkstationState): readonly Item[] {
  if (state.stage.at === 'saving' && state.stage.unsent)
    return [item(span(FRENCH.saving.unsentTitle, 'bad'), 9)];
  if (state.unsent && state.unsent.count > 0)
    return [item(span(FRENCH_OUTBOX.waiting(state.unsent.count), 'bad'), 9)];
  const unread = item(unreadSpan(state), 3);
  const due = item(dueSpan(state), 5);
  if (state.stage.at !== 'call') return [due, unread];
  const { wanted, note, card } = state.stage.call;
  return [
    due,
    unread,
    item(
      span(
        wanted === undefined ? '' : FRENCH.closing.wanted(shortLabelOf(wanted, card.campaign.country)),
        'warn',
      ),
      4,
    ),
    item(span(note === '' ? '' : `${FRENCH.note.title} ✓`, 'good'), 1),
  ];
}

/** A notice in its parts: the first says what happened, the last the key that takes it back; those between go first. */
function parts(text: string, tone: NoticeTone): readonly Item[] {
  const all = text.split(PART);
  return all.map((one, at) => item(span(one, TONES[tone]), at === 0 ? 8 : at === all.length - 1 ? 6 : 5, 24));
}

/** How many parts the line above can hold, whole; the last one, the key, stays below. */
function leadingParts(all: readonly string[], width: number): number {
  return all.slice(0, -1).findLastIndex((_, at) => cells(all.slice(0, at + 1).join(PART)) <= width) + 1;
}

function atPart(all: readonly string[], count: number): readonly string[] {
  return [all.slice(0, count).join(PART), all.slice(count).join(PART)];
}

/** What just happened, in the lines that it takes beside what waits: the last one is of the status line. */
function noticeTexts({ text }: Notice, state: WorkstationState, inner: number): readonly string[] {
  const whole = withKeys(text, state.chosenKeys);
  const waits = fitRow(right(state), inner);
  const room = inner - (waits.length === 0 ? 0 : cellsOf(waits) + BETWEEN);
  if (cells(whole) <= room) return [whole];
  const fitting = leadingParts(whole.split(PART), inner);
  if (fitting > 0) return atPart(whole.split(PART), fitting);
  const [first = '', ...rest] = wrapText(whole, inner);
  return [first, rest.join(' ')];
}

/** What lasts: a line that is cut, a number on the telephone line and the key that hangs up. */
function standing(state: WorkstationState): Span {
  if (state.line === 'reconnecting') return span(FRENCH.line.down, 'warn');
  return span(lineText(state), 'plain');
}

/**
 * The last line of the screen: what just happened, or why a key did nothing; on the right what waits. A sentence longer than
 * that begins on the line above, for the while that it is told: its end says what to do.
 */
export function statusLines(state: WorkstationState, width: number): readonly Line[] {
  const { notice } = state;
  // The last cell stays empty: some terminals scroll when it is written.
  const inner = width - 2;
  const [last = '', above] = notice ? noticeTexts(notice, state, inner).toReversed() : [];
  const left = notice ? parts(last, notice.tone) : [item(standing(state), 2, 24)];
  const row: Line = [span(' '), ...fitSides({ left, right: right(state) }, inner)];
  return above === undefined || !notice ? [row] : [line(' ', span(above, TONES[notice.tone])), row];
}
