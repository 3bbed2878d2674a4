import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BOARD_ACTIONS } from '../../../../tui/board/board-actions.ts';
import { boardMessageFor } from '../../../../tui/board/board-keys.ts';
import { boardScreen } from '../../../../tui/board/board-screen.ts';
import { type BoardMessage, type BoardState, emptyBoard } from '../../../../tui/board/board-state.ts';
import { boardUpdate } from '../../../../tui/board/board-update.ts';
import { cellsOf } from '../../../../tui/screen/line.ts';
import {
  BOARD_NOW_MS,
  BUSY_FLOOR,
  boardAfter,
  boardText,
} from '../../../support/workstation/board-frames.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;
const NAMED = new Set([
  'up',
  'down',
  'tab',
  'enter',
  'escape',
  'backspace',
  'ctrl-u',
  'ctrl-q',
  'paste',
  'f9',
]);

/** Keys pressed one after the other: characters, and names. */
function press(state: BoardState, ...keys: readonly string[]) {
  let now = state;
  let sent: readonly unknown[] = [];
  for (const name of keys) {
    const message = boardMessageFor(now, NAMED.has(name) ? { name } : { name, text: name });
    if (!message) continue;
    const step = boardUpdate(now, message);
    now = step.state;
    sent = step.commands;
  }
  return { state: now, sent };
}
const type = (text: string): readonly string[] => [...text];

const pressed = (...keys: readonly string[]) => press(boardAfter(), ...keys).state;
const FRAMES: readonly (readonly [name: string, state: BoardState, nowMs?: number])[] = [
  ['board', boardAfter()],
  ['board-queues', pressed('tab', 'down')],
  ['board-message', pressed('m', ...type('Pause à 18 h.'))],
  ['board-pull', pressed('down', 'down', 'r')],
  ['board-campaigns', pressed('c', 'down')],
  ['board-help', pressed('?')],
  ['board-loading', emptyBoard('')],
  [
    'board-failed',
    boardUpdate(emptyBoard(''), {
      type: 'failed',
      message: 'Le serveur ne répond pas.',
      hint: 'Vérifiez l’adresse du serveur et le réseau.',
    }).state,
  ],
  ['board-empty', { ...emptyBoard(''), board: { ...BUSY_FLOOR, agents: [], campaigns: [], alerts: [] } }],
  ['board-offline', boardAfter({ type: 'line', line: 'reconnecting' }), BOARD_NOW_MS + 130_000],
];

describe('golden frames of the lead’s board', () => {
  for (const size of SIZES) {
    it.each(FRAMES.map(([name, state, nowMs]) => ({ name, state, nowMs })))(
      `$name at ${size.columns}×${size.rows}`,
      ({ name, state, nowMs }) => {
        const text = boardText(state, size, nowMs);
        const file = `test/golden/frames/${name}-${size.columns}x${size.rows}.txt`;
        if (process.env.UPDATE_FRAMES) {
          mkdirSync('test/golden/frames', { recursive: true });
          writeFileSync(file, `${text}\n`);
        }
        expect(`${text}\n`).toBe(readFileSync(file, 'utf8'));
      },
    );
  }

  it('fills every size to the row, and never past the edge', () => {
    for (let columns = 20; columns <= 200; columns += 13) {
      for (let rows = 5; rows <= 60; rows += 7) {
        for (const [, state, nowMs = BOARD_NOW_MS] of FRAMES) {
          const lines = boardScreen({ ...state, size: { columns, rows } }, nowMs);
          expect(lines).toHaveLength(rows);
          expect(Math.max(...lines.map(cellsOf))).toBeLessThanOrEqual(columns);
        }
      }
    }
  });
});

describe('a floor larger than the screen', () => {
  it('always shows the person and the campaign that the keys act on', () => {
    const [one] = BUSY_FLOOR.agents;
    const [first] = BUSY_FLOOR.campaigns;
    if (!one || !first) throw new Error('the floor of the frames has people and campaigns');
    const agents = Array.from({ length: 60 }, (_, at) => ({ ...one, login: `poste.${at + 1}` }));
    const campaigns = Array.from({ length: 9 }, (_, at) => ({ ...first, code: `UPG-FR-20${at + 10}` }));
    let team = boardAfter({ type: 'board-came', board: { ...BUSY_FLOOR, agents, campaigns } });
    let queues = press(team, 'tab').state;
    for (const { login } of agents) {
      expect(boardText(team, SIZES[0])).toContain(` ▸ ${login} `);
      team = press(team, 'down').state;
    }
    for (const { code } of campaigns) {
      expect(boardText(queues, SIZES[0])).toContain(` ▸ ${code} `);
      queues = press(queues, 'down').state;
    }
  });
});

