import type { CallScript } from '../../../shared/call-script.ts';
import type { Card } from '../../../shared/card.ts';
import type { OwnKind, OwnRecord } from '../../../shared/own-record.ts';
import { toldLabelOf } from '../../keys/disposition-keys.ts';
import { PAGES } from '../../words/french-pages.ts';
import { fuzzyScore } from '../fuzzy.ts';
import { cardToRelease, mayLeave } from '../last-saved.ts';
import { askCard, cardCame, type NextCardCommand } from '../next-card.ts';
import type { PauseCommand } from '../pause.ts';
import type { Problem } from '../problem.ts';
import { editField, type TextField, textField, typeInto } from '../text-field.ts';
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
import { opens, type Page, type PageGesture, stepped } from './page.ts';

export type SearchNews =
  | {
      readonly type: 'own-records';
      readonly kind?: OwnKind;
      readonly found?: readonly OwnRecord[];
      readonly problem?: Problem;
    }
  | { readonly type: 'own-card'; readonly card: Card; readonly script: CallScript }
  | { readonly type: 'own-card-refused'; readonly problem: Problem };

export interface OpenOwnCommand {
  readonly do: 'open-own';
  readonly recordId: number;
  /** The untouched card on screen goes back first, undialled. */
  readonly release?: string;
}

export type SearchCommand = { readonly do: 'own-records'; readonly kind?: OwnKind } | OpenOwnCommand;

const MAX_TYPED = 40;

export const SEARCH_KEYS = {
  search: opens('search', (state) => {
    const field = textField('', { max: MAX_TYPED });
    return update(covered(state, { kind: 'search', field, index: 0 }), { do: 'own-records' });
  }),
};

/** The records that fit what is typed, in the order of the server: callbacks first. */
export function foundRecords({ found = [], field }: OverlayOf<'search'>): readonly OwnRecord[] {
  return found.filter(({ name, city, disposition }) => {
    const words = `${name} ${city} ${toldLabelOf(disposition)}`;
    return fuzzyScore(field.text, words) !== undefined;
  });
}

/** Leaves what is on screen, which nobody has begun, for that record. */
export function openOwn(state: WorkstationState, recordId: number): Update<OpenOwnCommand> {
  const release = cardToRelease(state.stage);
  const command = { do: 'open-own', recordId, ...(release === undefined ? {} : { release }) } as const;
  return update({ ...state, stage: { at: 'loading' } }, command);
}

/** The record under the arrows, if it may be opened now. */
export function openChosen(
  state: WorkstationState,
  found: readonly OwnRecord[],
  index: number,
): Update<OpenOwnCommand | WakeCommand> {
  const one = found[Math.min(index, found.length - 1)];
  if (!one) return withNotice(update(state), PAGES.search.none);
  if (one.whyNot !== '') return withNotice(update(state), one.whyNot);
  if (!mayLeave(state.stage)) return withNotice(update(state), PAGES.search.cardBegun);
  return openOwn(uncovered(state), one.recordId);
}

function searchKeys(
  state: WorkstationState,
  overlay: OverlayOf<'search'>,
  gesture: PageGesture,
): Update<OpenOwnCommand | WakeCommand> {
  const written = (field: TextField) => update(covered(state, { ...overlay, field, index: 0 }));
  switch (gesture.type) {
    case 'typed':
      return written(typeInto(overlay.field, gesture.text));
    case 'edit':
      return written(editField(overlay.field, gesture.edit));
    case 'move': {
      const index = stepped(overlay.index, gesture.by, foundRecords(overlay).length - 1);
      return update(covered(state, { ...overlay, index }));
    }
    case 'accept':
      return openChosen(state, foundRecords(overlay), overlay.index);
    default:
      return update(state);
  }
}

export const searchPage: Page<'search', OpenOwnCommand | WakeCommand> = { help: 'nothing', keys: searchKeys };

function ownCardCame(
  state: WorkstationState,
  came: SearchNews & { type: 'own-card' },
  nowMs: number,
): Update<WakeCommand> {
  if (state.stage.at !== 'loading') return update(state);
  return cardCame(state, came, nowMs);
}

/** The queue's next card instead of the one that could not be opened. */
function nextInstead(
  state: WorkstationState,
  why: string,
): Update<NextCardCommand | PauseCommand | WakeCommand> {
  return withNotice(askCard(state), PAGES.search.refused(why), 'alert');
}

export const SEARCH_NEWS: Rows<SearchNews, NextCardCommand | PauseCommand | WakeCommand> = {
  'own-records': (state, { found, problem, kind }, nowMs) => {
    const { overlay } = state;
    const came = { ...(found ? { found } : {}), ...(problem ? { problem } : {}) };
    if (overlay?.kind === 'search' && kind === undefined)
      return update(covered(state, { ...overlay, ...came }));
    const isDiary = overlay?.kind === 'diary' && kind === 'callback';
    return update(isDiary ? covered(state, { ...overlay, ...came, nowMs }) : state);
  },
  'own-card': ownCardCame,
  'own-card-refused': (state, { problem }) =>
    state.stage.at === 'loading' ? nextInstead(state, problem.message) : update(state),
};
