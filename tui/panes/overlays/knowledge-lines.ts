import type { KnowledgeNote } from '../../../shared/call-aids.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, padLine, sideBySide, span } from '../../screen/line.ts';
import { scrolledText, windowed } from '../../screen/long-list.ts';
import { foundNotes } from '../../state/overlays/knowledge-search.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { fieldLine } from '../field-line.ts';
import { rule } from '../rule.ts';
import { arrivalLines } from './arrival-lines.ts';

const text = PAGES.knowledge;
/** Columns of the list beside the note, and from which width on. */
const LIST = 50;
const WIDE = 110;
const LIST_ROWS = 6;

type Overlay = OverlayOf<'knowledge'>;

function noteLines(note: KnowledgeNote, scroll: number, { width, height }: Region): Line[] {
  const lines = note.text.split('\n').flatMap((paragraph): Line[] => {
    if (!paragraph.startsWith('• ')) return wrapText(paragraph, width).map((one) => line(one));
    return wrapText(paragraph.slice(2), width - 2).map((one, at) => line(at === 0 ? '• ' : '  ', one));
  });
  return scrolledText(lines, { scroll, height, more: text.more });
}

function listLines(notes: readonly KnowledgeNote[], index: number, height: number): Line[] {
  const items = notes.map(({ title }, at) =>
    line(span(at === index ? '▸ ' : '  ', 'key'), span(title, at === index ? 'selected' : 'plain')),
  );
  return windowed(items, { focus: index, height });
}

function foundLines(notes: readonly KnowledgeNote[], overlay: Overlay, region: Region): Line[] {
  const index = Math.min(overlay.index, notes.length - 1);
  const note = notes[index];
  if (!note) return [BLANK, ...wrapText(text.none, region.width).map((one) => line(span(one, 'warn')))];
  if (region.width >= WIDE) {
    const list = listLines(notes, index, region.height);
    const body = [
      line(span(note.title, 'strong')),
      BLANK,
      ...noteLines(note, overlay.scroll, { width: region.width - LIST, height: region.height - 2 }),
    ];
    return sideBySide([list.map((one) => padLine(one, LIST)), body], LIST);
  }
  const rows = Math.min(LIST_ROWS, notes.length);
  return [
    ...listLines(notes, index, rows),
    rule(region.width, note.title),
    ...noteLines(note, overlay.scroll, { width: region.width, height: region.height - rows - 1 }),
  ];
}

/** Why the card tells that theme and not another, where a blank line stands otherwise. */
function themeLines({ stage }: WorkstationState, width: number): Line[] {
  const why = stage.at === 'call' ? stage.call.card.campaign.themeWhy : undefined;
  return why === undefined ? [BLANK] : wrapText(why, width).map((one) => line(span(one, 'faint')));
}

/** The search, the notes that hold its words, and the one under the arrows; typing searches, nothing else is needed. */
export function knowledgeLines(state: WorkstationState, overlay: Overlay, region: Region): Line[] {
  const inner = { width: region.width - 4, height: region.height - 2 };
  const { aids } = state;
  if (!aids) return indent([BLANK, ...wrapText(text.noCard, inner.width).map((one) => line(one))], 2);
  if (!aids.aids) {
    const arrival = { problem: aids.problem, loading: text.loading, width: inner.width };
    return indent([BLANK, ...arrivalLines(state, arrival)], 2);
  }
  const { notes } = aids.aids;
  if (notes.length === 0) return indent([BLANK, line(text.empty)], 2);
  const found = foundNotes(notes, overlay.field.text);
  const field = line(
    span(`${text.field}  ${text.all(found.length)} `, 'faint'),
    ...fieldLine(overlay.field, { width: 40, focused: true }),
  );
  const why = themeLines(state, inner.width);
  const room = { ...inner, height: inner.height + 1 - why.length };
  return indent([field, ...why, ...foundLines(found, overlay, room)], 2);
}
