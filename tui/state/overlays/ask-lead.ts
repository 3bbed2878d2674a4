import { MAX_MESSAGE } from '../../../shared/floor-message.ts';
import { PAGES } from '../../words/french-pages.ts';
import { editField, textField, typeInto } from '../text-field.ts';
import {
  covered,
  type Reducer,
  type Rows,
  type Update,
  uncovered,
  update,
  type WakeCommand,
  withNotice,
} from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import { isOf, type Page } from './page.ts';

/** The page for words to the lead: a call for help, about one call of the day when it lies there, or an answer to a message. */
export interface AskLeadMessage {
  readonly type: 'ask-lead';
}

export interface AskLeadNews {
  readonly type: 'lead-asked';
  readonly people: number;
  readonly isReply: boolean;
}

export interface AskLeadCommand {
  readonly do: 'ask-lead';
  readonly text: string;
  readonly isReply: boolean;
}

/** As lists and messages name a call: no person in it. */
const SHORT_NUMBER = 8;

const opened: Reducer<AskLeadMessage, never> = (state) => {
  const { overlay } = state;
  const isReply = isOf('messages', overlay);
  const about = isOf('one-call', overlay)
    ? PAGES.askLead.about(overlay.call.callId.slice(0, SHORT_NUMBER))
    : '';
  if (overlay && !isReply && about === '') return update(state);
  return update(covered(state, { kind: 'ask-lead', field: textField(about, { max: MAX_MESSAGE }), isReply }));
};

export const ASK_LEAD_KEYS = { 'ask-lead': opened };

function sent(
  state: WorkstationState,
  { text, isReply }: Omit<AskLeadCommand, 'do'>,
): Update<AskLeadCommand | WakeCommand> {
  if (isReply && text === '') return withNotice(update(state), PAGES.askLead.empty);
  const command = { do: 'ask-lead', text, isReply } as const;
  return withNotice(update(uncovered(state), command), PAGES.askLead.sending, 'info');
}

export const askLeadPage: Page<'ask-lead', AskLeadCommand | WakeCommand> = {
  help: 'nothing',
  keys: (state, overlay, gesture) => {
    const { field, isReply } = overlay;
    switch (gesture.type) {
      case 'typed':
        return update(covered(state, { ...overlay, field: typeInto(field, gesture.text) }));
      case 'edit':
        return update(covered(state, { ...overlay, field: editField(field, gesture.edit) }));
      case 'accept':
        return sent(state, { text: field.text.trim(), isReply });
      default:
        return update(state);
    }
  },
};

export const ASK_LEAD_NEWS: Rows<AskLeadNews, WakeCommand> = {
  'lead-asked': (state, { isReply }) =>
    withNotice(update(state), isReply ? PAGES.askLead.answered : PAGES.askLead.asked, 'success'),
};
