import { html } from 'hono/html';
import { inNumber } from '../../../../shared/french-plural.ts';
import type { OwnField, OwnNote } from '../../../domain/people/own-card.ts';
import type { OwnCard } from '../../../steps/web-door/own-card.ts';
import type { Html } from '../../page.ts';
import {
  type DoorAnswer,
  type DoorPage,
  fieldOf,
  joinedFieldOf,
  type ParticipantVisit,
  page,
} from '../door-page.ts';

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

function fixedHtml(card: OwnCard, contact: string): Html | string {
  const fixed = card.fields.filter(({ canChange, text }) => !canChange && text !== '');
  if (fixed.length === 0) return '';
  return html`<h2>Ce que l’association tient pour vous</h2>
<dl class="card">${fixed.map(({ label, text }) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl>
<p>Une erreur ? ${contact === '' ? 'Répondez à l’un de ses e-mails' : html`Écrivez à <a href="mailto:${contact}">${contact}</a>`}, en disant quel champ et ce qu’il doit dire.</p>`;
}

interface Shown {
  readonly notes: readonly OwnNote[];
  readonly typed: URLSearchParams | undefined;
}

function cardPage(card: OwnCard, { here }: ParticipantVisit, { notes, typed }: Shown): DoorAnswer {
  const own = card.fields.filter(({ canChange }) => canChange);
  const noteOf = ({ key }: OwnField) => notes.find((one) => one.key === key)?.why;
  const warning =
    notes.length === 0
      ? ''
      : html`<p class="wrong" role="alert">Rien n’est enregistré : ${notes.length === 1 ? 'un champ ne convient pas' : `${notes.length} champs ne conviennent pas`}, voyez sous son nom.</p>`;
  const form = html`<form method="post" action="/b/fiche">
<input type="hidden" name="version" value="${card.version}">
${own.map((field) => fieldHtml(field, noteOf(field), typed))}<button>Enregistrer</button>
</form>`;
  const body = html`${warning}<p>${card.name}</p>
${own.length === 0 ? html`<p>Aucun champ de votre fiche n’est à remplir ici.</p>` : form}
${fixedHtml(card, here.charity.contact)}
${card.hidden === 0 ? '' : html`<p class="soft">L’association garde aussi ${inNumber(card.hidden, 'champ(s)')} que vous pouvez demander à lire.</p>`}`;
  return page('Ma fiche', body, notes.length === 0 ? 200 : 400);
}

/**
 * What the form says of the fields that the card lets its person change; several choices go joined as a cell holds them. Boxes
 * that nobody ticked are not sent: any other field that is not is left as it stands.
 */
function typedIn(form: URLSearchParams, fields: readonly OwnField[]) {
  return fields
    .filter((field) => field.canChange && (field.kind === 'choices' || form.has(nameOf(field))))
    .map((field) => ({ key: field.key, text: joinedFieldOf(form, nameOf(field), 2500) }));
}

export const OWN_CARD_PAGES: readonly DoorPage[] = [
  {
    path: '/b/fiche',
    label: 'Ma fiche',
    for: 'participant',
    show: async (visit) =>
      cardPage(await visit.desk.webDoor.ownCard.mutate(), visit, { notes: [], typed: undefined }),
    act: async (visit, form) => {
      const card = await visit.desk.webDoor.ownCard.mutate();
      const version = Number(fieldOf(form, 'version', 12));
      const { notes } = await visit.desk.webDoor.changeOwnCard.mutate({
        version: Number.isInteger(version) && version >= 0 ? version : 0,
        set: typedIn(form, card.fields),
      });
      return notes.length > 0
        ? cardPage(card, visit, { notes, typed: form })
        : { kind: 'go', to: '/b/fiche?dit=enregistre' };
    },
  },
];
