import { PRACTICE_EMAIL } from '../../../shared/practice.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { press } from './workstation-driver.ts';

const type = (text: string) => [...text];

/** From the bonjour to the impact, on the script of the reference campaign. */
const TO_ASK = ['o', 'o', 's', 's'];

/** The keys of each exercise of the practice, from its first node, on `upgrade-fr`. */
export const PRACTICE_KEYS: Readonly<Record<string, readonly string[]>> = {
  'read-back': [...TO_ASK, 'o', 'o', 'o', 'f'],
  refusal: [...TO_ASK, 'n', 's', 'n', 'n', 'o'],
  objection: ['o', 'o', 'ctrl-o', 'c', 'enter', 's', 's', 'p', 'n', 'o', 'a'],
  correction: [
    'o',
    'n',
    'ctrl-e',
    ...Array<string>(6).fill('down'),
    'ctrl-u',
    ...type(PRACTICE_EMAIL),
    'enter',
    'f',
  ],
  callback: ['o', 'r', '1', ...type('demain 18h'), 'enter'],
  'stop-word': ['o', 'x', 't', 'o'],
  ethics: ['o', 'v', 'm'],
};

/** Plays the exercises from the page of the first one to the last outcome. */
export function playPractice(state: WorkstationState): WorkstationState {
  let now = state;
  for (const exercise of state.practice?.exercises ?? []) {
    now = press(now, 'enter', ...(PRACTICE_KEYS[exercise] ?? []));
    const { overlay } = now;
    const isRight =
      overlay?.kind === 'exercise' && (overlay.phase === 'right' || overlay.phase === 'sending');
    if (!isRight)
      throw new Error(
        `${exercise} is not right: ${JSON.stringify(overlay ?? now.stage.at)} ${now.notice?.text}`,
      );
    if (overlay.phase === 'right') now = press(now, 'enter');
  }
  return now;
}
