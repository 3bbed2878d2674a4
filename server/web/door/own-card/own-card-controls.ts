import { html } from 'hono/html';
import type { OwnField, OwnNote } from '../../../domain/people/own-card.ts';
import type { Html } from '../../page.ts';
import { joinedFieldOf } from '../door-page.ts';

/** As the form names it: a field of a base may be called anything, a control of ours may not. */
const nameOf = ({ key }: Pick<OwnField, 'key'>) => `champ-${key}`;

interface Control {
  readonly field: OwnField;
  /** What stands in it: what was typed and refused, or what the card says. */
  readonly value: string;
  readonly taken: readonly string[];
  /** Attributes that every control of that field has. */
  readonly common: Html | string;
}

function inputHtml({ value, common }: Control, type: string, more: Html | string = ''): Html {
  return html`<input type="${type}" value="${value}" ${common} ${more}>`;
}

function choiceHtml({ taken, common }: Control, choices: readonly string[]): Html {
  return html`<select ${common}><option value="">–</option>${choices.map(
    (one) => html`<option ${taken.includes(one) ? 'selected' : ''}>${one}</option>`,
  )}</select>`;
}

function choicesHtml({ field, taken }: Control): Html {
  return html`${field.choices.map(
    (one) =>
      html`<label><input type="checkbox" name="${nameOf(field)}" value="${one}" ${taken.includes(one) ? 'checked' : ''}>${one}</label> `,
  )}`;
}

/** How each kind is filled. */
const CONTROLS: Readonly<Record<OwnField['kind'], (control: Control) => Html>> = {
  text: (one) => inputHtml(one, 'text', html`maxlength="200"`),
  'long-text': ({ value, common }) => html`<textarea maxlength="2000" ${common}>${value}</textarea>`,
  date: (one) => inputHtml(one, 'date'),
  choice: (one) => choiceHtml(one, one.field.choices),
  choices: choicesHtml,
  'yes-no': (one) => choiceHtml(one, ['oui', 'non']),
  number: (one) => inputHtml(one, 'text', html`inputmode="decimal" maxlength="20"`),
  email: (one) => inputHtml(one, 'email', html`maxlength="254"`),
  phone: (one) => inputHtml(one, 'tel', html`maxlength="30"`),
};

function presentOf({ kind, date, text, taken }: OwnField): {
  readonly value: string;
  readonly taken: readonly string[];
} {
  return { value: kind === 'date' ? date : text, taken: kind === 'yes-no' ? [text] : taken };
}

/** One field of a form, with what was typed in it, or else what the card says; under its name why it does not serve. */
function fieldHtml(field: OwnField, note: string | undefined, typed: URLSearchParams | undefined): Html {
  const name = nameOf(field);
  const given = typed?.getAll(name) ?? [];
  const present = typed ? { value: given[0] ?? '', taken: given } : presentOf(field);
  const told = note === undefined ? '' : html`<p class="wrong" id="${name}-note">${note}</p>`;
  const help = field.help === '' ? '' : html`<span class="help">${field.help}</span>`;
  const described = note === undefined ? '' : html`aria-describedby="${name}-note" aria-invalid="true"`;
  const common = html`id="${name}" name="${name}" ${described}`;
  const control = CONTROLS[field.kind]({ field, ...present, common });
  return field.kind === 'choices'
    ? html`<fieldset class="field"><legend>${field.label}${help}</legend>${told}${control}</fieldset>
`
    : html`<div class="field"><label for="${name}">${field.label}${help}</label>${told}${control}</div>
`;
}

/** What a form of these fields is shown again with: why they do not serve, and what was typed. */
export interface RefusedForm {
  readonly notes: readonly OwnNote[];
  readonly typed: URLSearchParams | undefined;
}

/** Nothing refused, nothing typed: the form as the card fills it. */
export const FRESH_FORM: RefusedForm = { notes: [], typed: undefined };

/** Said first, where a field does not serve. `lead`: « Rien n’est enregistré ». */
export function refusedHtml({ notes: { length } }: RefusedForm, lead: string): Html | string {
  if (length === 0) return '';
  return html`<p class="wrong" role="alert">${lead} : ${length === 1 ? 'un champ ne convient pas' : `${length} champs ne conviennent pas`}, voyez sous son nom.</p>`;
}

/** These fields of a form, each with why it does not serve. */
export function fieldsHtml(fields: readonly OwnField[], { notes, typed }: RefusedForm): readonly Html[] {
  return fields.map((field) => fieldHtml(field, notes.find(({ key }) => key === field.key)?.why, typed));
}

/**
 * What the form says of these fields; several choices go joined as a cell holds them. Boxes that nobody ticked are not sent,
 * and say « none »; another field that is not sent is left as it stands.
 */
export function typedIn(form: URLSearchParams, fields: readonly OwnField[]) {
  return fields
    .filter((field) => field.kind === 'choices' || form.has(nameOf(field)))
    .map((field) => ({ key: field.key, text: joinedFieldOf(form, nameOf(field), 2500) }));
}
