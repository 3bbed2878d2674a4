import { SEAT_NAME } from '../../../shared/dial.ts';
import { FRENCH_LINE } from '../../words/french-line.ts';
import type { Problem } from '../problem.ts';
import { editField, textField, typeInto } from '../text-field.ts';
import {
  covered,
  type Rows,
  type Update,
  uncovered,
  update,
  type WakeCommand,
  withNotice,
} from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import type { OverlayOf } from './overlay.ts';
import { isOf, type Page } from './page.ts';

/** The page where the agent says, once a shift, at which telephone they sit. */
export type SeatNews =
  | { readonly type: 'seat-open'; readonly seat: string }
  | { readonly type: 'seat-refused'; readonly seat: string; readonly problem: Problem };

export interface SeatCommand {
  readonly do: 'take-seat';
  readonly seat: string;
}

/** Refusals of a dial that the seat answers: it is not known, or its line is closed. */
export const NEEDS_SEAT: ReadonlySet<string> = new Set(['seat-unknown', 'line-unavailable']);

const LONGEST = 40;

/** What the page itself asks needs no other words. */
const ASKED_HERE = 'seat-unknown';

/** The name said before stays in the field: Enter rings that telephone again. */
export function openSeatPage(state: WorkstationState, problem?: Problem): WorkstationState {
  const field = textField(state.seat ?? '', { max: LONGEST });
  return covered(state, {
    kind: 'seat',
    field,
    isRinging: false,
    ...(problem && problem.code !== ASKED_HERE ? { problem } : {}),
  });
}

function said(
  state: WorkstationState,
  { problem: _, ...overlay }: OverlayOf<'seat'>,
): Update<SeatCommand | WakeCommand> {
  const seat = overlay.field.text.trim();
  if (!SEAT_NAME.test(seat)) return withNotice(update(state), FRENCH_LINE.seat.wrong);
  return update(covered({ ...state, seat }, { ...overlay, isRinging: true }), { do: 'take-seat', seat });
}

export const seatPage: Page<'seat', SeatCommand | WakeCommand> = {
  help: 'nothing',
  keys: (state, overlay, gesture) => {
    if (overlay.isRinging) return update(state);
    switch (gesture.type) {
      case 'typed':
        return update(covered(state, { ...overlay, field: typeInto(overlay.field, gesture.text) }));
      case 'edit':
        return update(covered(state, { ...overlay, field: editField(overlay.field, gesture.edit) }));
      case 'accept':
        return said(state, overlay);
      default:
        return update(state);
    }
  },
};

export const SEAT_NEWS: Rows<SeatNews, WakeCommand> = {
  'seat-open': (state, { seat }) => {
    const next = isOf('seat', state.overlay) ? uncovered(state) : state;
    return withNotice(update({ ...next, seat }), FRENCH_LINE.seat.open(seat), 'success');
  },
  'seat-refused': (state, { problem }) => {
    const { overlay } = state;
    return isOf('seat', overlay)
      ? update(covered(state, { ...overlay, isRinging: false, problem }))
      : withNotice(update(state), `${problem.message} ${problem.hint}`, 'alert');
  },
};
