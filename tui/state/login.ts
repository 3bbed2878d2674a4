import { FRENCH } from '../words/french.ts';
import type { Gesture } from './gestures.ts';
import type { Problem } from './problem.ts';
import { editField, type TextField, textField, typeInto } from './text-field.ts';
import { type Update, update, type WakeCommand, withNotice } from './update.ts';
import type { LoginStage, WorkstationState } from './workstation-state.ts';

export interface LogInCommand {
  readonly do: 'log-in';
  readonly login: string;
  readonly password: string;
}

export function openLogin(login = '', problem?: Problem): LoginStage {
  const fields = [textField(login, { max: 60 }), textField('', { max: 200 })] as const;
  return { at: 'login', fields, index: login === '' ? 0 : 1, busy: false, ...(problem ? { problem } : {}) };
}

function change(stage: LoginStage, how: (field: TextField) => TextField): LoginStage {
  const [login, password] = stage.fields;
  return { ...stage, fields: stage.index === 0 ? [how(login), password] : [login, how(password)] };
}

/** Login and password: Tab and arrows between them, Enter goes on; nothing is taken while the server thinks. */
export function loginUpdate(
  state: WorkstationState,
  stage: LoginStage,
  gesture: Gesture,
): Update<LogInCommand | WakeCommand> {
  if (stage.busy) return update(state);
  const stay = (next: LoginStage) => update({ ...state, stage: next });
  switch (gesture.type) {
    case 'typed':
      return stay(change(stage, (field) => typeInto(field, gesture.text)));
    case 'edit':
      return stay(change(stage, (field) => editField(field, gesture.edit)));
    case 'move':
      return stay({ ...stage, index: stage.index === 0 ? 1 : 0 });
    case 'accept': {
      const [login, password] = stage.fields;
      if (stage.index === 0 && password.text === '') return stay({ ...stage, index: 1 });
      if (login.text.trim() === '') return withNotice(stay({ ...stage, index: 0 }), FRENCH.login.needsLogin);
      if (password.text === '') return withNotice(stay(stage), FRENCH.login.needsPassword);
      const { problem: _, ...rest } = stage;
      const command = { do: 'log-in', login: login.text.trim(), password: password.text } as const;
      return update({ ...state, stage: { ...rest, busy: true } }, command);
    }
    default:
      return update(state);
  }
}
