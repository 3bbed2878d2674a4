import { cells, fill } from '../../../shared/screen/cells.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, type Line, line, sideBySide, span } from '../../screen/line.ts';
import { scrolledText } from '../../screen/long-list.ts';
import { type HelpPart, type HelpRow, helpParts } from '../../state/overlays/help-rows.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { fieldLine } from '../field-line.ts';

const text = PAGES.help;
/** Columns of the keys, and from which width on the lines stand in two columns. */
const KEYS = 14;
const WIDE = 150;

function rowLines({ keys, help }: HelpRow, width: number): Line[] {
  const room = Math.max(KEYS, cells(keys));
  return wrapText(help, width - room - 3).map((one, at) =>
    line(' ', span(fill(at === 0 ? keys : '', room), 'key'), ` ${one}`),
  );
}

function partLines({ title, rows }: HelpPart, width: number): Line[] {
  return [line(span(` ${title}`, 'title')), ...rows.flatMap((row) => rowLines(row, width)), BLANK];
}

/** The search, then the keys that fit it, those of this screen first; the arrows scroll, and never past the end. */
export function helpLines(
  state: WorkstationState,
  { field, scroll }: OverlayOf<'help'>,
  region: Region,
): readonly Line[] {
  const columns = region.width >= WIDE ? 2 : 1;
  const width = Math.floor(region.width / columns);
  const parts = helpParts(state, field.text);
  const intro = [text.answers, text.list, text.ctrl].map((one) => line(span(` ${one}`, 'faint')));
  const found = parts.flatMap((part) => partLines(part, width));
  const all =
    found.length === 0
      ? [line(span(` ${text.none}`, 'warn'))]
      : field.text === ''
        ? [...found, ...intro]
        : found;
  const perColumn = Math.ceil(all.length / columns);
  const blocks = Array.from({ length: columns }, (_, at) => all.slice(at * perColumn, (at + 1) * perColumn));
  const table = columns === 1 ? all : sideBySide(blocks, width);
  const search = line(span(` ${text.field} `, 'faint'), ...fieldLine(field, { width: 40, focused: true }));
  return [search, BLANK, ...scrolledText(table, { scroll, height: region.height - 2 })];
}
