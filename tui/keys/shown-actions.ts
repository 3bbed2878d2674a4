import { asksSomething } from '../../shared/campaign-kind.ts';
import { aimOn } from '../../shared/mandate-endings.ts';
import type { Call } from '../state/call/call.ts';
import { uncovered } from '../state/update.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { FRENCH_LINE } from '../words/french-line.ts';
import type { Action } from './action-row.ts';
import { tableOf } from './chosen-keys.ts';

/** What only an ask needs. */
const OF_ASKS: ReadonlySet<string> = new Set(['amount']);
const AIM = 'close-AC_UP';

/** What only a line that dials can do: without one they are shown nowhere, and the bar has the one that works now. */
export const OF_LINE: ReadonlySet<string> = new Set(['dial', 'hang-up']);

const DIAL = 'dial';

/** The line’s own actions, as that card has them: both, the copy of its number alone, or none. */
function ofLine(state: WorkstationState, table: readonly Action[]): readonly Action[] {
  const { stage, onLine, practice } = state;
  const { hasLine, mayCopyNumber } =
    stage.at === 'call' && !practice ? stage.call.card.campaign : ({} as Partial<Call['card']['campaign']>);
  // A call may still be on the line once its card is gone.
  if (hasLine || onLine) return table;
  const others = table.filter(({ id }) => !OF_LINE.has(id) || (id === DIAL && mayCopyNumber));
  return others.map((action) => (action.id === DIAL ? { ...action, ...FRENCH_LINE.copy } : action));
}

/**
 * The actions as that screen tells of them, in bar, help and palette: on a card of a campaign that asks nothing, no amount
 * to note, and the key of what a call is made for in the words of a thank-you. A key pressed all the same says why not.
 */
export function shownActions(state: WorkstationState): readonly Action[] {
  const table = ofLine(state, tableOf(state.chosenKeys));
  const { stage } = uncovered(state);
  if (stage.at !== 'call' || asksSomething(stage.call.card.campaign.kind)) return table;
  const { card } = stage.call;
  const thanked = { label: FRENCH.thanked, help: FRENCH.hotHelp(aimOn(card)) };
  return table
    .filter(({ id }) => !OF_ASKS.has(id))
    .map((action) => (action.id === AIM ? { ...action, ...thanked } : action));
}
