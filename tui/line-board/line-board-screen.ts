import {
  type LineBoard,
  type LineBoardSite,
  type LinePledges,
  servedShare,
} from '../../shared/line-board.ts';
import { formatHomeMoney } from '../../shared/money.ts';
import { cells, fill } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE, zoned } from '../../shared/time.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { rule } from '../panes/rule.ts';
import { fitsSmallest } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, span, spread } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import { LINE_BOARD as WORDS } from './french-line-board.ts';
import { LINE_BOARD_ACTIONS, lineBoardContext } from './line-board-keys.ts';
import { type LineBoardState, shownBoard } from './line-board-state.ts';
import { overlayLines } from './overlay-lines.ts';
import { siteLines, toldTexts } from './site-lines.ts';

const BOTTOM_ROWS = 3;
const SMALLEST_WIDTH = 80;

/** The whole screen as lines, as many as it has rows; `nowMs` is the server's hour. */
export function lineBoardScreen(state: LineBoardState, nowMs: number): readonly Line[] {
  const { columns, rows } = state.size;
  const bottom = [rule(columns), line(span(` ${state.said ?? ''}`, 'warn')), keyBar(state)];
  const body = bodyLines(state, nowMs);
  const shown = fitsSmallest(state.size) ? body : wrapped(WORDS.tooSmall(columns, rows), columns);
  const height = Math.max(0, rows - bottom.length);
  const filled = Array.from({ length: height }, (_, at) => shown[at] ?? BLANK);
  return [...filled, ...bottom].map((one) => clipLine(one, columns));
}

const wrapped = (text: string, width: number): readonly Line[] =>
  wrapText(text, width - 2).map((one) => line(' ', one));

/** As many as fit; one that cannot be done now is dimmed, and says why when pressed. */
function keyBar(state: LineBoardState): Line {
  const context = lineBoardContext(state);
  const shown = LINE_BOARD_ACTIONS.filter(
    ({ label, in: where }) => label !== undefined && where.includes(context),
  );
  return line(
    ...shown.flatMap((one) => {
      const isOff = one.whyNot?.(state) !== undefined;
      const key = keyLabel(one.keys[0] ?? '');
      return [span(` ${key}`, isOff ? 'faint' : 'key'), span(` ${one.label}`, isOff ? 'faint' : 'plain')];
    }),
  );
}

function bodyLines(state: LineBoardState, nowMs: number): readonly Line[] {
  const { columns: width, rows } = state.size;
  const { boards, failure, overlay } = state;
  const board = shownBoard(state);
  const head = header(state, board, nowMs);
  if (!board) {
    const words = failure ? [failure.message, failure.hint] : boards ? WORDS.nothing : [WORDS.loading];
    return [head, rule(width), BLANK, ...words.flatMap((one) => wrapped(one, width))];
  }
  const place = { width, height: rows - BOTTOM_ROWS, nowMs };
  if (!overlay) return boardLines(board, { head, ...place });
  const above = [head, rule(width), ...countLines(board, nowMs)];
  return [...above, ...overlayLines(overlay, { ...place, height: place.height - above.length })];
}

interface BoardPlace {
  readonly head: Line;
  readonly width: number;
  readonly height: number;
  readonly nowMs: number;
}

function boardLines(board: LineBoard, { head, width, height, nowMs }: BoardPlace): readonly Line[] {
  const above = [head, rule(width), ...countLines(board, nowMs), rule(width), ...siteLines(board, width)];
  const below = [rule(width), ...footLines(board, width)];
  const room = height - above.length - below.length - 1;
  return [...above, rule(width), ...seatLines(board, width, room), ...below];
}

