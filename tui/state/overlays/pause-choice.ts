import type { PauseKind } from '../../../shared/desk.ts';
import { askPause, type PauseCommand } from '../pause.ts';
import { type Rows, uncovered, update, type WakeCommand } from '../update.ts';
import { onPage, type Page } from './page.ts';

export type PauseMessage =
  | { readonly type: 'ask-pause' }
  | { readonly type: 'pause'; readonly kind: PauseKind };

export const PAUSE_KEYS: Rows<PauseMessage, PauseCommand | WakeCommand> = {
  'ask-pause': askPause,
  pause: onPage('pause-choice', (state, _, { kind }) => update(uncovered(state), { do: 'pause', kind })),
};

export const pauseChoicePage: Page<'pause-choice', never> = {
  help: 'closes',
  keys: (state, _, gesture) => update(gesture.type === 'accept' ? uncovered(state) : state),
};
