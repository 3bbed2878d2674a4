import type { BoardAgent } from '../../shared/floor-board.ts';
import { formatHomeMoney } from '../../shared/money.ts';
import { fill } from '../../shared/screen/cells.ts';
import { type Line, line, type Span, span } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import { age } from './board-age.ts';
import { type BoardState, selectedAgent } from './board-state.ts';
import { BOARD } from './french-board.ts';

const STATE_TONE: Readonly<Record<BoardAgent['state'], Tone>> = {
  card: 'good',
  waiting: 'plain',
  pause: 'warn',
  away: 'faint',
};

interface Hours {
  readonly nowMs: number;
  /** Of the figures. */
  readonly readMs: number;
}

interface Column {
  readonly head: string;
  readonly width: number;
  readonly right?: boolean;
  readonly text: (one: BoardAgent, hours: Hours) => string;
  readonly tone?: (one: BoardAgent) => Tone;
}

const { teamHeads } = BOARD;
const COUNT = { width: 7, right: true } as const;
const SHORT_COUNT = { width: 6, right: true } as const;
const LOGIN: Column = { head: teamHeads.login, width: 13, text: (one) => one.login };
const STATE: Column = {
  head: teamHeads.state,
  width: 10,
  text: (one) => (one.pauseAsked ? BOARD.pauseAsked : BOARD.state[one.state]),
  tone: (one) => (one.pauseAsked ? 'warn' : STATE_TONE[one.state]),
};
const SINCE: Column = {
  head: teamHeads.since,
  width: 7,
  right: true,
  // Never seen: the server says « now ».
  text: ({ state, sinceMs }, { nowMs, readMs }) =>
    state === 'away' && sinceMs >= readMs ? '—' : age(nowMs - sinceMs),
};
const CAMPAIGN: Column = { head: teamHeads.campaign, width: 13, text: (one) => one.campaign || '—' };
const RECORD: Column = { head: teamHeads.record, ...COUNT, text: ({ recordId }) => String(recordId ?? '—') };
const CALLS: Column = { head: teamHeads.calls, ...SHORT_COUNT, text: (one) => String(one.calls) };
const USEFUL: Column = { head: teamHeads.useful, ...SHORT_COUNT, text: (one) => String(one.useful) };
const AGREED: Column = { head: teamHeads.agreements, ...COUNT, text: (one) => String(one.agreements) };
const CALLBACKS: Column = { head: teamHeads.callbacks, ...COUNT, text: (one) => String(one.callbacks) };
const UPLIFT: Column = {
  head: teamHeads.uplift,
  width: 18,
  right: true,
  text: ({ uplifts }) => uplifts.map(formatHomeMoney).join(' · ') || '—',
};

const WIDE = 104;

function columnsFor(width: number): readonly Column[] {
  if (width < WIDE) return [LOGIN, STATE, SINCE, CAMPAIGN, CALLS, USEFUL, AGREED, CALLBACKS];
  return [LOGIN, STATE, SINCE, CAMPAIGN, RECORD, CALLS, USEFUL, AGREED, CALLBACKS, UPLIFT];
}

function cell(text: string, { width, right }: Column): string {
  return right ? fill(text, width).trimEnd().padStart(width) : fill(text, width);
}

function rowOf(cells: readonly Span[], mark: string): Line {
  return line(span(mark, 'key'), ...cells.flatMap((one, at) => (at === 0 ? [one] : [span(' '), one])));
}

/** The heads of the columns that the width has room for. */
export function teamHead(width: number): Line {
  return rowOf(
    columnsFor(width).map((column) => span(cell(column.head, column), 'faint')),
    '   ',
  );
}

/** One line a person; the chosen one is marked while the keys act on the team. */
export function teamLines(state: BoardState, width: number, nowMs: number): readonly Line[] {
  const chosen = selectedAgent(state)?.login;
  const hours = { nowMs, readMs: state.board?.nowMs ?? nowMs };
  return (state.board?.agents ?? []).map((one) => {
    const isChosen = state.focus === 'team' && one.login === chosen;
    const cells = columnsFor(width).map((column) =>
      span(
        cell(column.text(one, hours), column),
        column.tone?.(one) ?? (isChosen ? 'strong' : one.state === 'away' ? 'faint' : 'plain'),
      ),
    );
    return rowOf(cells, isChosen ? ' ▸ ' : '   ');
  });
}
