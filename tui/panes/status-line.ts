import { HOUSE_ZONE } from '../../shared/time.ts';
import { tableOf } from '../keys/chosen-keys.ts';
import { shortLabelOf } from '../keys/disposition-keys.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { withKeys } from '../keys/named-keys.ts';
import { FRENCH_OUTBOX } from '../outbox/french-outbox.ts';
import { cellsOf, clipLine, type Line, line, type Span, span, spread } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import type { NoticeTone } from '../state/notice.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { PAGES } from '../words/french-pages.ts';
import { clockText } from './dates.ts';

const TONES: Record<NoticeTone, Tone> = { info: 'plain', refusal: 'warn', success: 'good', alert: 'warn' };

/** What the lead said and nobody looked at yet; it stays until the list is opened. */
function unreadSpan({ unread = 0, chosenKeys }: WorkstationState): Span {
  if (unread === 0) return span('');
  const messages = tableOf(chosenKeys).find((one) => one.id === 'messages');
  const key = messages?.bindings[0]?.key ?? '';
  return span(` ${PAGES.messages.unread(unread)} : ${keyLabel(key)} `, 'key');
}

/** A callback whose hour came during this call or pause; it stays until the next card. */
function dueSpan({ promised, chosenKeys }: WorkstationState): Span {
  if (!promised?.isDue) return span('');
  const diary = tableOf(chosenKeys).find((one) => one.id === 'diary');
  const mark = PAGES.diary.dueMark(clockText(promised.atMs, HOUSE_ZONE));
  return span(` ${mark} : ${keyLabel(diary?.bindings[0]?.key ?? '')} `, 'key');
}

function right(state: WorkstationState): Line {
  if (state.stage.at === 'saving' && state.stage.unsent)
    return line(span(` ${FRENCH.saving.unsentTitle} `, 'bad'));
  if (state.unsent && state.unsent.count > 0)
    return line(span(` ${FRENCH_OUTBOX.waiting(state.unsent.count)} `, 'bad'));
  const unread = unreadSpan(state);
  const due = dueSpan(state);
  if (state.stage.at !== 'call') return line(due, unread);
  const { wanted, note } = state.stage.call;
  return line(
    due,
    unread,
    span(wanted === undefined ? '' : ` ${FRENCH.closing.wanted(shortLabelOf(wanted))} `, 'warn'),
    span(note === '' ? '' : ` ${FRENCH.note.title} ✓ `, 'good'),
  );
}

/** The last line of the screen: what just happened, or why a key did nothing; on the right what waits. */
export function statusLine(state: WorkstationState, width: number): Line {
  const { notice } = state;
  const lost = state.line === 'reconnecting' ? FRENCH.line.down : '';
  const left = notice
    ? line(' ', span(withKeys(notice.text, state.chosenKeys), TONES[notice.tone]))
    : line(' ', span(lost, 'warn'));
  // The last cell stays empty: some terminals scroll when it is written.
  const room = width - 1;
  const both = cellsOf(left) + cellsOf(right(state)) <= room;
  return clipLine(both ? spread(left, right(state), room) : left, room);
}
