import { passphraseRefusal } from '../../shared/passphrase-rules.ts';
import { PASSPHRASE } from '../words/french-passphrase.ts';
import type { Gesture } from './gestures.ts';
import { openLogin } from './login.ts';
import { askCard, type NextCardCommand } from './next-card.ts';
import { changed, emptied, typedAs, wishedPassphrase } from './passphrase-stage.ts';
import type { PauseCommand } from './pause.ts';
import type { Problem } from './problem.ts';
import { type SaveCommand, sendHeld } from './saving.ts';
import { editField, typeInto } from './text-field.ts';
import { type Rows, type Update, update, type WakeCommand, withNotice } from './update.ts';
import type { PassphraseField, PassphraseStage, WorkstationState } from './workstation-state.ts';

export interface PassphraseMessage {
  readonly type: 'passphrase';
}

export type PassphraseNews =
  | { readonly type: 'passphrase-kept' }
  | { readonly type: 'passphrase-failed'; readonly problem: Problem };

export type PassphraseCommand =
  | { readonly do: 'choose-passphrase'; readonly passphrase: string }
  | { readonly do: 'change-passphrase'; readonly present: string; readonly passphrase: string };

type Going = NextCardCommand | PauseCommand | SaveCommand;

const NEW = ['chosen', 'again'] as const;
/** What is typed anew after a refusal; after any other, what was typed stands. */
const TYPED_ANEW: Readonly<Record<string, readonly PassphraseField['name'][]>> = {
  'login-refused': ['present'],
  'passphrase-weak': NEW,
  'passphrase-same': NEW,
};

/** The pause goes on, or a card is asked for. */
function back(state: WorkstationState, { pause }: PassphraseStage): Update<NextCardCommand | PauseCommand> {
  return pause ? update({ ...state, stage: pause }) : askCard(state);
}

/** Enter: the next field, or what is wrong with this one, or the whole is sent. */
function accept(state: WorkstationState, stage: PassphraseStage): Update<PassphraseCommand | WakeCommand> {
  const stay = (next: PassphraseStage, why: string) => withNotice(update({ ...state, stage: next }), why);
  const here = stage.fields[stage.index];
  if (!here) return update(state);
  const { name, field } = here;
  if (field.text === '') return stay(stage, PASSPHRASE.needs[name]);
  const refusal = name === 'chosen' ? passphraseRefusal(field.text) : undefined;
  if (refusal !== undefined) return stay(stage, refusal);
  if (stage.index < stage.fields.length - 1)
    return update({ ...state, stage: { ...stage, index: stage.index + 1 } });
  const [present, passphrase] = [typedAs(stage, 'present'), typedAs(stage, 'chosen')];
  if (typedAs(stage, 'again') !== passphrase) return stay(emptied(stage, NEW), PASSPHRASE.differ);
  const { problem: _, ...rest } = stage;
  const command = stage.isOwed
    ? ({ do: 'choose-passphrase', passphrase } as const)
    : ({ do: 'change-passphrase', present, passphrase } as const);
  return update({ ...state, stage: { ...rest, busy: true } }, command);
}

/** Nothing is taken while the server thinks; only an owed phrase cannot be left. */
export function passphraseUpdate(
  state: WorkstationState,
  stage: PassphraseStage,
  gesture: Gesture,
): Update<PassphraseCommand | Going | WakeCommand> {
  if (stage.busy) return update(state);
  const stay = (next: PassphraseStage) => update({ ...state, stage: next });
  const count = stage.fields.length;
  switch (gesture.type) {
    case 'typed':
      return stay(changed(stage, (field) => typeInto(field, gesture.text)));
    case 'edit':
      return stay(changed(stage, (field) => editField(field, gesture.edit)));
    case 'move':
      return stay({ ...stage, index: (stage.index + Math.sign(gesture.by) + count) % count });
    case 'accept':
      return accept(state, stage);
    case 'escape':
      return stage.isOwed ? withNotice(update(state), PASSPHRASE.mustChoose) : back(state, stage);
    default:
      return update(state);
  }
}

export const PASSPHRASE_KEYS: Rows<PassphraseMessage, never> = {
  passphrase: (state) =>
    state.overlay ? update(state) : update({ ...state, stage: wishedPassphrase(state) }),
};

function kept(state: WorkstationState): Update<Going | WakeCommand> {
  const { stage, heldOutcome } = state;
  if (stage.at !== 'passphrase') return update(state);
  if (!stage.isOwed) return withNotice(back(state, stage), PASSPHRASE.changed, 'success');
  const goesOn = heldOutcome ? sendHeld(state, heldOutcome) : askCard(state);
  return withNotice<Going>(goesOn, PASSPHRASE.kept, 'success');
}

function failed(state: WorkstationState, problem: Problem): Update<never> {
  const { stage } = state;
  if (stage.at !== 'passphrase') return update(state);
  if (problem.code === 'session-ended')
    return update({ ...state, stage: openLogin(state.session?.account, problem) });
  const anew = emptied(stage, TYPED_ANEW[problem.code] ?? []);
  return update({ ...state, stage: { ...anew, busy: false, problem } });
}

export const PASSPHRASE_NEWS: Rows<PassphraseNews, Going | WakeCommand> = {
  'passphrase-kept': kept,
  'passphrase-failed': (state, { problem }) => failed(state, problem),
};
