import type { BoardAgent } from '../../shared/floor-board.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { rule } from '../panes/rule.ts';
import { fitsSmallest } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, span, spread } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
import { age, hour } from './board-age.ts';
import { bottomLines } from './board-bottom.ts';
import { boardHelp } from './board-help.ts';
import { type BoardState, selectedAgent, selectedCampaign } from './board-state.ts';
import { BOARD } from './french-board.ts';
import { queueBlocks } from './queue-lines.ts';
import { teamHead, teamLines } from './team-lines.ts';

/** Older than this, the figures on screen say their age. */
const STALE_MS = 20_000;
const { counts, sections } = BOARD;

/** The whole screen as lines, exactly as many as it has rows; `nowMs` is the server's hour. */
export function boardScreen(state: BoardState, nowMs: number): readonly Line[] {
  const { columns, rows } = state.size;
  if (!fitsSmallest(state.size)) return filled([], rows, wrapped(BOARD.tooSmall(columns, rows), columns));
  const bottom = bottomLines(state);
  const height = rows - bottom.length - 1;
  const body = bodyLines(state, nowMs, height);
  return [header(state, nowMs), ...filled(body, height), ...bottom].map((one) => clipLine(one, columns));
}

function filled(lines: readonly Line[], height: number, instead: readonly Line[] = lines): readonly Line[] {
  return Array.from({ length: height }, (_, at) => instead[at] ?? BLANK);
}

function wrapped(text: string, width: number): readonly Line[] {
  return wrapText(text, width - 2).map((one) => line(' ', one));
}

/** What is counted of the team, in order: the end of the line may be cut. */
const TEAM_COUNTS: readonly (readonly [keyof typeof counts, (one: BoardAgent) => boolean])[] = [
  ['card', (one) => one.state === 'card'],
  ['pauseAsked', (one) => one.pauseAsked],
  ['waiting', (one) => one.state === 'waiting'],
  ['pause', (one) => one.state === 'pause'],
  ['away', (one) => one.state === 'away'],
];

function header({ board, clockNote, line: lineNow, size }: BoardState, nowMs: number): Line {
  const note = clockNote === '' ? '' : ` · ${clockNote}`;
  const right = line(span(`${hour(nowMs)} `, 'strong'));
  if (!board) return spread(line(span(` ${BOARD.title}`, 'title'), span(note, 'faint')), right, size.columns);
  const behind = age(nowMs - board.nowMs);
  const alarm =
    lineNow === 'connected'
      ? nowMs - board.nowMs > STALE_MS
        ? span(`${BOARD.stale(behind)}  `, 'warn')
        : span('')
      : span(`${BOARD.offline(behind)}  `, 'bad');
  const team = TEAM_COUNTS.flatMap(([of, isOf]) => {
    const count = board.agents.filter(isOf).length;
    return count > 0 ? [counts[of](count)] : [];
  }).join(', ');
  const left = line(
    span(` ${BOARD.title}`, 'title'),
    span(note, 'faint'),
    `  ${alarm.text === '' ? team : ''}`,
  );
  return spread(left, line(alarm, ...right), size.columns);
}

function bodyLines(state: BoardState, nowMs: number, height: number): readonly Line[] {
  const { board, failure, overlay, size } = state;
  const width = size.columns;
  if (overlay?.kind === 'help') return [rule(width, sections.help), ...boardHelp(overlay.scroll, height - 1)];
  if (!board) {
    const words = failure ? [failure.message, failure.hint] : [BOARD.loading];
    return [rule(width), BLANK, ...words.flatMap((one) => wrapped(one, width))];
  }
  if (board.agents.length === 0 && board.campaigns.length === 0)
    return [rule(width), BLANK, ...BOARD.nothing.flatMap((one) => wrapped(one, width))];
  const alerts = alertLines(state, nowMs, height);
  return [...alerts, ...sharedLines(state, nowMs, height - alerts.length)];
}

/** What must be seen to comes first, and never takes the whole screen. */
function alertLines({ board, failure, size }: BoardState, nowMs: number, height: number): readonly Line[] {
  const all = [
    ...(failure ? [line(span(` ${failure.message} ${failure.hint}`, 'bad'))] : []),
    ...(board?.alerts ?? []).map(({ text, sinceMs }) =>
      spread(line(span(' ! ', 'bad'), text), line(span(`${age(nowMs - sinceMs)} `, 'faint')), size.columns),
    ),
  ];
  if (all.length === 0) return [];
  const most = Math.max(2, Math.floor(height / 6));
  const shown = all.length <= most ? all : all.slice(0, most - 1);
  const rest = all.length - shown.length;
  const more = rest > 0 ? [line(span(`   ${BOARD.more(rest)}`, 'warn'))] : [];
  return [rule(size.columns, sections.alerts(all.length)), ...shown, ...more];
}

const RULES = 3;

/** Team and queues share what is left: the queues what they want while the team keeps four lines, and the reverse. */
function sharedLines(state: BoardState, nowMs: number, height: number): readonly Line[] {
  const width = state.size.columns;
  const team = teamLines(state, width, nowMs);
  const blocks = queueBlocks(state, width);
  const queues = blocks.flat();
  const room = height - RULES;
  const least = Math.min(team.length, 4);
  const forQueues = Math.min(
    queues.length,
    Math.max(room - team.length, room - Math.max(least, Math.floor(room / 2))),
  );
  const forTeam = Math.min(team.length, room - forQueues);
  const { agents = [], campaigns = [] } = state.board ?? {};
  const agentAt = agents.findIndex((one) => one.login === selectedAgent(state)?.login);
  const campaignAt = campaigns.findIndex((one) => one.code === selectedCampaign(state)?.code);
  return [
    rule(width, titled(sections.team(team.length), forTeam < team.length)),
    teamHead(width),
    ...windowed(team, { focus: agentAt, height: forTeam }),
    rule(width, titled(sections.queues(blocks.length), forQueues < queues.length)),
    ...queues.slice(firstShown(blocks, campaignAt, forQueues)).slice(0, forQueues),
  ];
}

/** The first line shown: the head of a campaign, so that the chosen one is whole if it can be. */
function firstShown(blocks: readonly (readonly Line[])[], chosen: number, height: number): number {
  const startOf = (at: number) => blocks.slice(0, at).flat().length;
  const end = startOf(chosen + 1);
  const first = blocks.findIndex((_, at) => at >= chosen || end - startOf(at) <= height);
  return startOf(Math.max(0, first));
}

/** Lines left out are said in the title. */
function titled(title: string, goesOn: boolean): string {
  return goesOn ? `${title} · ${BOARD.goesOn}` : title;
}