/** The same figures once, as text, every seat told. */
export function lineBoardText(board: LineBoard, columns: number): readonly string[] {
  const width = Math.max(SMALLEST_WIDTH, columns);
  const size = { columns: width, rows: 0 };
  const head = header({ size, isConnected: true }, board, board.nowMs);
  const lines = boardLines(board, { head, width, height: Number.MAX_SAFE_INTEGER, nowMs: board.nowMs });
  return lines.map((one) =>
    clipLine(one, width)
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

/** `sam. 5 déc. 20:14`. */
function moment(atMs: number): string {
  const day = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', day).replace(',', '').replace(' à ', ' ');
}

/** `00:14`, `1:02:14`. */
function lasted(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}

const STATE_TONE = { up: 'good', down: 'bad', manual: 'faint' } as const satisfies Record<string, Tone>;

type HeaderState = Pick<LineBoardState, 'size' | 'isConnected' | 'boards'>;

function header(
  { size, isConnected, boards = [] }: HeaderState,
  board: LineBoard | undefined,
  nowMs: number,
): Line {
  const more = boards.length > 1 ? ` ${WORDS.more(boards.length)}` : '';
  const left = line(span(` ${board?.name ?? WORDS.title}`, 'title'), `${more}  ${moment(nowMs)}`);
  if (!isConnected) return spread(left, line(span(`${WORDS.offline} `, 'bad')), size.columns);
  if (!board) return left;
  const { state, sinceMs } = board.line;
  const since = state === 'down' ? ` ${WORDS.since(lasted(nowMs - sinceMs))}` : '';
  return spread(left, line(span(`${WORDS.state[state]}${since} `, STATE_TONE[state])), size.columns);
}

const percent = (share: number): string =>
  `${(share * 100).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} %`;

const label = (text: string) => span(fill(` ${text}`, 11), 'title');

function pledgeLine({ currency, pledges, onceMinor, monthlyMinor, averageOnceMinor }: LinePledges): Line {
  const said = (minor: number) => formatHomeMoney({ minor, currency });
  const monthly = monthlyMinor > 0 ? ` + ${said(monthlyMinor)} ${WORDS.monthly}` : '';
  const average = averageOnceMinor === null ? '' : `  ${WORDS.average} ${said(averageOnceMinor)}`;
  return line(
    label(WORDS.pledges),
    span(WORDS.whole(pledges).padStart(6), 'strong'),
    span(`  ${said(onceMinor)}${monthly}`, 'amount'),
    average,
  );
}

function countLines(
  { counts, pledges, talking, waiting, goal, sites, toRing }: LineBoard,
  nowMs: number,
): readonly Line[] {
  const { came, answered, abandoned, unseen } = counts;
  const ended = answered + abandoned;
  const of = (count: number) => (ended === 0 ? '' : ` (${percent(count / ended)})`);
  const seats = sites.flatMap((one) => one.seats).filter((one) => one !== 'closed').length;
  const on = seats === 0 ? WORDS.whole(talking) : `${WORDS.whole(talking)}/${WORDS.whole(seats)}`;
  const share = servedShare(counts);
  const isBehind = share !== null && share * 100 < goal.percent;
  const { longestSinceMs } = waiting;
  const longest = longestSinceMs === null ? '' : `  ${WORDS.longest} ${lasted(nowMs - longestSinceMs)}`;
  return [
    ...pledges.map(pledgeLine),
    line(
      label(WORDS.calls),
      span(WORDS.whole(came).padStart(6), 'strong'),
      `  ${WORDS.answered} ${WORDS.whole(answered)}${of(answered)}`,
      `  ${WORDS.abandoned} ${WORDS.whole(abandoned)}${of(abandoned)}`,
      `  ${WORDS.talking} ${on}`,
    ),
    line(
      label(WORDS.waits),
      span(WORDS.whole(waiting.count).padStart(6), waiting.count > 0 ? 'warn' : 'strong'),
      longest,
      `  ${WORDS.served(goal.seconds)} `,
      span(share === null ? WORDS.notYet : percent(share), isBehind ? 'warn' : 'good'),
      ` ${WORDS.goal(goal.percent)}`,
    ),
    ...(unseen > 0 ? [line(' ', span(WORDS.unseen(unseen), 'warn'))] : []),
    ...ringLines(toRing, nowMs),
  ];
}

/** Nothing while nobody is to be rung back. */
function ringLines(toRing: LineBoard['toRing'], nowMs: number): readonly Line[] {
  if (!toRing || toRing.oldestMs === null) return [];
  const minutes = Math.max(0, Math.floor((nowMs - toRing.oldestMs) / 60_000));
  return [line(' ', span(WORDS.toRing(toRing.count, minutes), 'warn'))];
}

const SEAT_TONE = {
  talking: 'good',
  ready: 'strong',
  preparing: 'faint',
  after: 'warn',
  apart: 'warn',
  closed: 'faint',
} as const satisfies Record<LineBoardSite['seats'][number], Tone>;

function seatLines({ sites }: LineBoard, width: number, room: number): readonly Line[] {
  if (sites.every(({ seats }) => seats.length === 0)) return wrapped(WORDS.manualSeats.trim(), width);
  const margin = Math.max(10, ...sites.map(({ site }) => cells(site))) + 2;
  const lines = sites.flatMap((site) => seatsOf(site, { margin, width }));
  const height = Math.max(1, room - 1);
  if (lines.length <= height) return [...lines, line(span(WORDS.legend, 'faint'))];
  const rest = lines.length - (height - 1);
  const cut = [...lines.slice(0, height - 1), line(span(WORDS.moreSeats(rest), 'warn'))];
  return [...cut, line(span(WORDS.legend, 'faint'))];
}

/** As many seats a line as fit, under the name of the site. */
function seatsOf(
  { site, seats }: LineBoardSite,
  { margin, width }: { readonly margin: number; readonly width: number },
): readonly Line[] {
  const digits = Math.max(2, String(seats.length).length);
  const perLine = Math.max(1, Math.floor((width - margin - 1) / (digits + 2)));
  const count = Math.ceil(seats.length / perLine);
  return Array.from({ length: count }, (_, at) => {
    const own = seats.slice(at * perLine, (at + 1) * perLine);
    return line(
      fill(` ${at === 0 ? site : ''}`, margin),
      ...own.map((state, index) => {
        const number = String(at * perLine + index + 1).padStart(digits, '0');
        return span(`${number}${WORDS.signs[state]} `, SEAT_TONE[state]);
      }),
    );
  });
}

function footLines(board: LineBoard, width: number): readonly Line[] {
  const { lastHour, route, counts, toCheck, helpAsked, unapproved } = board;
  const told = toldTexts(board, WORDS.told);
  const pace = lastHour.calls === 0 ? WORDS.noHour : WORDS.lastHour(lastHour.calls, lastHour.seats);
  const way = route === null ? WORDS.noRoute : WORDS.route(route);
  return [
    line(` ${pace}. ${WORDS.overflowed(counts.overflowed)}, ${WORDS.from}.`),
    unapproved.length > 0
      ? line(span(` ${WORDS.unapproved(unapproved.join(', '))}`, 'warn'))
      : (wrapped(way, width)[0] ?? BLANK),
    line(
      span(` ${WORDS.toCheck(toCheck)}`, toCheck > 0 ? 'warn' : 'faint'),
      span(`   ${WORDS.helpAsked(helpAsked)}`, helpAsked > 0 ? 'warn' : 'faint'),
      ...(told.length === 0 ? [] : [`   ${told.join(', ')}`]),
    ),
  ];
}
