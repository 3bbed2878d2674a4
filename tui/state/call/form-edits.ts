import { FRENCH } from '../../words/french.ts';
import { editField, type FieldEdit, type TextField, typeInto } from '../text-field.ts';
import { moveProposal } from './amount-form.ts';
import type { Call } from './call.ts';
import { moveQuarter, moveSpan } from './callback-form.ts';
import { startClosing, type Turn } from './closing.ts';
import { listed, typeLetter } from './dispositions-form.ts';
import type { CorrectionForm, DispositionsForm, EndingsForm, Form } from './forms.ts';
import { takeSuggestion } from './suggestions.ts';

function inField(form: CorrectionForm, change: (field: TextField) => TextField): CorrectionForm {
  return { ...form, fields: form.fields.map((field, at) => (at === form.index ? change(field) : field)) };
}

/** The same form with its current text field changed; forms without a field stay as they are. */
function withField(form: Form, change: (field: TextField) => TextField): Form {
  switch (form.kind) {
    case 'amount':
    case 'note':
      return { ...form, field: change(form.field) };
    case 'callback': {
      const { among: _, ...rest } = form;
      return { ...rest, field: change(form.field), span: -1 };
    }
    case 'correction':
      return inField(form, change);
    case 'dispositions':
      return form.filter ? { ...form, filter: change(form.filter), index: 0 } : form;
    case 'endings':
    case 'confirm':
    case 'other-number':
    case 'coordinates':
      return form;
  }
}

interface Typed {
  readonly text: string;
  readonly nowMs: number;
}

function typeInList(call: Call, form: DispositionsForm, { text, nowMs }: Typed): Turn {
  const typed = typeLetter(form, call, text);
  if (!typed) return { call, form, notice: { text: FRENCH.refusals.noSuchLetter, tone: 'refusal' } };
  if (typed.picked === undefined) return { call, form: typed.form };
  return startClosing(call, typed.picked, { nowMs, byAnswer: false });
}

/** Keys of the endings of an answer, in order: letters, since digits need Maj on a French or Belgian keyboard. */
export const ENDING_KEYS = 'abcdefghijkl';

function typeInEndings(call: Call, form: EndingsForm, { text, nowMs }: Typed): Turn {
  const code = form.codes[/^[1-9]$/.test(text) ? Number(text) - 1 : ENDING_KEYS.indexOf(text)];
  if (code === undefined)
    return { call, form, notice: { text: FRENCH.refusals.noSuchAnswer, tone: 'refusal' } };
  return startClosing(call, code, { nowMs, byAnswer: !form.byLine });
}

/** A character or a paste, wherever the form puts it. */
export function typeInForm(call: Call, form: Form, typed: Typed): Turn {
  if (form.kind === 'dispositions' && !form.filter) return typeInList(call, form, typed);
  if (form.kind === 'endings') return typeInEndings(call, form, typed);
  return { call, form: withField(form, (field) => typeInto(field, typed.text)) };
}

/** At the end of a field, right takes what is suggested for it. */
export function editForm(call: Call, form: Form, edit: FieldEdit): Form {
  const taken = form.kind === 'correction' && edit === 'right' ? takeSuggestion(form, call) : undefined;
  if (taken) return taken;
  if (form.kind === 'dispositions' && !form.filter && edit === 'backspace')
    return { ...form, letters: form.letters.slice(0, -1), index: 0 };
  return withField(form, (field) => editField(field, edit));
}

/** Arrows up and down: another line, field, span or proposal; it stops at the ends. */
export function moveInForm(call: Call, form: Form, by: number): Form {
  const within = (count: number, index: number) => Math.min(count - 1, Math.max(0, index + by));
  switch (form.kind) {
    case 'dispositions':
      return { ...form, index: Math.max(0, within(listed(form, call).length, form.index)) };
    case 'endings':
      return { ...form, index: within(form.codes.length, form.index) };
    case 'correction':
      return { ...form, index: within(form.names.length, form.index) };
    case 'callback':
      return moveSpan(form, call, by);
    case 'amount':
      return moveProposal(form, call, by);
    case 'note':
    case 'confirm':
    case 'other-number':
    case 'coordinates':
      return form;
  }
}

/** Arrows left and right where they do not move a cursor: the callback's quarters of an hour. */
export function shiftInForm(call: Call, form: Form, by: number): Form {
  return form.kind === 'callback' ? moveQuarter(form, call, by) : form;
}
