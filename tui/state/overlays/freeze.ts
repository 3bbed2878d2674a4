import { PAGES } from '../../words/french-pages.ts';
import { askCard, type NextCardCommand } from '../next-card.ts';
import type { PauseCommand } from '../pause.ts';
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
import { opens, type Page } from './page.ts';

export interface FreezeNews {
  readonly type: 'frozen';
  readonly callId: string;
}

/** The card on screen is set aside for the lead. */
export interface FreezeCommand {
  readonly do: 'freeze';
  readonly callId: string;
}

export const FREEZE_KEYS = {
  freeze: opens('freeze', (state) => update(covered(state, { kind: 'freeze' }))),
};

function confirmed(covering: WorkstationState): Update<FreezeCommand | WakeCommand> {
  const state = uncovered(covering);
  const { stage } = state;
  if (stage.at !== 'call') return update(state);
  const { callId } = stage.call.card;
  return withNotice(update(state, { do: 'freeze', callId }), PAGES.freeze.sending, 'info');
}

export const freezePage: Page<'freeze', FreezeCommand | WakeCommand> = {
  help: 'nothing',
  keys: (state, _, gesture) => (gesture.type === 'yes' ? confirmed(state) : update(state)),
};

export const FREEZE_NEWS: Rows<FreezeNews, NextCardCommand | PauseCommand | WakeCommand> = {
  frozen: (state, { callId }) => {
    const { stage } = state;
    if (stage.at !== 'call' || stage.call.card.callId !== callId) return update(state);
    return withNotice(askCard(state), PAGES.freeze.done, 'success');
  },
};
