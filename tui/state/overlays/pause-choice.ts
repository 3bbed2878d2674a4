import type { PauseKind } from '../../../shared/desk.ts';
import { cardToRelease } from '../last-saved.ts';
import { askPause, type PauseCommand, type TellPauseCommand } from '../pause.ts';
import { type Rows, uncovered, update, type WakeCommand } from '../update.ts';
import type { Page } from './page.ts';

export type PauseMessage =
  | { readonly type: 'ask-pause' }
  | { readonly type: 'pause'; readonly kind: PauseKind };

export const PAUSE_KEYS: Rows<PauseMessage, PauseCommand | TellPauseCommand | WakeCommand> = {
  'ask-pause': askPause,
  // During a pause, another kind takes over from the first.
  pause: (state, { kind }) => {
    const { overlay, stage } = state;
    const isAsked = overlay ? overlay.kind === 'pause-choice' : stage.at === 'pause';
    if (!isAsked) return update(state);
    // A card may have come under the page: nobody has seen it.
    const release = cardToRelease(stage);
    return update(uncovered(state), { do: 'pause', kind, ...(release === undefined ? {} : { release }) });
  },
};

export const pauseChoicePage: Page<'pause-choice', never> = {
  help: 'closes',
  keys: (state, _, gesture) => update(gesture.type === 'accept' ? uncovered(state) : state),
};
