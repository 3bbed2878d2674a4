import { phaseFacts } from '../../shared/dial.ts';
import { withKeys } from '../keys/named-keys.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH_LINE } from '../words/french-line.ts';

/** What the telephone line does now, and the key that hangs up; '' while nothing is on it. */
export function lineText({ onLine, chosenKeys }: WorkstationState): string {
  if (!onLine) return '';
  const told = onLine.phase === 'asked' ? FRENCH_LINE.asked : phaseFacts(onLine.phase).told;
  return `${told} ${withKeys(FRENCH_LINE.hangsUp, chosenKeys)}`;
}
