import { html } from 'hono/html';
import { AppError } from '../../../../shared/errors.ts';
import {
  EVENT_KIND_WORDS,
  EVENT_KINDS,
  EVENT_PRIVACIES,
  EVENT_PRIVACY_WORDS,
} from '../../../../shared/people/agenda-words.ts';
import { HOUSE_ZONE, zoned } from '../../../../shared/time.ts';
import type { Html } from '../../page.ts';
import { fieldOf } from '../door-page.ts';

/** What stands in a form: as it was typed and refused, or as the event says. */
export type Typed = Readonly<Record<string, string>>;

/** `2026-12-05T20:00`, as the browser’s own field of day and hour holds it, on the clocks of the house. */
export function hourField(atMs: number): string {
  return zoned(atMs, HOUSE_ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

const HOUR = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** An hour that the clocks skip or say twice is the first that exists. AppError `hours-unread`. */
export function hourOf(form: URLSearchParams, name: string): number {
  const text = fieldOf(form, name, 20);
  try {
    if (HOUR.test(text))
      return Temporal.PlainDateTime.from(text).toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new AppError({
    code: 'hours-unread',
    kind: 'invalid',
    message: 'Cette date ou cette heure ne se lit pas : rien n’est enregistré.',
    hint: 'Choisissez-les dans le champ, ou écrivez-les comme 2026-12-05T20:00.',
  });
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
}

const labelled = ({ name, label, help }: Field, control: Html): Html =>
  html`<div class="field"><label for="${name}">${label}${help === undefined ? '' : html`<span class="help">${help}</span>`}</label>${control}</div>
`;

/** A line, an hour or a number, by the type of its field. */
export function inputHtml(
  field: Field,
  typed: Typed,
  { type, more = '' }: { readonly type: 'text' | 'datetime-local' | 'number'; readonly more?: Html | '' },
): Html {
  const { name } = field;
  return labelled(
    field,
    html`<input type="${type}" id="${name}" name="${name}" value="${typed[name] ?? ''}" ${more}>`,
  );
}

function selectHtml(field: Field, typed: Typed, choices: readonly (readonly [string, string])[]): Html {
  const { name } = field;
  return labelled(
    field,
    html`<select id="${name}" name="${name}">${choices.map(
      ([value, says]) =>
        html`<option value="${value}" ${typed[name] === value ? 'selected' : ''}>${says}</option>`,
    )}</select>`,
  );
}

export const hoursHtml = (typed: Typed): Html =>
  html`${inputHtml({ name: 'debut', label: 'Début' }, typed, { type: 'datetime-local', more: html`required` })}${inputHtml({ name: 'fin', label: 'Fin' }, typed, { type: 'datetime-local', more: html`required` })}`;

/** Words and hours of an event. */
export const wordsHtml = (typed: Typed): Html =>
  html`${inputHtml({ name: 'titre', label: 'Titre' }, typed, { type: 'text', more: html`maxlength="100" required` })}${labelled(
    { name: 'texte', label: 'De quoi s’agit-il ?', help: 'Ni nom ni téléphone de quelqu’un.' },
    html`<textarea id="texte" name="texte" maxlength="1000">${typed.texte ?? ''}</textarea>`,
  )}${inputHtml({ name: 'lieu', label: 'Lieu, ou lien' }, typed, { type: 'text', more: html`maxlength="200"` })}${hoursHtml(typed)}`;

/** What an event is, of which group, and who sees it: said once, when it is announced. */
export const framingHtml = (typed: Typed, groups: readonly string[]): Html =>
  html`${selectHtml(
    { name: 'groupe', label: 'Groupe' },
    typed,
    groups.map((one) => [one, one]),
  )}${selectHtml(
    { name: 'sorte', label: 'Sorte' },
    typed,
    EVENT_KINDS.map((one) => [one, EVENT_KIND_WORDS[one]]),
  )}${selectHtml(
    { name: 'pour', label: 'Qui le voit' },
    typed,
    EVENT_PRIVACIES.map((one) => [one, EVENT_PRIVACY_WORDS[one]]),
  )}`;

/** Said above a form whose words are kept. */
export const refusalHtml = (refusal: Pick<AppError, 'message' | 'hint'> | undefined): Html | '' =>
  refusal ? html`<p class="wrong" role="alert">${refusal.message} ${refusal.hint}</p>` : '';
