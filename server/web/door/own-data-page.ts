import { html } from 'hono/html';
import { frenchInstant } from '../../domain/wording/custody-words.ts';
import type { OwnSession } from '../../steps/web-door/own-sessions.ts';
import type { Html } from '../page.ts';
import { type DoorPage, fieldOf, page } from './door-page.ts';

function sessionHtml({ id, openedAtMs, seenAtMs, isThis }: OwnSession): Html {
  return html`<li>${isThis ? html`<strong>Cet appareil</strong>, entré` : 'Entré'} le ${frenchInstant(openedAtMs)}, vu le ${frenchInstant(seenAtMs)}
${
  isThis
    ? ''
    : html`<form method="post" action="/b/donnees"><input type="hidden" name="session" value="${id}"><button class="quiet" aria-label="Fermer la session ouverte le ${frenchInstant(openedAtMs)}">Fermer</button></form>`
}</li>`;
}

export const OWN_DATA_PAGES: readonly DoorPage[] = [
  {
    path: '/b/donnees',
    label: 'Mes données',
    for: 'participant',
    show: async ({ desk }) => {
      const sessions = await desk.webDoor.sessions.query();
      return page(
        'Mes données',
        html`<h2>Mes appareils connectés</h2>
<ul class="list">${sessions.map(sessionHtml)}</ul>`,
      );
    },
    act: async ({ desk }, form) => {
      await desk.webDoor.endSession.mutate({ id: fieldOf(form, 'session', 36) });
      return { kind: 'go', to: '/b/donnees?dit=ferme' };
    },
  },
];
