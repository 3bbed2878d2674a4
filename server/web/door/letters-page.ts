import { html } from 'hono/html';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { slotWords, unparted } from '../../domain/seats/slot-words.ts';
import type { ProcedureClient } from '../../http/procedure-client.ts';
import type { Html } from '../page.ts';
import { type DoorPage, fieldOf, page, type Told } from './door-page.ts';
import { markupHtml } from './markup-html.ts';

type OwnLetters = ProcedureClient['ownLetters'];
type OwnLetter = Told<OwnLetters['show']['query']>;
type OwnArchive = Told<OwnLetters['archive']['query']>;

/** `5 décembre 2026`. */
function dayOf(atMs: number): string {
  return zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric' });
}

function blockHtml(block: OwnLetter['blocks'][number], events: OwnLetter['events']): Html {
  if (block.kind === 'text') return markupHtml(block.text);
  if (block.kind === 'button')
    return html`<p><a href="${block.url}" rel="noreferrer"><strong>${block.label}</strong></a></p>`;
  const event = events.find(({ id }) => id === block.event);
  if (!event) return html``;
  return html`<p><strong>${event.title}</strong><br>${unparted(slotWords(event))}${event.place === '' ? '' : html`<br>${event.place}`}</p>`;
}

const searchForm = (
  words: string,
): Html => html`<form method="get" action="/b/lettres" role="search"><div class="field">
<label for="mots">Chercher dans les lettres</label><input id="mots" name="mots" maxlength="100" value="${words}"></div>
<button class="quiet">Chercher</button></form>`;

function listHtml({ letters }: OwnArchive, words: string): Html {
  if (letters.length === 0)
    return html`<p>${words === '' ? 'Aucune lettre pour le moment.' : 'Aucune lettre ne contient ces mots.'}</p>`;
  return html`<ul class="list">${letters.map(({ id, subject, sentAtMs }) => html`<li><a href="/b/lettres/${id}">${subject}</a> <span class="soft">${dayOf(sentAtMs)}</span></li>`)}</ul>`;
}

const CHOICES = {
  oui: { says: 'Recevoir les lettres par e-mail', notice: 'lettres' },
  non: { says: 'Ne plus les recevoir', notice: 'sans-lettres' },
} as const;

function choiceHtml(wants: boolean): Html {
  const choice = wants ? 'non' : 'oui';
  return html`<h2>Par e-mail</h2><p>${wants ? 'Les lettres vous arrivent par e-mail.' : 'Vous ne recevez pas les lettres par e-mail ; elles restent ici.'}</p>
<form method="post" action="/b/lettres"><button class="quiet" name="recevoir" value="${choice}">${CHOICES[choice].says}</button></form>`;
}

/** Letters that left, by date, searched in their words; one of them; the address that stops them, for whoever holds it. */
export const LETTERS_PAGES: readonly DoorPage[] = [
  {
    path: '/b/lettres',
    label: 'Lettres',
    for: 'participant',
    show: async ({ desk, query }) => {
      const words = (query.get('mots') ?? '').slice(0, 100).trim();
      const told = await desk.ownLetters.archive.query({ words });
      const isSearched = told.letters.length > 0 || words !== '';
      return page(
        'Lettres',
        html`${isSearched ? searchForm(words) : ''}${listHtml(told, words)}${choiceHtml(told.wants)}`,
      );
    },
    act: async ({ desk }, form) => {
      const choice = fieldOf(form, 'recevoir', 3) === 'non' ? 'non' : 'oui';
      await desk.ownLetters.choose.mutate({ wants: choice === 'oui' });
      return { kind: 'go', to: `/b/lettres?dit=${CHOICES[choice].notice}` };
    },
  },
  {
    path: '/b/lettres/:letter',
    for: 'participant',
    show: async ({ desk, params }) => {
      const letter = await desk.ownLetters.show.query({ newsletter: params.letter ?? '' });
      return page(
        letter.subject,
        html`<p class="soft">${dayOf(letter.sentAtMs)}</p>${letter.blocks.map((block) => blockHtml(block, letter.events))}
<p><a href="/b/lettres">Toutes les lettres</a></p>`,
      );
    },
  },
  {
    path: '/b/lettres/arret/:token',
    for: 'anyone',
    fromElsewhere: true,
    show: async ({ desk, params }) => {
      const token = params.token ?? '';
      await desk.lookAtStop(token);
      return page(
        'Ne plus recevoir les lettres',
        html`<p>Appuyez sur le bouton : plus aucune lettre ne vous sera envoyée. Les rappels de vos créneaux continuent.</p>
<form method="post" action="/b/lettres/arret/${token}"><button>Ne plus recevoir les lettres</button></form>`,
      );
    },
    act: async ({ desk, params }) => {
      await desk.stopLetters(params.token ?? '');
      return page(
        'C’est fait',
        html`<p>Vous ne recevrez plus de lettre. Pour changer d’avis : la page « Lettres » de votre espace.</p>`,
      );
    },
  },
];
