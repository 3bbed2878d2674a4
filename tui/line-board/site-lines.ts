import { inNumber } from '../../shared/french-plural.ts';
import type { QuietTotal } from '../../shared/line/quiet-kinds.ts';
import type { LineBoard, LineBoardSite } from '../../shared/line-board.ts';
import { formatHomeMoney } from '../../shared/money.ts';
import { fill } from '../../shared/screen/cells.ts';
import { clipLine, type Line, line, span } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import { LINE_BOARD as WORDS } from './french-line-board.ts';

const COLUMNS = [11, 8, 8, 6, 6, 7, 7, 9, 6, 9] as const;

function row(values: readonly string[], tone: Tone = 'plain'): Line {
  const shown = values.map((value, at) => {
    const width = COLUMNS[at] ?? 0;
    return at === 0 ? fill(value, width) : value.padStart(width);
  });
  return line(span(` ${shown.join('')}`, tone));
}

/** A line a site, and what the charity's team does, for those who see it. */
export function siteLines(board: LineBoard, width: number): readonly Line[] {
  return [
    row(WORDS.heads, 'faint'),
    ...board.sites.map((site) => row([site.site, ...siteValues(site)])),
    ...teamLines(board).map((one) => clipLine(line(one), width)),
  ];
}

/** Counts of some kinds, as « 7 canulars, 5 mineurs »; none of them: nothing. */
export function toldTexts(
  { quiet }: Pick<LineBoard, 'quiet'>,
  words: Readonly<Partial<Record<QuietTotal['kind'], string>>>,
): readonly string[] {
  return (quiet ?? []).flatMap(({ kind, calls }) => {
    const word = words[kind];
    return word === undefined ? [] : [inNumber(calls, word)];
  });
}

/** Nothing of a team that nobody needed: it may not have begun. */
function teamLines({ team, quiet }: LineBoard): readonly string[] {
  if (team === null) return [];
  const told = toldTexts({ quiet }, WORDS.teamTold);
  if (team.open === 0 && told.length === 0) return [];
  const now =
    team.open === 0
      ? [WORDS.teamAway(team.name)]
      : [WORDS.team(team.name, team.open), WORDS.teamNow(team.talking, team.ready)];
  return [[now.join(', '), ...(told.length === 0 ? [] : [told.join(', ')])].join(' ; ')];
}

function siteValues({ held, seats, talking, counts, pledges }: LineBoardSite): readonly string[] {
  const of = (state: string) => seats.filter((one) => one === state).length;
  const isKnown = seats.length > 0;
  const shown = (count: number) => (isKnown ? WORDS.whole(count) : '–');
  return [
    isKnown ? `${held - of('closed')}/${held}` : `–/${held}`,
    WORDS.whole(talking),
    ...[of('ready'), of('after'), of('apart') + of('preparing')].map(shown),
    ...[counts.came, counts.abandoned].map(WORDS.whole),
    WORDS.whole(pledges.reduce((sum, one) => sum + one.pledges, 0)),
    onceGiven(pledges),
  ];
}

/** Given once, to the whole unit: the exact sums stand above. A line has one country, hence one currency. */
function onceGiven([only]: LineBoardSite['pledges']): string {
  if (!only) return '–';
  const { currency, onceMinor } = only;
  return formatHomeMoney({ minor: Math.round(onceMinor / 100) * 100, currency });
}
