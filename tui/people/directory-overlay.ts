import { unreadableSearches } from '../../shared/people/unreadable-searches.ts';
import { clip, fill } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { fieldLine } from '../panes/field-line.ts';
import { rule } from '../panes/rule.ts';
import { BLANK, type Line, line, span } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
import { DIRECTORY_ACTIONS, keysOf } from './directory-keys.ts';
import type { DirectoryOverlay, DirectoryState } from './directory-state.ts';
import { DIRECTORY } from './french-directory.ts';

const KEY_CELLS = 12;
const NAME_CELLS = 30;
const FILTER_CELLS = 18;

const { searches: SAID } = DIRECTORY;

/** What a key opened: it takes the place of the list. */
export function overlayLines(
  overlay: DirectoryOverlay,
  { field, size }: Pick<DirectoryState, 'field' | 'size'>,
  height: number,
): readonly Line[] {
  if (overlay.at === 'keys') return [rule(size.columns, DIRECTORY.help), ...keyTable()].slice(0, height);
  if (overlay.at === 'filters')
    return [rule(size.columns, DIRECTORY.filters), ...filterLines(overlay, size.columns, height - 1)];
  const top = [rule(size.columns, SAID.title), ...keepLines(overlay, field.text.trim(), size.columns), BLANK];
  const lost = lostLines(overlay, size.columns);
  return [...top, ...listLines(overlay, size.columns, height - top.length - lost.length), ...lost];
}

type SearchesOverlay = Extract<DirectoryOverlay, { readonly at: 'searches' }>;

function keepLines({ name }: SearchesOverlay, where: string, width: number): readonly Line[] {
  if (where === '') return wrapText(SAID.nothing, width - 2).map((one) => line(span(` ${one}`, 'faint')));
  const label = ` ${SAID.keep} `;
  return [
    line(span(` ${SAID.typed} `, 'faint'), clip(where, width - SAID.typed.length - 3)),
    line(span(label, 'key'), ...fieldLine(name, { width: width - label.length - 1, focused: true })),
  ];
}

type FiltersOverlay = Extract<DirectoryOverlay, { readonly at: 'filters' }>;

function filterLines({ lines, rank }: FiltersOverlay, width: number, height: number): readonly Line[] {
  if (!lines) return [line(` ${DIRECTORY.loadingFilters}`)];
  return windowed(
    lines.map(({ key, label, choices }, at) =>
      line(
        span(at === rank ? ' ▸ ' : '   ', 'key'),
        span(fill(clip(`${key}:`, FILTER_CELLS), FILTER_CELLS), at === rank ? 'strong' : 'plain'),
        ` ${fill(clip(label, NAME_CELLS), NAME_CELLS)}`,
        span(` ${clip(choices.join(', '), width - FILTER_CELLS - NAME_CELLS - 6)}`, 'faint'),
      ),
    ),
    { focus: rank, height },
  );
}

/** What no longer opens, said under the list. */
function lostLines({ unreadable = 0 }: SearchesOverlay, width: number): readonly Line[] {
  if (unreadable === 0) return [];
  return wrapText(unreadableSearches(unreadable), width - 2).map((one) => line(span(` ${one}`, 'warn')));
}

function listLines(
  { lines, rank, unreadable = 0 }: SearchesOverlay,
  width: number,
  height: number,
): readonly Line[] {
  if (!lines) return [line(` ${SAID.loading}`)];
  if (lines.length === 0 && unreadable > 0) return [];
  if (lines.length === 0) return wrapText(SAID.none, width - 2).map((one) => line(' ', one));
  return windowed(
    lines.map(({ name, where }, at) =>
      line(
        span(at === rank ? ' ▸ ' : '   ', 'key'),
        span(fill(clip(name, NAME_CELLS), NAME_CELLS), at === rank ? 'strong' : 'plain'),
        span(` ${clip(where, width - NAME_CELLS - 5)}`, 'faint'),
      ),
    ),
    { focus: rank, height },
  );
}

/** What works a text is known to whoever types one. */
function keyTable(): readonly Line[] {
  return DIRECTORY_ACTIONS.filter(({ message }) => message.type !== 'edit').map((one) =>
    line(' ', span(fill(keysOf(one), KEY_CELLS), 'key'), one.help),
  );
}
