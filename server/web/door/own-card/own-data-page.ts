import { html } from 'hono/html';
import { frenchInstant } from '../../../domain/wording/custody-words.ts';
import type { OwnSession } from '../../../steps/web-door/own-sessions.ts';
import type { Html } from '../../page.ts';
import { type DoorPage, fieldOf, page } from '../door-page.ts';

function sessionHtml({ id, openedAtMs, seenAtMs, isThis }: OwnSession): Html {
  return html`<li>${isThis ? html`<strong>Cet appareil</strong>, entré` : 'Entré'} le ${frenchInstant(openedAtMs)}, vu le ${frenchInstant(seenAtMs)}
${
  isThis
    ? ''
    : html`<form method="post" action="/b/donnees"><input type="hidden" name="session" value="${id}"><button class="quiet" aria-label="Fermer la session ouverte le ${frenchInstant(openedAtMs)}">Fermer</button></form>`
}</li>`;
}

const FILES = [
  { format: 'json', type: 'application/json; charset=utf-8' },
  { format: 'vcf', type: 'text/vcard; charset=utf-8' },
] as const;

export const OWN_DATA_PAGES: readonly DoorPage[] = [
  {
    path: '/b/donnees',
    label: 'Mes données',
    for: 'participant',
    show: async ({ desk, here }) => {
      const sessions = await desk.webDoor.sessions.query();
      return page(
        'Mes données',
        html`<h2>Une copie de ma fiche</h2>
<ul>
<li><a href="/b/donnees/fiche.vcf">fiche.vcf</a> : mes coordonnées, pour un carnet d’adresses</li>
<li><a href="/b/donnees/fiche.json">fiche.json</a> : tout ce que je peux en lire, pour un autre programme</li>
<li><a href="/b/donnees/messages.json">messages.json</a> : tous les messages que j’ai écrits</li>
</ul>
<p>L’association tient aussi des notes d’engagement, que cette copie n’a pas. Pour les lire, les corriger, ou être effacé : ${here.charity.contact === '' ? 'répondez à l’un de ses e-mails' : html`écrivez à <a href="mailto:${here.charity.contact}">${here.charity.contact}</a>`}.</p>
<h2>Mes appareils connectés</h2>
<ul class="list">${sessions.map(sessionHtml)}</ul>`,
      );
    },
    act: async ({ desk }, form) => {
      await desk.webDoor.endSession.mutate({ id: fieldOf(form, 'session', 36) });
      return { kind: 'go', to: '/b/donnees?dit=ferme' };
    },
  },
  {
    path: '/b/donnees/messages.json',
    for: 'participant',
    show: async ({ desk }) => {
      const { text } = await desk.ownMessages.file.mutate();
      return {
        kind: 'file',
        name: 'messages.json',
        type: 'application/json; charset=utf-8',
        bytes: Buffer.from(text),
      };
    },
  },
  ...FILES.map(
    ({ format, type }): DoorPage => ({
      path: `/b/donnees/fiche.${format}`,
      for: 'participant',
      show: async ({ desk }) => {
        const { text } = await desk.webDoor.ownFile.mutate({ format });
        return { kind: 'file', name: `fiche.${format}`, type, bytes: Buffer.from(text) };
      },
    }),
  ),
];
