import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../../screen/line.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import { FRENCH_LINE } from '../../words/french-line.ts';
import { fieldLine } from '../field-line.ts';
import { wide } from './page-text.ts';

/** Cells beside the field: its margin and its name. */
const BESIDE = 14;

/** Which telephone, and what became of it. */
export function seatLines({ field, isRinging, problem }: OverlayOf<'seat'>, region: Region): Line[] {
  const text = FRENCH_LINE.seat;
  const width = Math.min(40, region.width - BESIDE);
  const below = isRinging
    ? [BLANK, ...wide(text.rings(field.text.trim()), region.width)]
    : problem
      ? [BLANK, ...wide(`${problem.message} ${problem.hint}`, region.width, 'warn')]
      : [];
  return [
    BLANK,
    ...indent(
      [
        line(span(text.title, 'title')),
        BLANK,
        ...wide(text.how, region.width, 'faint'),
        BLANK,
        line(span(`${text.field} `, 'faint'), ...fieldLine(field, { width, focused: !isRinging })),
        ...below,
      ],
      2,
    ),
  ];
}