it('a pause asked for is said in the line of its agent and counted above, on each size', () => {
  const [one, two, ...others] = BUSY_FLOOR.agents;
  if (!one || !two) throw new Error('the floor of the frames has people');
  const asking = { ...one, state: 'card' as const, pauseAsked: true };
  const board = { ...BUSY_FLOOR, agents: [asking, two, ...others] };
  for (const size of SIZES) {
    const text = boardText(boardAfter({ type: 'board-came', board }), size);
    expect(text.split('\n')[0]).toContain('1 pause demandée');
    expect(text).toMatch(new RegExp(`${one.login} +pause dem\\. `));
  }
});

describe('keys of the board', () => {
  it('each does one thing in each place, and the help lists it', () => {
    const bound = BOARD_ACTIONS.flatMap((one) =>
      one.in.flatMap((context) => one.keys.map((key) => `${context} ${key}`)),
    );
    expect(new Set(bound).size).toBe(bound.length);
    const help = boardText(pressed('?'), { columns: 80, rows: 60 });
    for (const { help: sentence } of BOARD_ACTIONS) expect(help).toContain(sentence);
  });

  it('a message to one, to a campaign, to all; an empty one stays here', () => {
    const words = type('Bravo.');
    expect(press(boardAfter(), 'down', 'm', ...words, 'enter').sent).toEqual([
      { do: 'send', ask: { do: 'message', to: { kind: 'one', login: 'camille' } }, words: 'Bravo.' },
    ]);
    expect(press(boardAfter(), 'tab', 'm', ...words, 'enter').sent).toMatchObject([
      { ask: { to: { kind: 'campaign', campaign: 'UPG-FR-2026' } } },
    ]);
    expect(press(boardAfter(), 'M', ...words, 'enter').sent).toMatchObject([
      { ask: { to: { kind: 'all' } } },
    ]);
    const empty = press(boardAfter(), 'M', 'enter');
    expect([empty.sent, empty.state.said?.text]).toEqual([[], 'Le message est vide.']);
    expect(press(boardAfter(), 'M', ...words, 'escape').state.overlay).toBeUndefined();
  });

  it('a card, a campaign, an agent’s campaigns: with a reason; what cannot be done says why', () => {
    expect(press(boardAfter(), 'r', ...type('Elle est partie'), 'enter').sent).toEqual([
      { do: 'send', ask: { do: 'pull', recordId: 1204, login: 'ali' }, words: 'Elle est partie' },
    ]);
    expect(press(boardAfter(), 'r', ...type('oui'), 'enter').state.said?.text).toContain('cinq signes');
    expect(press(boardAfter(), 'down', 'r').state.said?.text).toBe('camille n’a pas de fiche à l’écran.');
    const pause = press(boardAfter(), 'tab', 's', ...type('Panne du standard'), 'enter');
    expect(pause.sent).toMatchObject([{ ask: { do: 'pause', campaign: 'UPG-FR-2026' } }]);
    const resume = press(boardAfter(), 'tab', 'down', 'down', 's', ...type('Réparé à 17 h'), 'enter');
    expect(resume.sent).toMatchObject([{ ask: { do: 'resume', campaign: 'REA-FR-2026' } }]);
    const given = press(
      boardAfter(),
      'c',
      'down',
      ' ',
      'down',
      ' ',
      'enter',
      ...type('Renfort ce soir'),
      'enter',
    );
    expect(given.sent).toMatchObject([
      { ask: { do: 'campaigns', login: 'ali', campaigns: ['UPG-FR-2026', 'REA-FR-2026'] } },
    ]);
    expect(press(given.state, 'enter').state.said?.text).toBe('L’ordre d’avant est en route.');
    expect(press(boardAfter(), 'c', ' ', 'down', ' ', 'enter').state.said?.text).toContain('Au moins une');
    const cut: BoardMessage = { type: 'line', line: 'reconnecting' };
    expect(press(boardAfter(cut), 'm').state.said?.text).toContain('La ligne est coupée');
    expect(press(boardAfter(), 'f9').state.said?.text).toContain('? montre les touches');
  });

  it('what comes from the floor never moves the cursor, nor what is being typed', () => {
    const typing = press(boardAfter(), 'down', 'down', 'm', ...type('Lé')).state;
    const agents = BUSY_FLOOR.agents.filter((one) => one.login !== 'ali');
    const next = boardUpdate(typing, { type: 'board-came', board: { ...BUSY_FLOOR, agents } }).state;
    expect(press(next, 'a', 'enter').sent).toMatchObject([
      { ask: { to: { kind: 'one', login: 'lea' } }, words: 'Léa' },
    ]);
    expect(next.login).toBe('lea');
  });
});
