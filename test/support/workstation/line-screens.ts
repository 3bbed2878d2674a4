import type { DialPhase } from '../../../shared/dial.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from './fictitious-cards.ts';
import { callState, press, tell } from './workstation-driver.ts';

const card = fictitiousCard();
const { callId } = card;

/** A card whose numbers the house’s line dials. */
const LINED_CARD = { ...card, campaign: { ...card.campaign, hasLine: true as const } };

const dialled = press(callState(LINED_CARD), 'ctrl-y');
const problem = {
  code: 'seat-unknown',
  kind: 'conflict',
  message: 'Poste inconnu.',
  hint: 'Écrivez-le.',
} as const;
const seat = tell(dialled, { type: 'dial-refused', callId, problem });

/** What the line says of the number dialled, one after the other. */
function saidByLine(...phases: readonly DialPhase[]): WorkstationState {
  const news = phases.map(
    (phase) => ({ type: 'dial-told', callId, phase, atMs: MONDAY_EVENING_MS }) as const,
  );
  return tell(dialled, ...news);
}

/** Screens of a number dialled by a key. */
export const LINE_SCREENS: Readonly<Record<string, WorkstationState>> = {
  'line-card': callState(LINED_CARD),
  'line-rings': saidByLine('ringing'),
  'line-busy': saidByLine('busy'),
  'line-doubt': press(saidByLine('answered'), 'O'),
  seat,
  'seat-rings': press(seat, ...'MAISON-07', 'enter'),
};
