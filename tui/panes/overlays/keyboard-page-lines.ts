import { dispositionOf } from '../../../shared/dispositions.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../../screen/line.ts';
import { wrapText } from '../../screen/wrap-text.ts';
import type { KeyboardOverlay } from '../../state/keyboard-messages.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText } from '../dates.ts';
import { ownRecordLines } from './own-record-lines.ts';
import { paletteLines } from './palette-lines.ts';

function prose(text: string, width: number, tone: 'plain' | 'warn' | 'faint' = 'plain'): Line[] {
  return wrapText(text, Math.min(72, width - 4)).map((one) => line(span(one, tone)));
}

function question(
  words: { readonly title: string; readonly yes: string; readonly no: string },
  said: readonly Line[],
): Line[] {
  return [
    line(span(words.title, 'title')),
    BLANK,
    ...said,
    BLANK,
    line(span('o', 'key'), `  ${words.yes}`),
    line(span('n', 'key'), `  ${words.no}`),
  ];
}

function undoLines({ lastSaved }: WorkstationState, width: number): Line[] {
  const text = PAGES.undo;
  if (!lastSaved) return prose(text.nothing, width);
  const { firstName, lastName } = lastSaved.call.card.donor;
  const label = dispositionOf(lastSaved.disposition)?.label ?? lastSaved.disposition;
  const what = text.what(label, `${firstName} ${lastName}`.trim(), clockText(lastSaved.savedAtMs));
  return question(text, [...prose(what, width), ...prose(text.effect, width)]);
}

function freezeLines(width: number): Line[] {
  const text = PAGES.freeze;
  return question(text, [...prose(text.what, width, 'warn'), ...prose(text.none, width)]);
}

function messageLines(
  { list, problem, scroll }: KeyboardOverlay & { kind: 'messages' },
  region: Region,
): Line[] {
  const text = PAGES.messages;
  const title = line(span(text.title, 'title'));
  if (problem) return [title, BLANK, ...prose(`${problem.message} ${problem.hint}`, region.width, 'warn')];
  if (!list) return [title, BLANK, ...prose(text.busy, region.width, 'faint')];
  if (list.length === 0) return [title, BLANK, ...prose(text.none, region.width, 'faint')];
  // Newest first: what was just said is read without scrolling.
  const all = list
    .toReversed()
    .flatMap(({ atMs, from, text: said, acknowledged }) => [
      line(span(`${clockText(atMs)}  `, 'faint'), span(from, 'strong')),
      ...prose(said, region.width),
      ...(acknowledged === undefined
        ? []
        : prose(acknowledged ? text.read : text.toRead, region.width, acknowledged ? 'faint' : 'warn')),
      BLANK,
    ]);
  const room = Math.max(1, region.height - 4);
  const from = Math.min(scroll, Math.max(0, all.length - room));
  return [title, BLANK, ...all.slice(from, from + room)];
}

/** Palette, search, undo, ethics, messages. */
export function keyboardPageLines(
  state: WorkstationState,
  overlay: KeyboardOverlay,
  region: Region,
): readonly Line[] {
  switch (overlay.kind) {
    case 'palette':
      return paletteLines(state, overlay, region);
    case 'search':
      return ownRecordLines(overlay, region);
    case 'undo':
      return [BLANK, ...indent(undoLines(state, region.width), 2)];
    case 'freeze':
      return [BLANK, ...indent(freezeLines(region.width), 2)];
    case 'messages':
      return [BLANK, ...indent(messageLines(overlay, region), 2)];
  }
}
