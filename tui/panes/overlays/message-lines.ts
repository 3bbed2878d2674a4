import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../../screen/line.ts';
import { scrolledText } from '../../screen/long-list.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText } from '../dates.ts';
import { fieldLine } from '../field-line.ts';
import { wide } from './page-text.ts';

function within({ list, problem, scroll }: OverlayOf<'messages'>, region: Region): Line[] {
  const text = PAGES.messages;
  const title = line(span(text.title, 'title'), span(`   ${text.answer}`, 'faint'));
  if (problem) return [title, BLANK, ...wide(`${problem.message} ${problem.hint}`, region.width, 'warn')];
  if (!list) return [title, BLANK, ...wide(text.busy, region.width, 'faint')];
  if (list.length === 0) return [title, BLANK, ...wide(text.none, region.width, 'faint')];
  // Newest first: what was just said is read without scrolling.
  const all = list
    .toReversed()
    .flatMap(({ atMs, from, text: said, acknowledged, isMine }) => [
      line(
        span(`${clockText(atMs)}  `, 'faint'),
        span(isMine ? text.mine : from, isMine ? 'plain' : 'strong'),
      ),
      ...wide(said, region.width),
      ...(acknowledged === undefined
        ? []
        : wide(acknowledged ? text.read : text.toRead, region.width, acknowledged ? 'faint' : 'warn')),
      BLANK,
    ]);
  const room = Math.max(1, region.height - 4);
  return [title, BLANK, ...scrolledText(all, { scroll, height: room })];
}

/** The lead's words of the day and what waits to be read. */
export function messageLines(overlay: OverlayOf<'messages'>, region: Region): Line[] {
  return [BLANK, ...indent(within(overlay, region), 2)];
}

/** A few words to the lead. */
export function askLeadLines({ field, isReply }: OverlayOf<'ask-lead'>, region: Region): Line[] {
  const text = PAGES.askLead;
  return [
    BLANK,
    ...indent(
      [
        line(span(isReply ? text.title.reply : text.title.help, 'title')),
        BLANK,
        ...wide(text.how, region.width, 'faint'),
        BLANK,
        line(
          span(`${text.field} `, 'faint'),
          ...fieldLine(field, { width: Math.min(60, region.width - 14), focused: true }),
        ),
      ],
      2,
    ),
  ];
}
