import type { DirectoryCard, DirectoryPerson } from '../../shared/people/directory-desk.ts';
import { KIND_WORDS, STATUS_WORDS } from '../../shared/people/people-words.ts';
import { clip, fill } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { hour } from '../board/board-age.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { fieldLine } from '../panes/field-line.ts';
import { rule } from '../panes/rule.ts';
import { fitsSmallest } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, span, spread } from '../screen/line.ts';
import { scrolledText, windowed } from '../screen/long-list.ts';
import { DIRECTORY_ACTIONS, directoryContext } from './directory-keys.ts';
import { overlayLines } from './directory-overlay.ts';
import type { DirectoryState } from './directory-state.ts';
import { DIRECTORY } from './french-directory.ts';

const NAME_CELLS = 28;
const STATUS_CELLS = 20;
const LABEL_CELLS = 24;

/** The whole screen as lines, exactly as many as it has rows; `nowMs` is the server's hour. */
export function directoryScreen(state: DirectoryState, nowMs: number): readonly Line[] {
  const { columns, rows } = state.size;
  if (!fitsSmallest(state.size))
    return filled(
      wrapText(DIRECTORY.tooSmall, columns - 2).map((one) => line(' ', one)),
      rows,
    );
  const top = [header(state, nowMs), rule(columns), searchLine(state), BLANK];
  const bottom = [rule(columns), saidLine(state), keyBar(state)];
  const body = bodyLines(state, rows - top.length - bottom.length);
  return [...top, ...filled(body, rows - top.length - bottom.length), ...bottom].map((one) =>
    clipLine(one, columns),
  );
}

function filled(lines: readonly Line[], height: number): readonly Line[] {
  return Array.from({ length: height }, (_, at) => lines[at] ?? BLANK);
}

function header({ found, size }: DirectoryState, nowMs: number): Line {
  const whose = found ? `  ${found.charity}` : '';
  const still = found && found.opened < found.all ? `  ${DIRECTORY.opening(found.opened, found.all)}` : '';
  const left = line(span(` ${DIRECTORY.title}`, 'title'), whose, span(still, 'warn'));
  return spread(left, line(span(`${hour(nowMs)} `, 'strong')), size.columns);
}

function searchLine({ field, found, size, card, overlay }: DirectoryState): Line {
  const count = found ? `${DIRECTORY.found(found.total, found.all)} ` : '';
  const label = ` ${DIRECTORY.search}  `;
  const width = size.columns - label.length - count.length - 3;
  const left = line(span(label, 'key'), ...fieldLine(field, { width, focused: !card && !overlay }));
  return spread(left, line(span(count, 'strong')), size.columns);
}

function bodyLines(state: DirectoryState, height: number): readonly Line[] {
  const { found, at, card, scroll, size, overlay } = state;
  if (overlay) return overlayLines(overlay, state, height);
  if (card)
    return [
      rule(size.columns, card.name),
      ...scrolledText(cardLines(card, size.columns), { scroll, height: height - 1 }),
    ];
  if (!found) return [line(` ${DIRECTORY.loading}`)];
  if (found.lines.length === 0)
    return wrapText(DIRECTORY.nobody, size.columns - 2).map((one) => line(' ', one));
  return windowed(
    found.lines.map((one, rank) => personLine(one, rank === at)),
    { focus: at, height },
  );
}

function personLine({ name, status, kind, groups }: DirectoryPerson, isHere: boolean): Line {
  const said = `${KIND_WORDS[kind]}, ${STATUS_WORDS[status]}`;
  return line(
    span(isHere ? ' ▸ ' : '   ', 'key'),
    span(fill(clip(name, NAME_CELLS), NAME_CELLS), isHere ? 'strong' : 'plain'),
    ` ${fill(said, STATUS_CELLS)} `,
    span(groups.join(', '), 'faint'),
  );
}

function cardLines(
  { fields, groups, tags, hidden, kind, status }: DirectoryCard,
  width: number,
): readonly Line[] {
  const rows: readonly (readonly [string, string])[] = [
    ...fields.map(({ label, text }) => [label, text] as const),
    ...groups.map((group, at) => [at === 0 ? DIRECTORY.groups : '', group] as const),
    ...(tags.length > 0 ? [[DIRECTORY.tags, tags.join(', ')] as const] : []),
  ];
  return [
    line(span(` ${kind}, ${status}`, 'strong')),
    ...rows.flatMap(([label, text]) =>
      wrapText(text, width - LABEL_CELLS - 2).map((one, at) =>
        line(span(` ${fill(clip(at === 0 ? label : '', LABEL_CELLS - 1), LABEL_CELLS)}`, 'faint'), one),
      ),
    ),
    ...(hidden > 0 ? [line(span(` ${DIRECTORY.hidden(hidden)}`, 'warn'))] : []),
  ];
}

function saidLine({ said }: DirectoryState): Line {
  return said === undefined ? BLANK : line(span(` ${said}`, 'warn'));
}

/** What the key bar tells: keys of the place, in the order of the table. */
function keyBar(state: DirectoryState): Line {
  const context = directoryContext(state);
  const actions = DIRECTORY_ACTIONS.filter((one) => one.in.includes(context) && one.label !== undefined);
  return line(
    ...actions.flatMap((one) => [span(` ${keyLabel(one.keys[0] ?? '')}`, 'key'), span(` ${one.label} `)]),
  );
}
