import type { LineForm } from '../../shared/line-seat.ts';
import { editField, type FieldEdit, type TextField, textField, typeInto } from '../state/text-field.ts';

/** A choice of one letter, in place of a text. */
interface Choice {
  readonly letter: string;
  readonly value: string;
  readonly said: string;
}

interface FieldShape {
  readonly label: string;
  readonly max: number;
  readonly choices?: readonly Choice[];
}

/** THE fields of the form, in the order that the caller is asked, the amount first. */
export const FORM_FIELDS = {
  amount: { label: 'Montant', max: 20 },
  rhythm: {
    label: 'Rythme',
    max: 0,
    choices: [
      { letter: 'u', value: 'once', said: 'une fois' },
      { letter: 'm', value: 'monthly', said: 'chaque mois' },
    ],
  },
  lastName: { label: 'Nom', max: 50 },
  firstName: { label: 'Prénom', max: 50 },
  street: { label: 'N° et rue', max: 60 },
  postcode: { label: 'Code postal', max: 10 },
  town: { label: 'Ville', max: 38 },
  way: {
    label: 'Lien',
    max: 0,
    choices: [
      { letter: 'e', value: 'email', said: 'par e-mail' },
      { letter: 's', value: 'sms', said: 'par message' },
      { letter: 'l', value: 'letter', said: 'par courrier' },
    ],
  },
  to: { label: 'Adresse, n°', max: 254 },
  receipt: {
    label: 'Reçu fiscal',
    max: 0,
    choices: [
      { letter: 'o', value: 'yes', said: 'oui' },
      { letter: 'n', value: 'no', said: 'non' },
    ],
  },
} as const satisfies Readonly<Record<string, FieldShape>>;
export type FormField = keyof typeof FORM_FIELDS;
const FORM_ORDER = Object.keys(FORM_FIELDS) as readonly FormField[];

/** What is typed so far, and where the cursor is. */
export interface FormState {
  readonly texts: Readonly<Record<FormField, TextField>>;
  readonly focus: FormField;
}

export function choicesOf(field: FormField): readonly Choice[] | undefined {
  const shape: FieldShape = FORM_FIELDS[field];
  return shape.choices;
}

const START: Readonly<Partial<Record<FormField, string>>> = { rhythm: 'once', way: 'sms', receipt: 'no' };

export function emptyForm(): FormState {
  const entries = FORM_ORDER.map((field) => [
    field,
    textField(START[field] ?? '', { max: FORM_FIELDS[field].max || 20 }),
  ]);
  return { texts: Object.fromEntries(entries) as FormState['texts'], focus: 'amount' };
}

/** To the next field or the one before; the ends hold. */
export function moveFocus(form: FormState, by: 1 | -1): FormState {
  const at = FORM_ORDER.indexOf(form.focus) + by;
  return { ...form, focus: FORM_ORDER[at] ?? form.focus };
}

function withText(form: FormState, text: TextField): FormState {
  return { ...form, texts: { ...form.texts, [form.focus]: text } };
}

/** A letter of a choice chooses and goes on; in a text it is typed. */
export function typeInForm(form: FormState, text: string): FormState {
  const choices = choicesOf(form.focus);
  if (!choices) return withText(form, typeInto(form.texts[form.focus], text));
  const chosen = choices.find(({ letter }) => letter === text.toLowerCase());
  return chosen ? moveFocus(withText(form, textField(chosen.value)), 1) : form;
}

export function editForm(form: FormState, edit: FieldEdit): FormState {
  return choicesOf(form.focus) ? form : withText(form, editField(form.texts[form.focus], edit));
}

/** What the field of the cursor held is gone: a card's number must not stay on a screen. */
export function clearField(form: FormState): FormState {
  return withText(form, textField('', { max: FORM_FIELDS[form.focus].max || 20 }));
}

/** The form as the house reads it. */
export function formOf({ texts }: FormState): LineForm {
  const said = (field: FormField) => texts[field].text.trim();
  const way = said('way');
  return {
    amount: said('amount'),
    rhythm: said('rhythm') === 'monthly' ? 'monthly' : 'once',
    lastName: said('lastName'),
    firstName: said('firstName'),
    street: said('street'),
    place: { postcode: said('postcode'), town: said('town') },
    link: { way: way === 'email' || way === 'letter' ? way : 'sms', to: said('to') },
    receipt: said('receipt') === 'yes',
  };
}
