import type { BoardCampaign, BoardFigures, FloorBoard } from '../../../shared/floor-board.ts';
import { boardScreen } from '../../../tui/board/board-screen.ts';
import { type BoardMessage, type BoardState, emptyBoard } from '../../../tui/board/board-state.ts';
import { boardUpdate } from '../../../tui/board/board-update.ts';
import type { Size } from '../../../tui/screen/size.ts';

/** Monday 23 November 2026, 17:05 in Paris. */
export const BOARD_NOW_MS = Date.parse('2026-11-23T17:05:00+01:00');
const MINUTE = 60_000;
const ago = (minutes: number) => BOARD_NOW_MS - minutes * MINUTE;

function agent(
  login: string,
  change: Partial<FloorBoard['agents'][number]> = {},
): FloorBoard['agents'][number] {
  return {
    login,
    displayName: `Testeur ${login}`,
    state: 'card',
    sinceMs: ago(4),
    pauseAsked: false,
    campaign: 'UPG-FR-2026',
    calls: 41,
    useful: 12,
    agreements: 3,
    uplifts: [{ minor: 1450, currency: 'EUR' }],
    callbacks: 2,
    campaigns: ['UPG-FR-2026'],
    recordId: 1204,
    ...change,
  };
}

function campaign(code: string, change: Partial<BoardCampaign> = {}): BoardCampaign {
  return {
    code,
    state: 'open',
    currency: 'EUR',
    due: 320,
    later: 1210,
    callable: 312,
    given: 8,
    outside: 0,
    callbacks: 26,
    resting: 1184,
    leased: 3,
    held: 0,
    frozen: 1,
    byPart: { M: 40, A: 21, S: 251, SA: 8 },
    nextAtMs: null,
    paused: null,
    present: 4,
    whyEmpty: null,
    ...change,
  };
}

const idle = { recordId: null, campaign: '', calls: 0, useful: 0, agreements: 0, uplifts: [], callbacks: 0 };
/** A floor of fictitious logins where everything that a board may have to say happens at once. */
export const BUSY_FLOOR: FloorBoard = {
  nowMs: BOARD_NOW_MS,
  agents: [
    agent('ali', { campaigns: ['UPG-FR-2026', 'UPG-CH-2026'] }),
    agent('camille', { state: 'waiting', sinceMs: ago(0.5), recordId: null, callbacks: 0 }),
    agent('lea', { recordId: 88, campaign: 'UPG-CH-2026', uplifts: [{ minor: 2200, currency: 'CHF' }] }),
    agent('noemie.dubois', { state: 'pause', sinceMs: ago(31), recordId: null }),
    agent('zoe', { ...idle, state: 'away', sinceMs: BOARD_NOW_MS }),
  ],
  campaigns: [
    campaign('UPG-FR-2026'),
    campaign('UPG-CH-2026', {
      callable: 0,
      given: 0,
      leased: 1,
      frozen: 0,
      resting: 212,
      callbacks: 4,
      byPart: { M: 0, A: 0, S: 0, SA: 0 },
      present: 2,
      whyEmpty: '212 déjà appelées, 4 rappels à leur heure, 1 à l’écran, prochaine 18:00',
    }),
    campaign('REA-FR-2026', {
      paused: { by: 'cheffe', untilMs: BOARD_NOW_MS, reason: 'Panne du standard' },
      leased: 0,
      frozen: 0,
      present: 0,
      whyEmpty: 'suspendue par cheffe jusqu’à demain 00:00 (Panne du standard)',
    }),
  ],
  alerts: [
    { kind: 'lease', text: 'Fiche 88 : l’écran de lea ne répond plus (UPG-CH-2026)', sinceMs: ago(5) },
    { kind: 'frozen', text: 'Fiche 77 mise de côté par zoe (UPG-FR-2026)', sinceMs: ago(64) },
    {
      kind: 'late-email',
      text: '2 confirmations en retard de plus de 48 h (UPG-FR-2026)',
      sinceMs: ago(3100),
    },
    { kind: 'bounce', text: '1 adresse à corriger, e-mail revenu (UPG-FR-2026)', sinceMs: ago(1500) },
  ],
  frozen: [{ recordId: 77, campaign: 'UPG-FR-2026', login: 'zoe', atMs: ago(64) }],
};

const reached = { isReached: true, distance: '+1,2 pt' };
const behind = { isReached: false, distance: '−11,4 pt' };
const TARGETS: readonly BoardFigures[] = [
  {
    campaign: 'UPG-FR-2026',
    figures: [
      { label: 'Taux d’accord sur contacts utiles', cumulated: '31,2 %', target: '30 %', ...reached },
      { label: 'Taux de fiches traitées', cumulated: '63,6 %', target: '75 %', ...behind },
    ],
  },
];

/** The board after these messages, from the floor just read. */
export function boardAfter(...messages: readonly BoardMessage[]): BoardState {
  const start: BoardState = { ...emptyBoard('heure simulée'), board: BUSY_FLOOR, targets: TARGETS };
  return messages.reduce((state, message) => boardUpdate(state, message).state, start);
}

/** What the terminal shows, lines without trailing spaces; a line wider than the screen is cut by `boardScreen`. */
export function boardText(state: BoardState, size: Size, nowMs = BOARD_NOW_MS): string {
  const lines = boardScreen({ ...state, size }, nowMs);
  return lines
    .map((one) =>
      one
        .map((piece) => piece.text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
