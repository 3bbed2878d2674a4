import type { OwnCall } from '../../../shared/own-record.ts';
import { toldLabelOf } from '../../keys/disposition-keys.ts';
import { PAGES } from '../../words/french-pages.ts';
import type { Mend } from '../call/mend-form.ts';
import { fuzzyScore } from '../fuzzy.ts';
import { mayLeave } from '../last-saved.ts';
import type { Problem } from '../problem.ts';
import { editField, type TextField, textField, typeInto } from '../text-field.ts';
import {
  covered,
  type Rows,
  type Update,
  uncovered,
  update,
  type WakeCommand,
  type WhyNot,
  withNotice,
} from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import type { OverlayOf } from './overlay.ts';
import { isOf, onPage, opens, type Page, stepped } from './page.ts';
import type { UndoCommand } from './undo.ts';

export interface TodayNews {
  readonly type: 'today-calls';
  readonly calls?: readonly OwnCall[];
  readonly problem?: Problem;
}

export interface TodayCommand {
  readonly do: 'today-calls';
}

/** The call that is shown alone: taken up again, or corrected. */
export interface MendMessage {
  readonly type: 'mend';
  readonly what: Mend;
}

const MAX_TYPED = 40;

/** The calls that fit what is typed, newest first. */
export function fittingCalls({ calls = [], field }: OverlayOf<'today'>): readonly OwnCall[] {
  return calls.filter(
    ({ name, city, disposition }) =>
      fuzzyScore(field.text, `${name} ${city} ${toldLabelOf(disposition)}`) !== undefined,
  );
}

export const TODAY_KEYS = {
  today: opens<'today', TodayCommand>('today', (state) => {
    const field = textField('', { max: MAX_TYPED });
    return update(covered(state, { kind: 'today', field, index: 0 }), { do: 'today-calls' });
  }),
  mend: onPage<'one-call', MendMessage, UndoCommand | WakeCommand>('one-call', mend),
};

/** Why nothing of that call may be corrected from here, in French. */
export const noMend: WhyNot = ({ overlay, stage }) => {
  if (!isOf('one-call', overlay)) return undefined;
  if (overlay.call.whyNot !== '') return overlay.call.whyNot;
  return mayLeave(stage) ? undefined : PAGES.search.cardBegun;
};

export const noCallbackToMend: WhyNot = (state) => {
  const { overlay } = state;
  const isPromise = isOf('one-call', overlay) && overlay.call.callbackAtMs !== null;
  return isPromise ? noMend(state) : PAGES.today.noCallback;
};

/** The call is taken back, and comes to the screen with the form that corrects it. */
function mend(
  state: WorkstationState,
  { call: { callId } }: OverlayOf<'one-call'>,
  { what }: MendMessage,
): Update<UndoCommand | WakeCommand> {
  const isKnown = state.saved?.some((one) => one.callId === callId) ?? false;
  const command = { do: 'undo', callId, mend: what, isNoted: !isKnown } as const;
  return withNotice(update(uncovered(state), command), PAGES.undo.sending, 'info');
}

export const todayPage: Page<'today', WakeCommand> = {
  help: 'nothing',
  keys: (state, overlay, gesture) => {
    const written = (field: TextField) => update(covered(state, { ...overlay, field, index: 0 }));
    const found = fittingCalls(overlay);
    switch (gesture.type) {
      case 'typed':
        return written(typeInto(overlay.field, gesture.text));
      case 'edit':
        return written(editField(overlay.field, gesture.edit));
      case 'move': {
        const index = stepped(overlay.index, gesture.by, Math.max(0, found.length - 1));
        return update(covered(state, { ...overlay, index }));
      }
      case 'accept': {
        const call = found[Math.min(overlay.index, found.length - 1)];
        if (!call) return withNotice(update(state), PAGES.today.none);
        return update(covered(state, { kind: 'one-call', call }));
      }
      default:
        return update(state);
    }
  },
};

export const oneCallPage: Page<'one-call', never> = { help: 'nothing', keys: (state) => update(state) };

export const TODAY_NEWS: Rows<TodayNews, never> = {
  'today-calls': (state, { type: _, ...came }) => {
    const { overlay } = state;
    return update(overlay?.kind === 'today' ? covered(state, { ...overlay, ...came }) : state);
  },
};
