import { fill } from '../../../shared/screen/cells.ts';
import { ACTIONS, type Action, type Group } from '../../keys/actions.ts';
import { keyLabel } from '../../keys/key-labels.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, type Line, line, sideBySide, span } from '../../screen/line.ts';
import { scrolledText } from '../../screen/long-list.ts';
import { PAGES } from '../../words/french-pages.ts';

const GROUPS: readonly Group[] = ['call', 'hot', 'general', 'form'];
const KEYS = 14;

function helpLine(one: Action): Line {
  const keys = [...new Set(one.bindings.map((binding) => keyLabel(binding.key)))].join(' ');
  return line(' ', span(fill(keys, KEYS), 'key'), ` ${one.help}`);
}

/** Every action of the table, by group. */
function allHelp(table: readonly Action[] = ACTIONS): Line[] {
  const intro = [PAGES.help.answers, PAGES.help.list, PAGES.help.ctrl].map((text) =>
    line(span(` ${text}`, 'faint')),
  );
  return [
    ...intro,
    ...GROUPS.flatMap((group) => [
      BLANK,
      line(span(` ${PAGES.help.groups[group]}`, 'title')),
      ...table.filter((one) => one.group === group).map(helpLine),
    ]),
  ];
}

/** One column of 80 cells, or two when there is room; the arrows scroll, and never past the end. */
export function helpLines(scroll: number, region: Region, actions?: readonly Action[]): readonly Line[] {
  const all = allHelp(actions);
  const columns = region.width >= 150 ? 2 : 1;
  const perColumn = Math.ceil(all.length / columns);
  const blocks = Array.from({ length: columns }, (_, at) => all.slice(at * perColumn, (at + 1) * perColumn));
  const table = sideBySide(blocks, Math.floor(region.width / columns));
  return scrolledText(table, { scroll, height: region.height });
}
