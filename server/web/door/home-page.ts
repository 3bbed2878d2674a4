import { html } from 'hono/html';
import { type DoorPage, page } from './door-page.ts';

export const HOME_PAGES: readonly DoorPage[] = [
  {
    path: '/b',
    label: 'Accueil',
    for: 'participant',
    show: async ({ desk, here }) => {
      const { name, groups } = await desk.webDoor.card.mutate();
      return page(
        `Bonjour ${name}`,
        html`${here.isConfirmed ? '' : html`<p>Votre arrivée attend d’être confirmée par l’association : vous voyez votre fiche, et ce qui est public.</p>`}
<h2>Mes groupes</h2>
${groups.length === 0 ? html`<p>Vous n’êtes encore d’aucun groupe.</p>` : html`<ul class="list">${groups.map((one) => html`<li>${one}</li>`)}</ul>`}
${here.charity.contact === '' ? '' : html`<p>Une question ? Écrivez à <a href="mailto:${here.charity.contact}">${here.charity.contact}</a>.</p>`}`,
      );
    },
  },
  {
    path: '/b/sortir',
    for: 'participant',
    show: async () => ({ kind: 'go', to: '/b' }),
    act: async ({ desk }) => {
      await desk.webDoor.leave.mutate();
      return { kind: 'go', to: '/b/connexion?dit=sorti', session: null };
    },
  },
];
