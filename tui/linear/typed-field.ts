import { graphemes } from '../../shared/screen/cells.ts';
import type { Call } from '../state/call/call.ts';
import type { Form } from '../state/call/forms.ts';
import { fieldLabel } from '../state/call/typed-fields.ts';
import type { TextField } from '../state/text-field.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { PAGES } from '../words/french-pages.ts';
import { PASSPHRASE } from '../words/french-passphrase.ts';

/** The field under the fingers, and what it is called. */
export interface NamedField {
  readonly name: string;
  readonly field: TextField;
  /** A password: its characters are not said. */
  readonly masked: boolean;
}

function named(name: string, field: TextField | undefined, masked = false): NamedField | undefined {
  return field ? { name, field, masked } : undefined;
}

function ofForm(call: Call, form: Form): NamedField | undefined {
  switch (form.kind) {
    case 'note':
      return named(FRENCH.note.title, form.field);
    case 'amount':
      return named(FRENCH.amount.field, form.field);
    case 'callback':
      return named(FRENCH.callback.field, form.field);
    case 'dispositions':
      return named(FRENCH.dispositions.filter, form.filter);
    case 'correction': {
      const name = form.names[form.index];
      return name && named(fieldLabel(name, call), form.fields[form.index]);
    }
    default:
      return undefined;
  }
}

/** Undefined where nothing is typed. */
export function typedField({ overlay, stage }: WorkstationState): NamedField | undefined {
  if (overlay && 'field' in overlay) return named(PAGES.knowledge.field, overlay.field);
  if (overlay) return undefined;
  if (stage.at === 'login')
    return stage.index === 0
      ? named(FRENCH.login.login, stage.fields[0])
      : named(FRENCH.login.password, stage.fields[1], true);
  if (stage.at === 'passphrase') {
    const here = stage.fields[stage.index];
    return here && named(PASSPHRASE.fields[here.name], here.field, true);
  }
  return stage.at === 'call' && stage.form ? ofForm(stage.call, stage.form) : undefined;
}

const HIDDEN = '•';

/** One character more is that character; one less is said erased; anything else is the field whole. */
export function typedLine(before: NamedField | undefined, after: NamedField | undefined): string | undefined {
  if (!after) return undefined;
  const text = after.masked ? HIDDEN.repeat(graphemes(after.field.text).length) : after.field.text;
  const whole = `${after.name} : ${text === '' ? 'vide' : text}`;
  if (before?.name !== after.name) return whole;
  const [old, now] = [before.field.text, after.field.text];
  if (old === now) return undefined;
  const hidden = (piece: string) => (after.masked ? HIDDEN : piece);
  if (now.startsWith(old) && graphemes(now.slice(old.length)).length === 1)
    return hidden(now.slice(old.length));
  if (old.startsWith(now) && graphemes(old.slice(now.length)).length === 1)
    return `effacé : ${hidden(old.slice(now.length))}`;
  return whole;
}
