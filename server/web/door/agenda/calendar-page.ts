import { html } from 'hono/html';
import { EVENT_KIND_WORDS } from '../../../../shared/people/agenda-words.ts';
import { instantWords, slotWords, unparted } from '../../../domain/seats/slot-words.ts';
import type { Html } from '../../page.ts';
import { type DoorPage, fieldOf, type OwnAgenda, page, type Told } from '../door-page.ts';

type OwnEvent = Told<OwnAgenda['list']['query']>[number];

const DAY_MS = 86_400_000;

function whenOf({ fromMs, toMs }: OwnEvent): string {
  return toMs - fromMs < DAY_MS
    ? slotWords({ fromMs, toMs })
    : `du ${instantWords(fromMs)} au ${instantWords(toMs)}`;
}

function eventHtml(event: OwnEvent): Html {
  const { id, title, kind, body, place, groups, state } = event;
  return html`<li><h2><a href="/b/evenement/${id}">${title}</a></h2><p>${unparted(whenOf(event))}</p>
<p class="soft">${[EVENT_KIND_WORDS[kind], place, groups.join(', ')].filter((one) => one !== '').join(' · ')}</p>
${state === 'cancelled' ? html`<p><strong>Annulé.</strong></p>` : state === 'draft' ? html`<p><strong>Brouillon</strong>, vu de vous et de la coordination.</p>` : ''}
${body === '' ? '' : html`<p>${body}</p>`}</li>`;
}

const OWN = html`<h2>Mes créneaux dans mon agenda</h2>
<p>Une adresse secrète donne vos créneaux, et eux seuls, à l’agenda de votre téléphone ; il les relit de lui-même. Une nouvelle adresse
ferme celle d’avant.</p>
<form method="post" action="/b/agenda"><button>Obtenir mon adresse</button>
<button class="quiet" name="geste" value="fermer">Fermer mon adresse</button></form>`;

export const CALENDAR_PAGES: readonly DoorPage[] = [
  {
    path: '/b/agenda',
    label: 'Agenda',
    for: 'participant',
    show: async ({ desk }) => {
      const events = await desk.ownAgenda.list.query();
      const announces = (await desk.ownAgenda.groups.query()).length > 0;
      return page(
        'Agenda',
        html`${events.length === 0 ? html`<p>Rien n’est annoncé pour le moment.</p>` : html`<ul class="list">${events.map(eventHtml)}</ul>`}${announces ? html`<p><a href="/b/annoncer">Annoncer un événement</a></p>` : ''}${OWN}`,
      );
    },
    act: async ({ desk }, form) => {
      if (fieldOf(form, 'geste', 10) === 'fermer') {
        await desk.ownAgenda.closeFeed.mutate();
        return { kind: 'go', to: '/b/agenda?dit=agenda' };
      }
      const { token } = await desk.ownAgenda.makeFeed.mutate();
      const address = `/b/agenda/${token}.ics`;
      return page(
        'Mon adresse d’agenda',
        html`<p>Gardez-la pour vous : qui l’a lit vos créneaux. Elle n’est montrée qu’une fois.</p>
<p><a href="${address}">Mon agenda</a></p>
<ol><li>Copiez l’adresse de ce lien (appui long, ou clic droit).</li><li>Dans votre agenda, ajoutez un calendrier « par adresse » ou « par URL ».</li><li>Collez-la.</li></ol>
<p><a href="/b/creneaux">Retour aux créneaux</a></p>`,
      );
    },
  },
  {
    path: '/b/agenda/:file',
    for: 'anyone',
    show: async ({ desk, params }) => {
      const text = await desk.calendar((params.file ?? '').replace(/\.ics$/, ''));
      const bytes = new TextEncoder().encode(text);
      return { kind: 'file', name: 'creneaux.ics', type: 'text/calendar; charset=utf-8', bytes };
    },
  },
];
