import type { PauseKind } from '../../../shared/desk.ts';
import { FRENCH } from '../../words/french.ts';
import { covered, type Rows, uncovered, update, type WhyNot } from '../update.ts';
import { onPage, type Page } from './page.ts';

export type PauseMessage =
  | { readonly type: 'ask-pause' }
  | { readonly type: 'pause'; readonly kind: PauseKind };

export interface PauseNews {
  readonly type: 'paused';
  readonly kind: PauseKind;
}

export interface PauseCommand {
  readonly do: 'pause';
  readonly kind: PauseKind;
}

/** Only between two cards. */
export const noPauseOnCard: WhyNot = ({ stage }) => {
  if (stage.at === 'call') return FRENCH.refusals.pauseOnCard;
  return stage.at === 'saving' ? FRENCH.refusals.pauseUnsent : undefined;
};

export const PAUSE_KEYS: Rows<PauseMessage, PauseCommand> = {
  'ask-pause': (state) => update(state.overlay ? state : covered(state, { kind: 'pause-choice' })),
  pause: onPage('pause-choice', (state, _, { kind }) => update(uncovered(state), { do: 'pause', kind })),
};

export const PAUSE_NEWS: Rows<PauseNews, never> = {
  paused: (state, { kind }, nowMs) => update({ ...state, stage: { at: 'pause', kind, sinceMs: nowMs } }),
};

export const pauseChoicePage: Page<'pause-choice', never> = {
  help: 'closes',
  keys: (state, _, gesture) => update(gesture.type === 'accept' ? uncovered(state) : state),
};
